"""Parts of the lesson `descent`."""
