"""Parts of the lesson `ratings`."""
