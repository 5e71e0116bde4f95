"""Parts of the lesson `full_data`."""
