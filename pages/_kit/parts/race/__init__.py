"""Parts of the lesson `race`."""
