"""Parts of the lesson `derivative`."""
