"""Parts of the lesson `objective`."""
