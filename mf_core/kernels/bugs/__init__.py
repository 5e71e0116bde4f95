"""Mistakes, kept to be looked at: each is a right kernel with one line changed.

They stand in no menu. The lesson `bug_museum` runs each beside the kernel it was made from, and
`tests/test_museum.py` holds that the difference shows.
"""
