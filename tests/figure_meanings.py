"""What each figure shows: one check per figure, worked out from its arguments alone.

A check is given the pictures and the arguments. It says of every trace where its points lie,
so that two exchanged arguments, a transposed table or a wrong sign cannot pass.
"""

from types import SimpleNamespace

import numpy as np
import pytest

from mf_core.figures import style


def same(drawn, meant):
    np.testing.assert_allclose(np.asarray(drawn, float), np.asarray(meant, float), atol=1e-9)


def lies(trace, x, y, z=None):
    """The points of a trace, all of them."""
    same(trace["x"], x)
    same(trace["y"], y)
    if z is not None:
        same(trace["z"], z)


def moves(picture, trace, **columns):
    """The recording of a trace, all of it."""
    (track,) = (each for each in picture.tracks if each.trace == trace)
    for name, values in columns.items():
        same(track.columns[name], values)


def colour(trace, role):
    drawn = trace["marker"] if trace["mode"] == "markers" else trace["line"]
    assert drawn["color"] == style.look(role).color, role


def tiled(drawn, cells, sign=""):
    """Colour and number of every cell; `drawn` is a trace or the columns of a track."""
    same(drawn["z"], cells)
    for text, cell in zip(np.ravel(drawn["text"]), np.ravel(cells), strict=True):
        assert "-" not in text
        assert (text == "") == np.isnan(cell)
        if text:
            assert abs(float(text.replace("−", "-")) - cell) <= 0.0501
            assert not sign or text[0] in "+−" or float(text) == 0


def derivatives(f, x, y, h=1e-5):
    """Both partial derivatives, measured."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    return (f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)


def ends(picture, axis="xaxis"):
    return picture.layout[axis]["range"]


def land(picture, f, x_range, y_range):
    """z[j, i] is f(x_i, y_j), over the whole of both ranges."""
    x, y = (np.asarray(side, float) for side in (picture.land.x, picture.land.y))
    same([x[0], x[-1], y[0], y[-1]], [*x_range, *y_range])
    heights = np.array([[float(f(a, b)) for a in x] for b in y])
    np.testing.assert_allclose(picture.land.z, heights, rtol=1e-5, atol=1e-5 * np.ptp(heights))


def even_lines(ground):
    """A contour line at each of fifteen even shades."""
    low, high = float(ground.z.min()), float(ground.z.max())
    above, room = ground.levels - low, high - low
    if ground.soft is not None:
        above, room = np.log1p(above / ground.soft), np.log1p(room / ground.soft)
    np.testing.assert_allclose(above / room, np.arange(1, 16) / 16, atol=1e-4)


def without_rims(traces):
    """What lies on land; the rim before each trace follows it to the point."""
    for rim, trace in zip(traces[::2], traces[1::2], strict=True):
        lies(rim, trace["x"], trace["y"])
        assert (rim.get("line") or rim["marker"])["color"] == style.LAND["light"].halo
    return traces[1::2]


def ground(picture, surface):
    """The land is the surface, its landmarks lie on it; what else there is."""
    land(picture, surface.f, ends(picture), ends(picture, "yaxis"))
    even_lines(picture.land)
    marks = [place for places in (surface.minima, surface.saddles) for place in places]
    drawn = [t for t in picture.data[:2] if "color" in t.get("marker", {}).get("line", {})]
    same([[x, y] for t in drawn for x, y in zip(t["x"], t["y"], strict=True)], marks)
    return picture.data[len(drawn) :]


# ---------------------------------------------------------------- slope, derivative


def slope_line(drawn, a):
    (picture,) = drawn
    stairs, line, targets = picture.data
    x, y = (np.reshape(stairs[name], (-1, 4)) for name in "xy")
    steps = np.arange(-3.0, 3.0)
    same(x[:, :3], np.stack([steps, steps + 1, steps + 1], 1))
    same(y[:, :3], np.stack([a.m * steps + a.b, a.m * steps + a.b, a.m * (steps + 1) + a.b], 1))
    span = np.array(ends(picture))
    lies(line, span, a.m * span + a.b)
    lies(targets, *np.array(a.points).T)
    assert [note["text"] for note in picture.layout["annotations"]] == ["1", "<b>−5</b>"]
    for trace, role in ((stairs, "gradient"), (line, "f"), (targets, "rating")):
        colour(trace, role)


def slope_walk(drawn, a):
    (picture,) = drawn
    curve, tangent, point, slopes, slope = picture.data
    f, stops, h = a.curve.f, np.array(a.walk), 1e-5
    steepness = (f(stops + h) - f(stops - h)) / (2 * h)
    same([curve["x"][0], curve["x"][-1]], a.curve.domain)
    same(curve["y"], f(np.asarray(curve["x"])))
    span = np.array(a.curve.domain)
    tangents = f(stops)[:, None] + steepness[:, None] * (span - stops[:, None])
    np.testing.assert_allclose(tangent["y"], tangents[-1], atol=1e-8)
    same(tangent["x"], span)
    lies(point, stops[-1:], f(stops[-1:]))
    same(slopes["x"], stops)
    np.testing.assert_allclose(slopes["y"], steepness, atol=1e-8)
    same(slope["x"], stops[-1:])
    np.testing.assert_allclose(slope["y"], steepness[-1:], atol=1e-8)
    assert [trace.get("yaxis", "y") for trace in picture.data] == ["y", "y", "y", "y2", "y2"]
    columns = {track.trace: track.columns for track in picture.tracks}
    np.testing.assert_allclose(columns[1]["y"], tangents, atol=1e-8)
    same(columns[1]["x"], np.tile(span, (stops.size, 1)))
    moves(picture, 2, x=stops, y=f(stops))
    for trace in (3, 4):
        same(columns[trace]["x"], stops)
        np.testing.assert_allclose(columns[trace]["y"], steepness, atol=1e-8)


def slope_below(drawn, a):
    (picture,) = drawn
    curve, slopes, tangent, secant, secants, second, error, point, below = picture.data
    f, x, delta = a.f, a.x, a.delta
    grid = np.asarray(curve["x"])
    same([grid[0], grid[-1]], a.domain)
    same(curve["y"], f(grid))
    same(slopes["x"], grid)
    same(slopes["y"], 6 * grid)  # of 3x²
    span = np.array(a.domain)
    lies(tangent, span, f(x) + 6 * x * (span - x))
    quotient = (f(x + delta) - f(x)) / delta
    lies(secant, span, f(x) + quotient * (span - x))
    lies(secants, grid, (f(grid + delta) - f(grid)) / delta)
    lies(second, [x + delta], [f(x + delta)])
    lies(error, [x, x], [6 * x, quotient])
    lies(point, [x], [f(x)])
    lies(below, [x], [6 * x])
    halves = ["y", "y2", "y", "y", "y2", "y", "y2", "y", "y2"]
    assert [trace.get("yaxis", "y") for trace in picture.data] == halves
    for trace, role in (
        (curve, "f"),
        (slopes, "gradient"),
        (secant, "secant"),
        (error, "residual"),
    ):
        colour(trace, role)


def slope_lines(drawn, a):
    (picture,) = drawn
    first, its_step, second, other_step, claim = picture.data
    span = np.array(ends(picture))
    for line, step, each in zip((first, second), (its_step, other_step), a.lines, strict=True):
        lies(line, span, each.m * span + each.b)
        lies(step, [0, 1, 1], [each.b, each.b, each.b + each.m])
        colour(step, "gradient")
    lies(claim, span, 2 * span - 10)
    assert claim["name"] == "slope 2 from −10"
    assert [note["text"] for note in picture.layout["annotations"]] == ["<b>5</b>", "<b>?</b>"]
    for trace, look in ((first, 0), (second, 1), (claim, "guess")):
        colour(trace, look)


def slope_twice(drawn, a):
    (picture,) = drawn
    curve, tangent, slopes, turning, bends, point, slope, bend = picture.data
    grid, span, x = np.asarray(curve["x"]), np.array([-3.0, 3.0]), a.x
    same([grid[0], grid[-1]], span)
    for trace, values in ((curve, grid**3), (slopes, 3 * grid**2), (bends, 6 * grid)):
        lies(trace, grid, values)
    lies(tangent, span, x**3 + 3 * x**2 * (span - x))
    lies(turning, span, 3 * x**2 + 6 * x * (span - x))
    for trace, value in ((point, x**3), (slope, 3 * x**2), (bend, 6 * x)):
        lies(trace, [x], [value])
    floors = ["y", "y", "y2", "y2", "y3", "y", "y2", "y3"]
    assert [trace.get("yaxis", "y") for trace in picture.data] == floors
    assert [tangent["name"], turning["name"]] == ["slope of f: 6.75", "slope of f′: −9"]
    for trace, role in ((curve, "f"), (slopes, "gradient"), (bends, "secant")):
        colour(trace, role)


def microscope(drawn, a):
    (picture,) = drawn
    curve, secant, frame, near, cut, points, close = picture.data
    f, x, delta = a.f, a.x, a.delta
    slope = (f(x + delta) - f(x)) / delta
    middle = x + delta / 2
    window = np.array([middle - 1.5 * delta, middle + 1.5 * delta])
    view = np.array(ends(picture, "yaxis2"))
    same(ends(picture, "xaxis2"), window)
    same(view.mean(), f(x) + slope * delta / 2)
    # The same enlargement both ways.
    same(np.ptp(view) / np.ptp(a.heights), np.ptp(window) / np.ptp(a.domain))
    lies(frame, window[[0, 1, 1, 0, 0]], view[[0, 0, 1, 1, 0]])
    for smooth, line, span in ((curve, secant, np.array(a.domain)), (near, cut, window)):
        same(np.asarray(smooth["x"])[[0, -1]], span)
        same(smooth["y"], f(np.asarray(smooth["x"])))
        lies(line, span, f(x) + slope * (span - x))
    for dots in (points, close):
        lies(dots, [x, x + delta], f(np.array([x, x + delta])))
    axes = ["y", "y", "y", "y2", "y2", "y", "y2"]
    assert [trace.get("yaxis", "y") for trace in picture.data] == axes
    assert [trace.get("xaxis", "x") for trace in picture.data] == [
        each.replace("y", "x") for each in axes
    ]
    for trace, role in ((curve, "f"), (near, "f"), (secant, "secant"), (close, "secant")):
        colour(trace, role)


def tangent_lines(drawn, a):
    (picture,) = drawn
    curve, *lines, point = picture.data
    same([curve["x"][0], curve["x"][-1]], a.domain)
    same(curve["y"], np.sin(curve["x"]))
    span = np.array(a.domain)
    for line, (name, slope) in zip(lines, a.claims.items(), strict=True):
        lies(line, span, np.sin(a.x) + slope * (span - a.x))
        assert line["name"] == name
    lies(point, [a.x], [np.sin(a.x)])
    colour(lines[0], "gradient")
    colour(lines[1], "guess")


def loss_slice(drawn, a):
    (picture,) = drawn
    loss, tangent, both_sides, secant, spots, now = picture.data
    lies(loss, a.x, a.loss)
    span, (h, below, above) = a.x[[0, -1]], a.ends
    lies(tangent, span, a.at[1] + a.slope * (span - a.at[0]))
    lies(secant, span, a.at[1] + (above - a.at[1]) / h * (span - a.at[0]))
    lies(both_sides, span, below + (above - below) / (2 * h) * (span - a.at[0] + h))
    lies(spots, [a.at[0] - h, a.at[0] + h], [below, above])
    lies(now, [a.at[0]], [a.at[1]])
    colour(loss, "residual")
    colour(tangent, "gradient")
    colour(secant, "secant")
    colour(now, "user")


def difference_error(drawn, a):
    (picture,) = drawn
    floor = 10 ** ends(picture, "yaxis")[0]
    one, two = a.one_sided, np.maximum(a.two_sided, floor)
    lies(picture.data[0], a.h, one)
    lies(picture.data[1], a.h, two)
    lies(picture.data[2], [a.now], one[[2]])
    lies(picture.data[3], [a.now], two[[2]])
    assert [trace["name"] for trace in picture.data[:2]] == ["one side", "both sides"]


# ---------------------------------------------------------------- gradient, descent


def contour_map(drawn, a):
    assert ground(drawn[0], a.surface) == []


def gradient_map(drawn, a):
    (picture,) = drawn
    field, along_x, along_y, arrow, here = without_rims(ground(picture, a.surface))
    x, y = (np.reshape(field[name], (-1, 3)) for name in "xy")
    slopes = np.stack(derivatives(a.surface.f, x[:, 0], y[:, 0]), 1)
    lengths = np.stack([x[:, 1] - x[:, 0], y[:, 1] - y[:, 0]], 1)
    spacing = np.unique(np.round(x[:, 0], 9))
    longest = 0.84 * (spacing[1] - spacing[0]) / np.hypot(*slopes.T).max()
    np.testing.assert_allclose(lengths, longest * slopes, atol=1e-6)
    assert len(x) == 9 * 9 - 1  # there is none on the saddle
    gx, gy = derivatives(a.surface.f, a.x, a.y)
    np.testing.assert_allclose(along_x["x"], [a.x, a.x + gx / 10], atol=1e-6)
    same(along_x["y"], [a.y, a.y])
    same(along_y["x"], [a.x, a.x])
    np.testing.assert_allclose(along_y["y"], [a.y, a.y + gy / 10], atol=1e-6)
    np.testing.assert_allclose(arrow["x"][:2], [a.x, a.x + gx / 10], atol=1e-6)
    np.testing.assert_allclose(arrow["y"][:2], [a.y, a.y + gy / 10], atol=1e-6)
    lies(here, [a.x], [a.y])
    for trace in (field, along_x, along_y, arrow):
        colour(trace, "gradient")
    assert [along_x["name"], along_y["name"]] == ["∂f/∂x", "∂f/∂y"]


def slice_curve(drawn, a):
    (picture,) = drawn
    cut, tangent, point = picture.data
    same([cut["x"][0], cut["x"][-1]], a.surface.y_range)
    same(cut["y"], [a.surface.f(a.x, y) for y in cut["x"]])
    slope = float(derivatives(a.surface.f, a.x, a.y)[1])
    reach, height = np.array([a.y - 1.2, a.y + 1.2]), float(a.surface.f(a.x, a.y))
    same(tangent["x"], reach)
    np.testing.assert_allclose(tangent["y"], height + slope * (reach - a.y), atol=1e-6)
    lies(point, [a.y], [height])


def hill(drawn, a):
    (picture,) = drawn
    cut, slope, point, trail, ball = picture.data
    f = a.surface.f
    land(picture, f, a.surface.x_range, a.surface.y_range)
    even_lines(picture.land)
    y = np.asarray(cut["y"])
    same([y[0], y[-1]], a.surface.y_range)
    lies(cut, np.full(y.size, a.point[0]), y, f(a.point[0], y))
    rate = float(derivatives(f, *a.point)[1])
    reach = 0.2 * np.ptp(a.surface.y_range) * np.sign(rate)
    height = float(f(*a.point))
    same(slope["x"], [a.point[0]] * 2)
    same(slope["y"], [a.point[1], a.point[1] + reach])
    np.testing.assert_allclose(slope["z"], [height, height + rate * reach], atol=1e-6)
    lies(point, [a.point[0]], [a.point[1]], [height])
    lies(trail, a.path.x, a.path.y, a.path.value)
    lies(ball, a.path.x[-1:], a.path.y[-1:], a.path.value[-1:])
    for trace in (3, 4):
        moves(picture, trace, x=a.path.x, y=a.path.y, z=a.path.value)
    colour(trail, "walk")
    colour(slope, "gradient")
    assert picture.painter == "relief"


def direction_dial(drawn, a):
    map_, dial = drawn
    gradient, yours, here = without_rims(ground(map_, a.surface))
    f, turned = a.surface.f, np.radians(a.angle)
    slopes = np.array(derivatives(f, a.x, a.y))
    up = slopes / np.hypot(*slopes)
    step = a.h * np.array([np.cos(turned), np.sin(turned)])
    for arrow, tip in ((gradient, up), (yours, step)):
        np.testing.assert_allclose(arrow["x"][:2], [a.x, a.x + tip[0]], atol=1e-6)
        np.testing.assert_allclose(arrow["y"][:2], [a.y, a.y + tip[1]], atol=1e-6)
    lies(here, [a.x], [a.y])
    slope, real, dot = dial.data
    around = np.radians(np.asarray(slope["x"]))
    same([slope["x"][0], slope["x"][-1]], [-180, 180])
    expected = slopes[0] * np.cos(around) + slopes[1] * np.sin(around)
    np.testing.assert_allclose(slope["y"], expected, atol=1e-6)
    moved = f(a.x + a.h * np.cos(around), a.y + a.h * np.sin(around))
    lies(real, np.degrees(around), (moved - f(a.x, a.y)) / a.h)
    same(dot["x"], [a.angle])
    np.testing.assert_allclose(dot["y"], [slopes @ step / a.h], atol=1e-6)
    colour(gradient, "gradient")
    colour(yours, "guess")


def two_legs(drawn, a):
    map_, bars = drawn
    along, up, arrow, here = ground(map_, a.surface)
    legs = np.cos(np.radians(a.angle)), np.sin(np.radians(a.angle))
    lies(along, [a.x, a.x + legs[0]], [a.y, a.y])
    lies(up, [a.x + legs[0]] * 2, [a.y, a.y + legs[1]])
    same(arrow["x"][:2], [a.x, a.x + legs[0]])
    same(arrow["y"][:2], [a.y, a.y + legs[1]])
    lies(here, [a.x], [a.y])
    slopes = derivatives(a.surface.f, a.x, a.y)
    parts = [float(slope) * leg for slope, leg in zip(slopes, legs, strict=True)]
    heights, bases = ([float(bar[key][0]) for bar in bars.data] for key in ("y", "base"))
    np.testing.assert_allclose(heights, [*parts, sum(parts)], atol=1e-6)
    np.testing.assert_allclose(bases, [0.0, parts[0], 0.0], atol=1e-6)
    assert [bar["x"][0][:11] for bar in bars.data] == ["leg along x", "leg along y", "together: ∇"]
    for trace, role in ((along, "gradient"), (up, "gradient"), (arrow, "guess")):
        colour(trace, role)
    for bar, text in zip(bars.data, heights, strict=True):
        assert abs(float(bar["text"][0].replace("−", "-")) - text) < 0.006


def walks_map(drawn, a):
    (picture,) = drawn
    marks = ground(picture, a.surface)
    longest = max(path.x.size for path in a.paths.values())
    first = len(picture.data) - len(marks)
    for n, (name, path) in enumerate(a.paths.items()):
        after = np.nan if path.diverged_at is not None else 1.0
        gap = np.full(longest - path.x.size, after)
        columns = {
            key: np.concatenate([values, gap * values[-1]])
            for key, values in (("x", path.x), ("y", path.y))
        }
        for trace, mode in ((2 * n, "trail"), (2 * n + 1, "marker")):
            lies(marks[trace], columns["x"], columns["y"])
            moves(picture, first + trace, **columns)
            assert [t.mode for t in picture.tracks if t.trace == first + trace] == [mode]
            colour(marks[trace], n)
        assert marks[2 * n]["name"] == name
    assert picture.n_steps == longest


def slide_curve(drawn, a):
    (picture,) = drawn
    curve, hops, here = picture.data
    low, high = a.ground.domain
    same([curve["x"][0], curve["x"][-1]], [low, high])
    same(curve["y"], a.ground.f(np.asarray(curve["x"])))
    lies(hops, a.x, a.ground.f(a.x))
    lies(here, a.x[-1:], a.ground.f(a.x[-1:]))
    for trace in (1, 2):
        moves(picture, trace, x=a.x, y=a.ground.f(a.x))
    assert [track.mode for track in picture.tracks] == ["prefix", "point"]
    colour(curve, "f")
    colour(hops, "gradient")


def descent_map(drawn, a):
    (picture,) = drawn
    trail, point = ground(picture, a.surface)
    for trace in (trail, point):
        lies(trace, a.path.x, a.path.y)
        colour(trace, "walk")
    n = len(picture.data)
    for trace in (n - 2, n - 1):
        moves(picture, trace, x=a.path.x, y=a.path.y)
    assert [track.mode for track in picture.tracks] == ["trail", "marker"]


def thrown_balls(drawn, a):
    (picture,) = drawn
    balls = ground(picture, a.surface)
    for n, path in enumerate(a.paths):
        rest = np.full(a.n_steps - path.x.size, np.nan if path.diverged_at else path.x[-1])
        x, y = (np.concatenate([values, rest]) for values in (path.x, path.y))
        for trace in (2 * n, 2 * n + 1):
            lies(balls[trace], x, y)
            colour(balls[trace], "walk")
            moves(picture, len(picture.data) - len(balls) + trace, x=x, y=y)
    assert [track.mode for track in picture.tracks] == ["trail", "marker"] * len(a.paths)


def height_curve(drawn, a):
    (picture,) = drawn
    steps = np.arange(13.0)
    for n, path in enumerate(a.paths.values()):
        gone = np.full(13 - path.value.size, np.nan)
        heights = np.concatenate([np.minimum(path.value, 1e9), gone])
        lies(picture.data[n], steps, heights)
        moves(picture, n, x=steps, y=heights)
        colour(picture.data[n], n)
    lies(picture.data[2], [0, 12], [a.target, a.target])


def rate_ruler(drawn, a):
    (picture,) = drawn
    steps, edge, guess = picture.data
    lies(steps, a.rates, a.steps)
    height = 10 ** np.array(ends(picture, "yaxis"))
    lies(edge, [a.edge, a.edge], height)
    lies(guess, [a.guess, a.guess], height)
    colour(edge, "edge")
    colour(guess, "guess")
    (beyond,) = picture.layout["shapes"]
    same([beyond["x0"], beyond["x1"]], [a.edge, a.rates[-1]])


def loss_valley(drawn, a):
    (picture,) = drawn
    trail, point, *rimmed = ground(picture, a.surface)
    minima, ring = without_rims(rimmed)
    lies(ring, [a.trained[0]], [a.trained[1]])
    for trace in (trail, point):
        lies(trace, a.path.x, a.path.y)
    for track in picture.tracks:
        moves(picture, track.trace, x=a.path.x, y=a.path.y)
    p, q = np.asarray(minima["x"]), np.asarray(minima["y"])
    seen = np.isfinite(q)
    same((p * q)[seen], np.full(seen.sum(), a.r))
    assert {-1.0, 1.0} == set(np.sign(p[seen]))  # both branches
    same([p[0], p[-1]], a.surface.x_range)


# ---------------------------------------------------------------- ratings, objective


def taste_arrows(drawn, a):
    (picture,) = drawn
    others = a.users[[0, 2]]
    groups = (a.items, others, a.users[[a.moved]])
    for trace, points in zip(picture.data[:3], groups, strict=True):
        x, y = (np.reshape(trace[name], (-1, 3))[:, :2] for name in "xy")
        same(x, np.column_stack([np.zeros(len(points)), points[:, 0]]))
        same(y, np.column_stack([np.zeros(len(points)), points[:, 1]]))
    for trace, points in zip(picture.data[3:], groups, strict=True):
        lies(trace, *points.T)
    told = [trace["customdata"] for trace in picture.data[3:]]
    assert told == [a.item_titles, ["Ada", "Cleo"], ["Ben"]]
    for trace, role in zip(picture.data[:3], ("item", "user", "user"), strict=True):
        colour(trace, role)


def taste_map(drawn, a):
    (picture,) = drawn
    for n, (role, points) in enumerate((("user", a.users), ("item", a.items))):
        lies(picture.data[n], *points[-1].T)
        moves(picture, n, x=points[..., 0], y=points[..., 1])
        assert picture.data[n]["marker"]["color"] == style.ROLES[role].color
    assert [trace["customdata"] for trace in picture.data] == [a.user_names, a.item_titles]


def item_map(drawn, a):
    (picture,) = drawn
    drama, other, names = picture.data
    for n, trace in enumerate((drama, other)):
        lies(trace, *a.positions[-1, [n]].T)
        moves(picture, n, x=a.positions[:, [n], 0], y=a.positions[:, [n], 1])
        assert trace["customdata"] == [a.titles[n]]
    assert [drama["name"], other["name"]] == ["Drama", "other"]
    lies(names, *a.positions[-1].T)
    moves(picture, 2, x=a.positions[..., 0], y=a.positions[..., 1])
    assert set(names["text"]) <= {*a.titles, ""}


def lit_tiles(drawn, a):
    (picture,) = drawn
    blocks = ((a.cells, a.lit.cells), (a.P, a.lit.P), (a.Q.T, a.lit.Q.transpose(0, 2, 1)))
    for n, (cells, lit) in enumerate(blocks):
        tiled(picture.data[2 * n], cells)
        tiled(picture.data[2 * n + 1], np.where(lit[-1], cells, np.nan))
        tiled(picture.tracks[n].columns, np.where(lit, cells, np.nan))
        assert {picture.data[2 * n + part]["xaxis"] for part in (0, 1)} == {f"x{['', 2, 3][n]}"}


def bias_tiles(drawn, a):
    (picture,) = drawn
    for trace, cells in zip(
        picture.data, (a.residuals, a.b_user[:, None], [a.b_item]), strict=True
    ):
        tiled(trace, cells, sign="+")
    assert [trace["xaxis"] for trace in picture.data] == ["x", "x2", "x3"]
    assert picture.layout["xaxis"]["ticktext"] == a.item_titles
    assert picture.layout["yaxis2"]["ticktext"] == a.user_names
    assert "b<sub>u</sub>" in picture.layout["annotations"][0]["text"]


def matrix_product(drawn, a):
    (picture,) = drawn
    p, q, product = picture.data
    for trace, cells in ((p, a.P), (q, a.Q), (product, np.einsum("uf,if->ui", a.P, a.Q))):
        tiled(trace, cells)
    row, item, cell = picture.layout["shapes"]
    same([row["x0"], row["x1"], row["y0"], row["y1"]], [0, 2, a.u, a.u + 1])
    same([item["x0"], item["y0"]], [q["x0"] - 0.5, a.i])
    same([cell["x0"], cell["y0"]], [product["x0"] - 0.5 + a.i, a.u])
    assert p["x0"] < q["x0"] < product["x0"]


def parameter_count(drawn, a):
    (picture,) = drawn
    parameters, ratings, now = picture.data
    k = np.arange(21)
    lies(parameters, k, a.n_users * k + a.n_items * k)
    lies(ratings, [0, 20], [a.n_ratings, a.n_ratings])
    lies(now, [a.k], [45])
    assert "k = 3: 45 parameters" in picture.layout["title"]["text"]


def error_squares(drawn, a):
    (picture,) = drawn
    squares, ratings, predictions, said = picture.data
    x, y = (np.reshape(squares[name], (-1, 6))[:, :5] for name in "xy")
    e = a.ratings - a.predictions
    same(np.ptp(x, axis=1), np.abs(e))
    same(y.min(axis=1), np.minimum(a.ratings, a.predictions))
    same(y.max(axis=1), np.maximum(a.ratings, a.predictions))
    places = picture.layout["xaxis"]["tickvals"]
    same(x.min(axis=1), places)
    lies(ratings, places, a.ratings)
    lies(predictions, places, a.predictions)
    lies(said, places + 0.1, y.max(axis=1) + 0.1)
    assert said["text"] == [
        "(+1.00)² = 1.00",
        "(−0.50)² = 0.25",
        "(−1.00)² = 1.00",
    ]
    colour(squares, "residual")
    colour(ratings, "rating")
    colour(predictions, "prediction")


def error_curves(drawn, a):
    (picture,) = drawn
    for n, name in enumerate(a.curves):
        line, low, now = picture.data[n], picture.data[n + 2], picture.data[n + 4]
        lies(line, a.p, a.curves[name])
        lies(low, *([part] for part in a.lowest[name]))
        lies(now, [a.now[0]], [a.now[1][name]])
        assert line["name"] == name
        for trace in (line, low, now):
            colour(trace, n)
    assert [shape["x0"] for shape in picture.layout["shapes"]] == [0.0, 0.2]


# ---------------------------------------------------------------- update rule, one rating


def row_sum(drawn, a):
    cells, bars = drawn
    alone = np.full((3, 2), np.nan)
    alone[a.u] = a.residuals[a.u]
    tiled(cells.data[0], a.residuals, "±")
    tiled(cells.data[1], alone, "±")
    tiled(cells.tracks[0].columns, np.stack([a.residuals, *[alone] * 4]), "±")
    parts, total = bars.data
    shares = [*a.terms, a.charge]
    same(parts["y"], shares)
    same(total["y"], [sum(shares)])
    assert parts["x"] == [*a.item_titles, "charge λ"]
    growing = np.array([[0, 0, 0], [0, 0, 0], [0.2, 0, 0], [0.2, -0.4, 0], shares])
    moves(bars, 0, y=growing)
    moves(bars, 1, y=growing.sum(axis=1)[:, None])


def step_check(drawn, a):
    (picture,) = drawn
    diagonal, p, q = picture.data
    lies(diagonal, ends(picture), ends(picture))
    lies(p, a.wanted_p, a.made_p)
    lies(q, a.wanted_q, a.made_q)
    colour(p, "user")
    colour(q, "item")
    assert ends(picture)[1] == pytest.approx(1.15 * 0.4)
    assert ends(picture, "yaxis")[1] == pytest.approx(1.15 * 0.9)
    assert not picture.layout["annotations"]
    assert "1 of them lie on the diagonal, 0 outside" in picture.alt


def two_pulls(drawn, a):
    (picture,) = drawn
    data, shrink, rest = picture.data
    lies(data, a.p, a.data)
    lies(shrink, a.p, a.shrink)
    lies(rest, [4 / 3], [2 / 3])
    right, left = picture.layout["annotations"]
    same([right["ax"], left["ax"]], [a.now, a.now])
    # Upwards by 1.5, back by 0.25: the arrows are as long as their pulls.
    same((right["x"] - a.now) / (left["x"] - a.now), -1.5 / 0.25)
    assert right["x"] > a.now
    colour(data, "residual")
    colour(shrink, "user")


def visit_valley(drawn, a):
    (picture,) = drawn
    (floor,) = without_rims(picture.data[:2])
    land(picture, lambda p, q: (a.r - p * q) ** 2 / 2, (-1.5, 3.5), (-1.5, 3.5))
    np.testing.assert_allclose(np.sqrt(2 * picture.land.levels), np.arange(1, 13), rtol=1e-6)
    same(np.multiply(floor["x"], floor["y"]), np.full(len(floor["x"]), a.r))
    same([max(floor["x"]), max(floor["y"])], [3.5, 3.5])
    in_p, in_q, walk, end, detour, wrong_end, start = without_rims(picture.data[2:])
    (p, q), (new_p, new_q) = a.walk[-2:]
    lies(in_p, [p, new_p], [q, q])
    lies(in_q, [new_p, new_p], [q, new_q])
    lies(walk, *zip(*a.walk, strict=True))
    lies(detour, *zip(*a.detour, strict=True))
    for dot, place in ((start, a.walk[0]), (end, a.walk[-1]), (wrong_end, a.detour[-1])):
        lies(dot, [place[0]], [place[1]])
    assert [dot["marker"]["symbol"] for dot in (start, end)] == ["circle", "circle-open"]
    assert walk["name"] == "2 visits"
    traces = (in_p, in_q, walk, detour, start)
    for trace, role in zip(traces, ("user", "item", "gradient", "secant", "gradient"), strict=True):
        colour(trace, role)


def visit_ledger(drawn, a):
    (picture,) = drawn
    rating, p, p_said, q, q_said, gap, first, _, rest, then, then_said = picture.data
    lies(rating, [a.r, a.r], [1.6, 3.4])
    lies(p, [a.before[0], a.after[0]], [0, 0])
    lies(q, [a.before[1], a.after[1]], [1, 1])
    lies(gap, [2.0, a.r], [2, 2])
    lies(first, [2.0], [2])
    lies(rest, [3.68, a.r], [3, 3])
    lies(then, [3.68], [3])
    assert "p = 1 → 1.6" in p_said["text"][0]
    assert "q = 2 → 2.3" in q_said["text"][0]
    assert "r̂ = 3.68, e = 1.32" in then_said["text"][0]
    for trace, role in ((p, "user"), (q, "item"), (gap, "residual"), (first, "prediction")):
        colour(trace | {"mode": "lines" if "line" in trace else "markers"}, role)


# ---------------------------------------------------------------- tables, runs


def matrix_tiles(drawn, a):
    (picture,) = drawn
    cells, framed, visited = picture.data
    tiled(cells, a.cells[-1])
    tiled(picture.tracks[0].columns, a.cells)
    lies(framed, [-0.5, 2.5, 2.5, -0.5, -0.5], [-0.5, -0.5, 0.5, 0.5, -0.5])
    once = [1.5, 2.5, 2.5, 1.5, 1.5], [0.5, 0.5, 1.5, 1.5, 0.5]
    lies(visited, *once)
    moves(picture, 2, x=[np.full(5, np.nan), once[0]], y=[np.full(5, np.nan), once[1]])


def tiles_in_a_row(drawn, a):
    (picture,) = drawn
    first, second = a.matrices
    n = len(first.data)
    for trace, original in zip(picture.data, [*first.data, *second.data], strict=True):
        assert trace["type"] == original["type"]
        for column in {"x", "y", "z"} & original.keys():
            same(trace[column], original[column])
        assert np.array_equal(trace.get("text"), original.get("text"))
    for track, original in zip(picture.tracks, [*first.tracks, *second.tracks], strict=True):
        for column, values in original.columns.items():
            same(track.columns[column], values)
    assert [trace["xaxis"] for trace in picture.data] == ["x"] * n + ["x2"] * n
    assert [track.trace for track in picture.tracks] == [2, n + 2]
    left, right = (picture.layout[axis]["domain"] for axis in ("xaxis", "xaxis2"))
    same([left[0], right[1]], [0, 1])
    assert left[1] < right[0]
    same((right[1] - right[0]) / (left[1] - left[0]), 1.5)  # three columns beside two
    assert [picture.layout[axis]["showticklabels"] for axis in ("yaxis", "yaxis2")] == [True, False]
    assert [name["text"] for name in picture.layout["annotations"]] == ["<b>R</b>", "<b>M</b>"]
    assert picture.n_steps == 2


def time_bars(drawn, a):
    (picture,) = drawn
    (bars,) = picture.data
    lies(bars, list(a.nanoseconds.values()), [0, 1, 2])
    assert picture.layout["yaxis"]["ticktext"] == list(a.nanoseconds)
    assert bars["text"] == ["<b>20,000 ns</b>", "<b>300 ns</b>", "<b>15 ns</b>"]
    low, high = (10 ** np.array(ends(picture))).tolist()
    assert low < 15
    assert high > 2e4


def time_per_size(drawn, a):
    (picture,) = drawn
    for n, (name, times) in enumerate(a.milliseconds.items()):
        lies(picture.data[n], a.cells, times)
        assert picture.data[n]["name"] == name
        colour(picture.data[n], n)


def factor_tiles(drawn, a):
    (picture,) = drawn
    blocks = (a.prediction, a.P, np.moveaxis(a.Q, 2, 1))
    for n, cells in enumerate(blocks):
        tiled(picture.data[n], cells[-1])
        tiled(picture.tracks[n].columns, cells)
    # A cell (u, i) of the middle stands in the row of u and in the column of i.
    layout = picture.layout
    assert layout["xaxis"]["ticktext"] == layout["xaxis3"]["ticktext"] == a.item_titles
    assert layout["yaxis"]["ticktext"] == layout["yaxis2"]["ticktext"] == a.user_names
    assert [trace["xaxis"] for trace in picture.data] == ["x", "x2", "x3"]
    scale = picture.data[0]
    assert (scale["zmin"], scale["zmax"], scale["colorscale"]) == (1.0, 5.0, style.STARS)


def rating_tiles(drawn, a):
    (picture,) = drawn
    cells, rings = picture.data
    tiled(cells, a.cells[-1])
    tiled(picture.tracks[0].columns, a.cells)
    lies(rings, [0, 1], [0, 2])
    assert picture.layout["xaxis"]["ticktext"] == a.item_titles
    assert picture.layout["yaxis"]["ticktext"] == a.user_names


def rmse_curve(drawn, a):
    (picture,) = drawn
    train, test, level = picture.data
    for n, (trace, values, dash) in enumerate(((train, a.train, "solid"), (test, a.test, "dash"))):
        lies(trace, np.arange(3), values)
        moves(picture, n, x=np.arange(3), y=values)
        assert trace["line"]["dash"] == dash
    assert [train["name"], test["name"]] == ["training ratings", "held-out ratings"]
    lies(level, [0, 2], [1.0, 1.0])


def stop_curve(drawn, a):
    (picture,) = drawn
    train, valid, level, test = picture.data
    for n, (trace, values) in enumerate(((train, a.train), (valid, a.valid))):
        lies(trace, np.arange(4), values)
        moves(picture, n, x=np.arange(4), y=values)
    assert [train["name"], valid["name"]] == ["training ratings", "validation ratings"]
    lies(level, [0, 3], [a.noise, a.noise])
    lies(test, [1, 3], a.test)
    (line,) = picture.layout["shapes"]
    assert line["x0"] == line["x1"] == 1  # where the validation error is lowest
    assert "lowest at epoch 1" in picture.alt


def heat_map(drawn, a):
    (picture,) = drawn
    cells, frame, gone = picture.data
    known = np.where(np.isfinite(a.errors), a.errors, np.nan)
    same(cells["z"], known[-1])
    assert cells["text"].tolist() == [["0.950", "0.900", ""], ["0.800", "1.100", "1.200"]]
    moves(picture, 0, z=known)
    once = [0.5, 1.5, 1.5, 0.5, 0.5], [-0.5, -0.5, 0.5, 0.5, -0.5]  # 0.9: k = 2, λ = 0
    then = [-0.5, 0.5, 0.5, -0.5, -0.5], [0.5, 0.5, 1.5, 1.5, 0.5]  # 0.8: k = 1, λ = 0.1
    lies(frame, *then)
    moves(picture, 1, x=[once[0], then[0]], y=[once[1], then[1]])
    crossed = np.isposinf(a.errors)
    column, row = np.tile(np.arange(3.0), (2, 1)), np.repeat([[0.0], [1.0]], 3, axis=1)
    where = [np.where(crossed, each, np.nan).reshape(2, -1) for each in (column, row)]
    lies(gone, where[0][-1], where[1][-1])
    moves(picture, 2, x=where[0], y=where[1])
    colour(gone, "edge")
    assert (cells["zmin"], cells["zmax"]) == a.ends
    assert [picture.layout[axis]["title"]["text"] for axis in ("xaxis", "yaxis")] == [*a.names]
    assert picture.layout["xaxis"]["ticktext"] == a.columns
    assert picture.layout["yaxis"]["ticktext"] == a.rows


def error_by_count(drawn, a):
    (picture,) = drawn
    for n, (trace, (name, values)) in enumerate(zip(picture.data, a.errors.items(), strict=True)):
        lies(trace, a.counts, values)
        assert trace["name"] == name
        colour(trace | {"mode": "lines"}, n)
    assert picture.layout["xaxis"]["type"] == "log"
    assert a.title in picture.layout["yaxis"]["title"]["text"]


def compare_curves(drawn, a):
    (picture,) = drawn
    for n, (name, values) in enumerate(a.runs.items()):
        lies(picture.data[n], a.times[: values.size], values)
        padded = np.concatenate([values, np.full(3 - values.size, np.nan)])
        moves(picture, n, x=a.times, y=padded)
        assert picture.data[n]["name"].startswith(name)
        colour(picture.data[n], n)
    lies(picture.data[-1], [1, 200], [0.7, 0.7])
    assert picture.data[-1]["name"] == "finish 0.700"
    same(10 ** np.array(ends(picture)), [1, 200])


def feature_stairs(drawn, a):
    (picture,) = drawn
    train, test, level = picture.data
    for n, (trace, values) in enumerate(((train, a.train), (test, a.test))):
        lies(trace, np.arange(5), values)
        moves(picture, n, x=np.arange(5), y=values)
    lies(level, [0, 4], [1.4, 1.4])
    assert [line["x0"] for line in picture.layout["shapes"]] == [2]
    names = [(note["text"], note["x"]) for note in picture.layout["annotations"]]
    assert names == [("1", 1), ("2", 3)]


def singular_values(drawn, a):
    (picture,) = drawn
    for n, (name, values) in enumerate(a.strengths.items()):
        lies(picture.data[n], [1, 2, 3], values)
        assert picture.data[n]["name"] == name
        assert picture.data[n]["marker"]["color"] == style.look(n).color


def curve_in_band(drawn, a):
    """The band goes there along the lowest right curve and back along the highest."""
    (picture,) = drawn
    band, middle, *runs, beyond = picture.data
    lies(
        beyond, [1], [0.93 * ends(picture, "yaxis")[1]]
    )  # where the third one begins, out of sight
    colour(beyond, 2)
    lies(band, [1, 2, 2, 1], [0.9, 0.4, 0.7, 1.2])
    assert band["fill"] == "toself"
    lies(middle, np.arange(3), [np.nan, 1.0, 0.5])
    for n, name in enumerate(a.runs):
        assert runs[n]["name"] == name
        colour(runs[n], n)
    lies(runs[0], [1, 2], [1.5, 1.4])
    lies(runs[2], [1, 2], [np.nan, np.nan])
    lies(runs[1], [0, 1, 2], [2.0, 1.9, 10 * ends(picture, "yaxis")[1]])
    assert ends(picture, "yaxis")[0] == 0.0
    assert ends(picture, "yaxis")[1] >= 2.0
    assert "3 right runs end at 0.40 to 0.70; one ends at 1.40; two leaves after 1; " in picture.alt


def board(drawn, a):
    """At rest a board shows the recording; what a painter is given is therefore the recording."""
    (picture,) = drawn
    own, run = picture.own, a.recording
    for name in ("P", "Q", "mu", "b_user", "b_item"):
        same(own[name], getattr(run, name))
    same(own["train"], run.train_rmse)
    same(own["test"], run.test_rmse)
    rated = [(0, 0, 5.0, 0), (0, 1, 4.0, 0), (2, 1, 1.0, 0), (1, 0, 2.0, 1)]
    cells, held = np.full((3, 2), np.nan), np.zeros((3, 2))
    for u, i, r, is_held in rated:
        cells[u, i], held[u, i] = r, is_held
    same(own["ratings"], cells)
    same(own["held_out"], held)
    same(own["visited"], [[-1, -1], [2, 1], [0, 0], [0, 1]])
    same(own["eta"], np.full(4, a.knobs.eta))
    worst = np.abs(cells - run.prediction[0] + np.where(held > 0, np.nan, 0.0))
    same(own["followed"], np.unravel_index(np.nanargmax(worst), worst.shape))
    assert own["reach"] > max(np.abs(run.P).max(), np.abs(run.Q).max())
    assert own["ceiling"] > max(run.train_rmse.max(), run.test_rmse.max())
    assert (own["end"], picture.n_steps, picture.painter) == (4, 4, "board")
    assert (own["user_names"], own["item_titles"]) == (a.user_names, a.item_titles)


SHOWS = {
    check.__name__: check
    for check in (
        *(slope_line, slope_walk, slope_below, tangent_lines, loss_slice, difference_error),
        *(slope_lines, slope_twice, microscope),
        *(contour_map, gradient_map, slice_curve, hill, direction_dial, descent_map),
        thrown_balls,
        *(two_legs, walks_map, slide_curve),
        *(height_curve, rate_ruler, loss_valley, taste_arrows, taste_map, item_map, lit_tiles),
        *(matrix_product, parameter_count, error_squares, error_curves, row_sum, two_pulls),
        step_check,
        *(visit_valley, visit_ledger, matrix_tiles, time_per_size, factor_tiles, rating_tiles),
        *(rmse_curve, stop_curve, heat_map, error_by_count, compare_curves, board, bias_tiles),
        *(tiles_in_a_row, time_bars, feature_stairs, singular_values, curve_in_band),
    )
}


def shows(name, pictures, arguments):
    """Whether the pictures of a figure show what its arguments mean; an AssertionError if not."""
    SHOWS[name](pictures, SimpleNamespace(**arguments))
