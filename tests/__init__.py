"""One file per subject; `browser.py` and `conftest.py` hold what they share."""
