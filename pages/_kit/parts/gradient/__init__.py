"""Parts of the lesson `gradient`."""
