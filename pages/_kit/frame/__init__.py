"""The frame round every lesson: shell, presenter, look, errors, compression; for the door."""
