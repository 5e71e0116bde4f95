"""Parts of the lesson `one_rating`."""
