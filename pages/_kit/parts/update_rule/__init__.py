"""Parts of the lesson `update_rule`."""
