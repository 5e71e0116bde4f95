"""What the course survives: a test for each row of the table in `README.md`."""
