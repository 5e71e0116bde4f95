"""Who is timed: one file for each library, run by its own Python, and two of ours.

A file has `JOBS`: for each job the library can do, a class made of (data, k, threads) with

* `seconds()`: processor and clock seconds of one epoch, set-up and compilation left out;
* `rmse(epochs)`: the held-out error, in stars, after so many epochs from scratch.

The jobs: `sgd`, biased SGD, all factors at once (η 0.01, λ 0.02); `funk`, one epoch of one
feature on cached residuals (η 0.005, λ 0.02); `als`, one pair of exact half-steps (λ 0.05, once
per rating where a library can); `als-cg`, the same by conjugate gradients; `batch`, one step of
the full gradient over the observed cells.
"""
