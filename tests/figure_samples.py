"""One call of each figure: its arguments. Asymmetric on purpose, so that a swap shows."""

import numpy as np

from mf_core.algorithms import Knobs
from mf_core.figures.lit_tiles import Lit
from mf_core.figures.matrix_tiles import matrix_tiles
from mf_core.figures.slope_lines import Drawn
from mf_core.model import triples
from mf_core.slopes.curves import CURVES, SURFACES
from mf_core.slopes.descent import OPTIMIZERS, descend
from mf_core.training import Recording

rng = np.random.default_rng(0)
WALK = descend(SURFACES["bowl"], (3.0, -2.0), OPTIMIZERS["plain"], 0.1, 12)
AWAY = descend(SURFACES["bowl"], (3.0, -2.0), OPTIMIZERS["plain"], 9.0, 12)
NAMES, TITLES = ["Ada", "Ben", "Cleo"], ["Lincoln", "Titanic"]
TABLE = {"user_names": NAMES, "item_titles": TITLES}
POINTS = rng.normal(size=(4, 5, 2))
LINE = np.linspace(0, 2, 5)

MODEL = {
    "P": rng.normal(size=(4, 3, 2)),
    "Q": rng.normal(size=(4, 2, 2)),
    "mu": np.full(4, 3.0),
    "b_user": rng.normal(size=(4, 3)),
    "b_item": rng.normal(size=(4, 2)),
}
RECORDING = Recording(
    prediction=MODEL["P"] @ MODEL["Q"].swapaxes(1, 2)
    + (MODEL["mu"][:, None, None] + MODEL["b_user"][:, :, None] + MODEL["b_item"][:, None]),
    loss=np.array([9.0, 8.0, 7.5, 7.0]),
    train_rmse=np.array([1.5, 1.2, 1.1, 0.9]),
    test_rmse=np.array([1.4, 1.3, 1.35, 1.6]),
    **MODEL,
)

SAMPLES: dict[str, dict[str, object]] = {
    "thrown_balls": {"surface": SURFACES["bowl"], "paths": [WALK, AWAY], "n_steps": 13},
    "slope_line": {"m": -5.0, "b": -10.0, "points": [(1.0, 2.0)]},
    "slope_lines": {"lines": (Drawn(5.0, 10.0), Drawn(-5.0, -10.0, asked=True, claimed=2.0))},
    "slope_walk": {"curve": CURVES["sine"], "walk": [-1.0, -0.5, 0.0, 0.5, 1.0]},
    "slope_below": {
        "f": CURVES["parabola"].f,
        "df": CURVES["parabola"].df,
        "domain": (-3.0, 3.0),
        "x": 1.0,
        "delta": 0.5,
    },
    "slope_twice": {"curve_shown": CURVES["cubic"], "x": -1.5},
    "microscope": {
        "f": CURVES["parabola"].f,
        "domain": (-3.0, 3.0),
        "heights": (-4.0, 27.0),
        "x": 1.0,
        "delta": 0.5,
    },
    "tangent_lines": {
        "f": CURVES["sine"].f,
        "domain": (-2.0, 2.0),
        "heights": (-1.0, 1.0),
        "x": 0.5,
        "claims": {"true": 0.9, "claimed": -0.9},
    },
    "rmse_curve": {
        "train": np.array([1.2, 0.9, 0.8]),
        "test": np.array([1.3, 1.1, 1.25]),
        "references": [("baseline", 1.0)],
    },
    "stop_curve": {
        "train": np.array([1.2, 0.9, 0.8, 0.7]),
        "valid": np.array([1.3, 1.1, 1.25, 1.4]),
        "test": (1.15, 1.35),
        "noise": 1.0,
    },
    "heat_map": {
        "errors": np.array(
            [[[np.nan, 0.9, np.inf], [np.nan, 1.1, 1.2]], [[0.95, 0.9, np.inf], [0.8, 1.1, 1.2]]]
        ),
        "rows": ["0", "0.1"],
        "columns": ["1", "2", "4"],
        "names": ("k", "λ (stars)"),
        "ends": (0.7, 1.3),
    },
    "error_by_count": {
        "counts": np.array([2.0, 20.0, 200.0]),
        "errors": {"raw": np.array([0.6, 0.3, 0.1]), "held back": np.array([0.35, 0.25, 0.1])},
        "title": "error of b_u",
    },
    "compare_curves": {
        "log": True,
        "log_clock": True,
        "times": np.array([1.0, 10.0, 200.0]),
        "references": [("finish", 0.7)],
        "runs": {"one": np.array([1.0, 0.5]), "two": np.array([1.0, 0.9, 0.8])},
    },
    "feature_stairs": {
        "train": np.array([1.2, 0.9, 0.8, 0.6, 0.55]),
        "test": np.array([1.3, 1.1, 1.05, 0.9, 0.95]),
        "epochs": 2,
        "references": [("mean", 1.4)],
    },
    "singular_values": {
        "strengths": {"one": np.array([9.0, 4.0, 0.0]), "two": np.array([8.0, 1.0, 0.5])}
    },
    "curve_in_band": {
        "right": np.array([[np.nan, 1.0, 0.5], [np.nan, 1.2, 0.4], [np.nan, 0.9, 0.7]]),
        "runs": {
            "one": np.array([np.nan, 1.5, 1.4]),
            "two": np.array([2.0, 1.9, np.nan]),
            "three": np.array([np.nan, 1e9, np.nan]),
        },
        "title": "RMSE (stars)",
    },
    "board": {
        "recording": RECORDING,
        "train": triples([0, 0, 2], [0, 1, 1], [5.0, 4.0, 1.0]),
        "test": triples([1], [0], [2.0], 3, 2),
        **TABLE,
        "clock": "visit",
        "visited": np.array([-1, 2, 0, 1]),
        "knobs": Knobs(eta=0.1, lam=0.2),
    },
    "factor_tiles": {
        "P": POINTS[:, :3],
        "Q": POINTS[:, 3:],
        "prediction": rng.normal(3, 1, size=(4, 3, 2)),
        **TABLE,
    },
    "rating_tiles": {
        "cells": np.array(
            [[[1.0, np.nan], [2.0, 3.0], [4.0, 5.0]], [[5.0, np.nan], [1.5, 2.0], [3.0, 4.5]]]
        ),
        "held_out": np.array([[1, 0], [0, 0], [0, 1]]),
        **TABLE,
    },
    "loss_slice": {
        "x": np.linspace(-1, 1, 5),
        "loss": np.linspace(-1, 1, 5) ** 2,
        "at": (0.5, 0.25),
        "entry": "p_uf",
        "slope": 1.0,
        "ends": (0.25, 0.0625, 0.5625),
    },
    "difference_error": {
        "h": np.logspace(-9, 0, 4),
        "one_sided": np.array([1e-7, 1e-9, 1e-6, 1.0]),
        "two_sided": np.array([1e-7, 1e-10, 1e-12, 0.0]),
        "now": 1e-3,
    },
    "row_sum": {
        "residuals": np.array([[1.0, np.nan], [-0.5, 0.5], [0.3, 1.2]]),
        "terms": np.array([0.2, -0.4]),
        "charge": 0.1,
        "u": 1,
        **TABLE,
    },
    "step_check": {
        "wanted_p": np.array([0.1, -0.2, 0.3]),
        "made_p": np.array([0.2, -0.1, 0.4]),
        "wanted_q": np.array([0.4, -0.05]),
        "made_q": np.array([0.4, 0.9]),
    },
    "two_pulls": {"p": LINE, "data": 2 - LINE, "shrink": LINE / 2, "now": 0.5, "rest": 4 / 3}
    | {"top": 4.0},
    "taste_arrows": {"users": POINTS[0, :3], "items": POINTS[0, 3:], "moved": 1, **TABLE},
    "lit_tiles": {
        "P": POINTS[1, :3],
        "Q": POINTS[1, 3:],
        "cells": np.array([[1.0, np.nan], [2.0, 3.0], [4.0, 5.0]]),
        "lit": Lit(
            np.array([np.eye(3, 2, -1), np.eye(3, 2)]) > 0,
            np.array([[[1, 1], [0, 1]], np.eye(2)[::-1]]) > 0,
            np.array([np.eye(3, 2), np.eye(3, 2, -1)]) > 0,
        ),
        **TABLE,
    },
    "bias_tiles": {
        "residuals": np.array([[1.0, np.nan], [-0.5, 0.5], [0.3, 1.2]]),
        "b_user": np.array([0.2, np.nan, -0.4]),
        "b_item": np.array([1.5, -0.7]),
        "mu": 3.0,
        **TABLE,
    },
    "matrix_product": {"P": POINTS[2, :3], "Q": POINTS[2, 3:], "u": 2, "i": 1, **TABLE},
    "parameter_count": {"n_users": 8, "n_items": 7, "k": 3, "n_ratings": 39},
    "error_squares": {
        "ratings": np.array([5.0, 4.0, 1.0]),
        "predictions": np.array([4.0, 4.5, 2.0]),
        "titles": ["Lincoln", "Titanic", "Amélie"],
    },
    "error_curves": {
        "p": np.linspace(0, 4, 5),
        "curves": {"SSE": np.arange(5.0), "MSE": np.arange(5.0) / 2},
        "now": (1.0, {"SSE": 1.0, "MSE": 0.5}),
        "lowest": {"SSE": (0.0, 0.0), "MSE": (0.2, 0.1)},
    },
    "loss_valley": {
        "surface": SURFACES["one rating"],
        "r": 4.0,
        "trained": (1.0, -2.0),
        "path": descend(SURFACES["one rating"], (0.5, 1.5), OPTIMIZERS["plain"], 0.02, 5),
    },
    "taste_map": {"users": POINTS[:, :3], "items": POINTS[:, 3:], **TABLE},
    "item_map": {
        "positions": POINTS[:, :2],
        "titles": TITLES,
        "genres": ["Drama|History", ""],
    },
    "visit_valley": {
        "r": 5.0,
        "walk": ((1.0, 2.0), (1.6, 2.3), (1.9, 2.5)),
        "detour": ((1.0, 2.0), (1.6, 2.0), (1.6, 2.48)),
    },
    "visit_ledger": {"r": 5.0, "before": (1.0, 2.0), "after": (1.6, 2.3)},
    "matrix_tiles": {
        "cells": rng.normal(size=(2, 2, 3)),
        "name": "Δ",
        "kind": "residual",
        "row_names": ["u=0", "u=1"],
        "column_names": ["i=0", "i=1", "i=2"],
        "framed": (0, 0, 0, 2),
        "visited": [None, (1, 1, 2, 2)],
    },
    "tiles_in_a_row": {
        "matrices": [
            matrix_tiles(np.eye(2), "R", "stars", "ab", "cd", visited=[None, (0, 0, 1, 1)]),
            matrix_tiles(np.ones((2, 3)), "M", "mask", "ab", "cde", visited=[None, (1, 1, 2, 2)]),
        ]
    },
    "time_bars": {"nanoseconds": {"plain Python": 2e4, "NumPy": 300.0, "compiled loop": 15.0}},
    "time_per_size": {
        "cells": np.array([2e4, 2e5]),
        "milliseconds": {"loop": np.array([90.0, 91.0]), "table": np.array([0.5, 5.0])},
    },
    "contour_map": {"surface": SURFACES["plateau and ravine"]},
    "gradient_map": {"surface": SURFACES["saddle"], "x": 1.0, "y": -0.5},
    "slice_curve": {"surface": SURFACES["saddle"], "x": 1.0, "y": -0.5, "frozen": "x"},
    "hill": {"surface": SURFACES["saddle"], "path": None, "point": (1.0, 2.0), "frozen": "x"},
    "direction_dial": {"surface": SURFACES["saddle"], "x": 1.0, "y": 0.5, "angle": 30.0, "h": 0.9},
    "two_legs": {"surface": SURFACES["saddle"], "x": 1.0, "y": 0.5, "angle": 30.0},
    "walks_map": {
        "surface": SURFACES["bowl"],
        "paths": {"slow": WALK, "gone": AWAY},
    },
    "slide_curve": {"ground": CURVES["parabola"], "x": np.array([-2.5, 1.5, -0.9, 0.54])},
    "descent_map": {"surface": SURFACES["bowl"], "path": WALK},
    "height_curve": {"paths": {"one": WALK, "two": AWAY}, "target": 0.01},
    "rate_ruler": {
        "rates": np.geomspace(0.001, 1.0, 4),
        "steps": np.array([900.0, 90.0, 9.0, np.nan]),
        "edge": 0.1,
        "guess": 0.5,
    },
}
SAMPLES["hill"]["path"] = descend(SURFACES["saddle"], (1.5, 0.1), OPTIMIZERS["plain"], 0.05, 12)
