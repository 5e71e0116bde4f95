"""Functions of one and two variables: their slopes, typed formulas, and the walk downhill."""
