"""The hand-sized rating table: its runs, and how they are shown."""
