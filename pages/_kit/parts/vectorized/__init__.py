"""Parts of the lesson `vectorized`."""
