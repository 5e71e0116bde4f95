"""What one lesson needs beyond the shared kit: one module for each lesson that does."""
