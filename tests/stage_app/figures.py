"""Live figures for the tests: gradient descent on a stretched bowl, drawn three ways."""

import numpy as np

from mf_core.figures.descent_map import descent_map
from mf_core.figures.hill import hill
from mf_core.figures.picture import Picture, Track
from mf_core.slopes.curves import SURFACES
from mf_core.slopes.descent import OPTIMIZERS, descend
from pages._kit.stage import Pick, Slider
from pages._kit.stage.live import LiveFigure
from pages._kit.task import Task

N_STEPS = 60
GRID = np.linspace(-2.0, 2.0, 60)


def height_at(x, y):
    with np.errstate(over="ignore"):
        return x**2 + 4 * y**2


def path(eta, x0, y0, n_steps=N_STEPS):
    """x and y of every step; far beyond numbers where the rate is too large."""
    steps = np.arange(n_steps)[:, None]
    with np.errstate(over="ignore", invalid="ignore"):
        factor = 1 - eta * np.array([2.0, 8.0])
        return (np.array([x0, y0]) * factor**steps).T


def bowl(eta, x0, y0):
    """Contours with the path and the moving point; the height at every step beside them."""
    x, y = path(eta, x0, y0)
    return [contour_picture(x, y), curve_picture(height_at(x, y))]


def trail(eta, x0, y0):
    """The same with the path on the canvas."""
    x, y = path(eta, x0, y0)
    return [contour_picture(x, y, "trail"), curve_picture(height_at(x, y))]


def walk(eta):
    return descend(SURFACES["stretched bowl"], (1.5, 1.0), OPTIMIZERS["plain"], eta, N_STEPS)


def land_picture(eta):
    """A walk on the map of a land."""
    return descent_map(SURFACES["stretched bowl"], walk(eta))


def block_picture(eta):
    """The same on a block of it."""
    return hill(SURFACES["stretched bowl"], walk(eta))


def contour_picture(x, y, mode="prefix"):
    return Picture(
        data=[
            {
                "type": "contour",
                "x": GRID,
                "y": GRID,
                "z": height_at(GRID[None, :], GRID[:, None]),
                "showscale": False,
            },
            {"type": "scatter", "x": [], "y": [], "mode": "lines+markers", "name": "path"},
            {"type": "scatter", "x": [], "y": [], "mode": "markers", "marker": {"size": 16}},
        ],
        layout={
            "xaxis": {"range": [-2, 2], "title": {"text": "x"}},
            "yaxis": {"range": [-2, 2], "title": {"text": "y"}},
            "showlegend": False,
        },
        alt="Contours of a stretched bowl with the path of gradient descent.",
        tracks=(Track(1, mode, {"x": x, "y": y}), Track(2, "marker", {"x": x, "y": y})),
        n_steps=len(x),
    )


def curve_picture(z):
    t = np.arange(len(z))
    return Picture(
        data=[
            {"type": "scatter", "x": [], "y": [], "mode": "lines", "name": "height"},
            {"type": "scatter", "x": [], "y": [], "mode": "markers", "text": []},
        ],
        layout={
            "xaxis": {"range": [0, len(z)], "title": {"text": "step"}},
            "yaxis": {"range": [0, 20], "title": {"text": "f"}},
            "showlegend": False,
        },
        alt="The height at every step.",
        tracks=(Track(0, "prefix", {"x": t, "y": z}), Track(1, "point", {"x": t, "y": z})),
        n_steps=len(z),
    )


def surface_picture(x, y):
    z = height_at(x, y)
    return Picture(
        data=[
            {
                "type": "surface",
                "x": GRID,
                "y": GRID,
                "z": height_at(GRID[None, :], GRID[:, None]),
                "showscale": False,
            },
            {"type": "scatter3d", "x": [], "y": [], "z": [], "mode": "lines+markers"},
        ],
        layout={"showlegend": False},
        alt="The bowl as a surface with the path on it.",
        tracks=(Track(1, "prefix", {"x": x, "y": y, "z": z}),),
        n_steps=len(x),
    )


def growing(message):
    """The loss of a run in training, as far as it has come."""
    return [curve_picture(np.asarray(message["loss"], dtype=np.float64))]


ETA = Slider("eta", "η", "learning rate", 0.005, 1.0, 0.02, 0.05, log=True)
X0 = Slider("x0", "x₀", "start, across", -2.0, 2.0, 0.01, 1.5)
Y0 = Slider("y0", "y₀", "start, up", -2.0, 2.0, 0.01, 1.0)


def ends(eta, x0, y0):
    """The settings, and where the walk ends: with the numbers of this very picture."""
    end = path(eta, x0, y0)[0][-1]
    return f"python: eta {eta}, x0 {x0}, y0 {y0}. It ends at $x = {end:.3f}$."


def flat(eta, x0, y0):
    """A task that is reached once the walk has come low enough."""
    x, y = path(eta, x0, y0)
    return Task("Come down to 0.01.", float(height_at(x[-1], y[-1])), 0.01)


BOWL = LiveFigure(
    "bowl",
    bowl,
    (ETA, X0, Y0),
    pick=Pick(0, "x0", "y0"),
    says=ends,
    task=flat,
    presets={"Quick": {"eta": 0.1, "x0": 1.0}},
)
TRAIL = LiveFigure("trail", trail, (ETA, X0, Y0), pick=Pick(0, "x0", "y0"))
LIVE = {figure.name: figure for figure in (BOWL, TRAIL)}
