"""What both single-rating routes share: where they start and meet, and how they go on."""
