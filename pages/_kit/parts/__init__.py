"""What a lesson needs beyond the shared kit: a module or a package named after it."""
