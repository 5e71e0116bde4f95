"""The compiled steps, written as on paper: the loop a student reads is the loop that runs.

Notation: `u`, `i`, `f`, `n` index users, items, factors and ratings; `p`, `q` are single entries
of P and Q; `e` is a residual, always rating minus prediction. No kernel draws a random number:
the order of the visits comes from outside. What is changed in place is said in bold.

A kernel calls only kernels of its own file (see `_jit`).
"""
