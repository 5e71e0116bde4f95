"""A small picture for each lesson: what it is about, at the size of a stamp."""

import base64
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from mf_core.figures.style import DRAWN
from mf_core.slopes.curves import CURVES, SURFACES
from mf_core.slopes.descent import OPTIMIZERS, descend

WIDTH, HEIGHT = 64, 44  # pixels
_F, _SLOPE, _USER, _ITEM = (DRAWN[role].color for role in ("f", "gradient", "user", "item"))
_ERROR, _RATING = DRAWN["residual"].color, DRAWN["prediction"].color
Points = Sequence[tuple[float, float]]


@cache
def emblem(slug: str) -> str:
    """The emblem of a lesson as an image in HTML; a hill for a lesson that has none of its own."""
    inside = _EMBLEMS.get(slug, _hill)()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{inside}</svg>'
    # As an address, because Streamlit takes drawings out of what it is given as HTML.
    content = base64.b64encode(svg.encode()).decode("ascii")
    size = f'width="{WIDTH}" height="{HEIGHT}"'
    return f'<img class="emblem" alt="" {size} src="data:image/svg+xml;base64,{content}">'


def _line(points: Points, color: str, dash: str = "") -> str:
    places = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    style = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{places}" fill="none" stroke="{color}" stroke-width="2"{style}/>'


def _dot(x: float, y: float, color: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{color}"/>'


def _box(x: float, y: float, side: float, color: str, opacity: float = 1.0) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{side:.1f}" height="{side:.1f}" rx="1.5" '
        f'fill="{color}" fill-opacity="{opacity:.2f}"/>'
    )


def _graph(name: str, ends: tuple[float, float], top: float, bottom: float) -> Points:
    """The graph of a curve of the course, stretched over the emblem."""
    x = np.linspace(*ends, 41)
    y = np.asarray(CURVES[name].f(x), dtype=float)
    across = 4 + (WIDTH - 8) * (x - ends[0]) / (ends[1] - ends[0])
    up = HEIGHT - 4 - (HEIGHT - 8) * (y - bottom) / (top - bottom)
    return list(zip(across.tolist(), up.tolist(), strict=True))


def _slope() -> str:
    return _line([(4, 38), (60, 8)], _F) + _line(
        [(22, 28.4), (41, 28.4), (41, 18.2)], _SLOPE, "3 2"
    )


def _derivative() -> str:
    curve = _graph("parabola", (-1.6, 1.6), 7.7, 0.0)
    return _line(curve, _F) + _line([(36, 40), (58, 10)], _SLOPE) + _dot(46, 27, _SLOPE)


def _gradient() -> str:
    rings = "".join(
        f'<ellipse cx="26" cy="26" rx="{r:.0f}" ry="{0.6 * r:.0f}" fill="none" stroke="{_F}"/>'
        for r in (8, 16, 24)
    )
    return rings + _line([(40, 20), (56, 7)], _SLOPE) + _line([(48, 7), (56, 7), (56, 15)], _SLOPE)


def _descent() -> str:
    bowl = SURFACES["stretched bowl"]
    walk = descend(bowl, (-3.5, 1.2), OPTIMIZERS["plain"], 0.08, 14)
    points = [(32 + 7.5 * x, 22 - 13 * y) for x, y in zip(walk.x, walk.y, strict=True)]
    return _line(points, DRAWN["edge"].color) + _dot(*points[-1], DRAWN["edge"].color)


def _ratings() -> str:
    known = {(0, 0), (0, 1), (1, 0), (1, 3), (2, 2), (2, 3), (0, 3)}
    return "".join(
        _box(6 + 13 * i, 4 + 13 * u, 11, _RATING, 0.95 if (u, i) in known else 0.15)
        for u in range(3)
        for i in range(4)
    )


def _objective() -> str:
    return (
        _box(6, 22, 18, _ERROR, 0.75)
        + _box(30, 30, 10, _ERROR, 0.75)
        + _box(46, 16, 14, _ERROR, 0.75)
    )


def _loss_surface() -> str:
    x = np.linspace(0.55, 3.0, 24)
    branch = [(32 + 9 * a, 22 - 7 * b) for a, b in zip(x, 1.6 / x, strict=True)]
    return (
        _line(branch, _RATING)
        + _line([(64 - a, 44 - b) for a, b in branch], _RATING)
        + _dot(32, 22, _F)
    )


def _update_rule() -> str:
    pulls = _line([(32, 22), (58, 22)], _SLOPE) + _line([(52, 17), (58, 22), (52, 27)], _SLOPE)
    return pulls + _line([(32, 22), (14, 22)], _ITEM, "3 2") + _dot(32, 22, _USER)


def _one_rating() -> str:
    steps = [(10.0, 10.0), (26.0, 26.0), (36.0, 33.0), (42.0, 36.0)]
    return _line(_graph("parabola", (-1.5, 1.5), 6.8, 0.0), _ERROR) + "".join(
        _dot(*p, _USER) for p in steps[:3]
    )


def _vectorized() -> str:
    rows = "".join(_box(5, 16 + 9 * n, 7, _USER, 0.9) for n in range(3))
    columns = "".join(_box(18 + 11 * n, 4, 7, _ITEM, 0.9) for n in range(4))
    cells = "".join(
        _box(18 + 11 * n, 16 + 9 * m, 7, _RATING, 0.35) for n in range(4) for m in range(3)
    )
    return rows + columns + cells


def _factorize() -> str:
    falling = _graph("exponential", (-2.5, 0.2), 1.25, 0.0)
    return _line([(WIDTH - x, y) for x, y in falling], _ERROR) + _line(
        [(4, 30), (60, 26)], _RATING, "4 3"
    )


def _full_data() -> str:
    rng = np.random.default_rng(4)
    spread = rng.normal(size=(26, 2)) * (11.0, 7.0)
    return "".join(
        _dot(32 + x, 22 + y, _ITEM if n % 3 else _USER) for n, (x, y) in enumerate(spread)
    )


def _hill() -> str:
    return _line(_graph("sine", (-1.6, 4.8), 1.2, -1.2), _F)


_EMBLEMS: dict[str, Callable[[], str]] = {
    "slope": _slope,
    "derivative": _derivative,
    "gradient": _gradient,
    "descent": _descent,
    "ratings": _ratings,
    "objective": _objective,
    "loss_surface": _loss_surface,
    "update_rule": _update_rule,
    "one_rating": _one_rating,
    "vectorized": _vectorized,
    "factorize": _factorize,
    "full_data": _full_data,
}
