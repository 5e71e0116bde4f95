"""Parts of the lesson `bug_museum`."""
