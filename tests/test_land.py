"""Land in figures: what it says of its function, and that all on it can be seen."""

import numpy as np
import pytest

from mf_core.figures import style
from mf_core.figures.contour_map import contour_map
from mf_core.figures.ground import on_land
from mf_core.figures.hill import hill
from mf_core.figures.traces import arrow, curve
from mf_core.slopes.curves import SURFACES
from tests.figure_meanings import even_lines, land
from tests.test_figures import MODULES, pictures


def lands():
    """The land of every figure that has one."""
    for name in sorted(MODULES):
        for drawn in pictures(name):
            if drawn.land is not None:
                yield pytest.param(drawn.land, id=name)


@pytest.mark.parametrize("ground", list(lands()))
def test_a_land_is_an_even_grid_with_its_lines_between_its_ends(ground):
    assert {array.dtype for array in ground[:4]} == {np.dtype(np.float32)}
    assert ground.z.shape == (ground.y.size, ground.x.size)
    for side in (ground.x, ground.y):
        np.testing.assert_allclose(np.diff(side), (side[-1] - side[0]) / (side.size - 1), rtol=1e-4)
    assert (np.diff(ground.levels) > 0).all()
    assert ground.z.min() < ground.levels[0]
    assert ground.soft is None or ground.soft > 0
    assert all(f"%{{{letter}}}" in ground.hover for letter in "xyz")


@pytest.mark.parametrize("name", sorted(SURFACES))
def test_land_is_the_surface_it_says_from_above_and_as_a_block(name):
    surface = SURFACES[name]
    drawn = contour_map(surface)
    land(drawn, surface.f, drawn.layout["xaxis"]["range"], drawn.layout["yaxis"]["range"])
    block = hill(surface)
    land(block, surface.f, surface.x_range, surface.y_range)
    for picture in (drawn, block):
        even_lines(picture.land)


def test_a_floor_is_shown_where_walls_would_hide_it_and_only_there():
    assert contour_map(SURFACES["saddle"]).land.soft is None
    for name in ("bowl", "banana valley", "four valleys"):
        ground = contour_map(SURFACES[name]).land
        assert np.mean(ground.z - ground.z.min() <= ground.soft) == pytest.approx(0.05, abs=0.01)


def test_what_lies_on_land_has_a_rim_below_it_and_one_entry_in_the_legend():
    rim, line = on_land(curve([0, 1], [0, 1], "gradient", "name", width=3))
    assert rim["line"]["color"] == style.LAND["light"].halo
    assert rim["line"]["width"] > line["line"]["width"]
    assert [trace["showlegend"] for trace in (rim, line)] == [False, True]
    rim, points = on_land(arrow([[0, 0]], [[1, 1]], "gradient"))
    sizes = np.asarray(rim["marker"]["size"]), np.asarray(points["marker"]["size"])
    np.testing.assert_array_equal(sizes[0] > sizes[1], sizes[1] > 0)  # no head at the tail


def test_the_block_is_seen_over_its_lowest_corner_and_the_slope_points_uphill():
    drawn = hill(SURFACES["one rating"])  # (4 − pq)² is lowest where p and q have one sign
    azimuth = drawn.own["camera"][0]
    assert np.cos(azimuth) * np.sin(azimuth) > 0
    for y, up in ((1.0, -1.0), (-1.0, 1.0)):
        drawn = hill(SURFACES["saddle"], point=(1.0, y), frozen="x")  # ∂f/∂y = −4y
        cut, slope = (trace for trace in drawn.data if "meta" in trace)
        assert np.sign(np.diff(slope["y"])[0]) == up
        assert np.diff(slope["z"])[0] / np.diff(slope["y"])[0] == pytest.approx(-4 * y)
        np.testing.assert_allclose(cut["z"], SURFACES["saddle"].f(cut["x"], cut["y"]))
    level = hill(SURFACES["saddle"], point=(1.0, 0.0), frozen="x").data[1]
    assert np.ptp(level["y"]) == 0  # no arrow where the slope is zero


@pytest.mark.parametrize("page", sorted(style.LAND))
def test_land_is_lighter_where_it_is_higher_and_all_that_lies_on_it_stands_out(page):
    terrain = style.LAND[page]
    shares, colors = zip(*terrain.tint, strict=True)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert list(shares) == sorted(shares)
    against_black = [contrast(color, "#000000") for color in colors]
    assert against_black == sorted(against_black)
    for color, edge in [("walk", terrain.rim)] + [(role, terrain.halo) for role in style.ROLES]:
        # Whatever lies below: a rim of 3 : 1 shows where a thing is.
        assert contrast(style.look(color).color, edge) >= 3.0
    pair = style.look("walk").color, terrain.rim
    assert all(max(contrast(tint, color) for color in pair) >= 3.0 for tint in colors)


def contrast(one, other):
    channels = [
        np.array([int(color[at : at + 2], 16) for at in (1, 3, 5)]) for color in (one, other)
    ]
    return style.contrast(*channels)
