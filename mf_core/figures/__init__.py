"""Pictures as values: pure functions from numbers to Plotly figures (plain dicts)."""
