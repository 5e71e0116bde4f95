"""Optimisers against trajectories known from elsewhere, and laws that all of them obey."""

from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mf_core.slopes.curves import SURFACES
from mf_core.slopes.descent import (
    FAR_AWAY,
    OPTIMIZERS,
    Path,
    descend,
    fewest_steps,
    growing_since,
    largest_stable_rate,
    steps_to_reach,
    walk,
)

BOWL, STRETCHED = SURFACES["bowl"], SURFACES["stretched bowl"]
every_optimizer = pytest.mark.parametrize("name", OPTIMIZERS)
every_surface = pytest.mark.parametrize("place", SURFACES)


def along_slopes(name, slopes, eta, start=0.0):
    """Where one coordinate goes when the slopes it meets are given beforehand."""
    optimizer = OPTIMIZERS[name]
    x, memory, visited = start, optimizer.start_memory, []
    for t, g in enumerate(slopes, start=1):
        move, memory = optimizer.step(g, memory, eta, t)
        x = x + move
        visited.append(x)
    return np.array(visited)


# ------------------------------------------------------------------ known trajectories


@given(eta=st.floats(0.01, 1.2), n=st.integers(0, 40))
@settings(deadline=None)
def test_plain_descent_on_a_quadratic_is_a_geometric_sequence(eta, n):
    # On x² + 10y² a step multiplies x by 1 − 2η and y by 1 − 20η.
    path = descend(STRETCHED, (1.0, 0.0), OPTIMIZERS["plain"], eta, n)
    np.testing.assert_allclose(path.x, (1 - 2 * eta) ** np.arange(n + 1), rtol=1e-9, atol=1e-300)
    path = descend(STRETCHED, (0.0, 1.0), OPTIMIZERS["plain"], eta / 20, n)
    np.testing.assert_allclose(path.y, (1 - eta) ** np.arange(n + 1), rtol=1e-9, atol=1e-300)


@pytest.mark.parametrize(("name", "look"), [("momentum", 0.0), ("nesterov", 1.0)])
def test_momentum_and_nesterov_follow_their_second_order_recurrence(name, look):
    # With v_t = x_t − x_{t−1} the step on f = x² (slope 2x) reads, β = 0.9:
    #   momentum   x_{t+1} = x_t + βv_t − 2ηx_t
    #   Nesterov   x_{t+1} = x_t + βv_t − 2η(x_t + βv_t) = (1 − 2η)(x_t + βv_t)
    # Both are a x_t + b x_{t−1}; the solution is c₁r₁ᵗ + c₂r₂ᵗ with r the roots of r² = ar + b.
    eta, beta = 0.1, 0.9
    damping = 1 - 2 * eta * look
    a, b = (1 + beta) * damping - 2 * eta * (1 - look), -beta * damping
    roots = np.roots([1, -a, -b])
    start = [1.0, 1 - 2 * eta]  # the first step starts at rest: v = 0
    constants = np.linalg.solve(np.vander(roots, 2, increasing=True).T, start)
    expected = [np.real(constants @ roots**t) for t in range(60)]

    path = descend(BOWL, (1.0, -3.0), OPTIMIZERS[name], eta, 59)
    np.testing.assert_allclose(path.x, expected, atol=1e-12)
    np.testing.assert_allclose(path.y, -3.0 * np.array(expected), atol=1e-12)


def test_momentum_by_hand():
    # Slope 1 twice, then 0: v = −0.1, −0.19, −0.171.
    moves = along_slopes("momentum", [1.0, 1.0, 0.0], eta=0.1)
    np.testing.assert_allclose(moves, [-0.1, -0.29, -0.461])


def test_adagrad_by_hand():
    # Equal slopes g: s = t g², so step t is η/√t whatever g is.
    steps = np.diff(along_slopes("adagrad", [7.0] * 20, eta=0.5), prepend=0.0)
    np.testing.assert_allclose(steps, -0.5 / np.sqrt(np.arange(1, 21)), rtol=1e-6)
    # Slopes 3, 4: s = 9, 25; moves −3/3 and −4/5 of η.
    np.testing.assert_allclose(along_slopes("adagrad", [3.0, 4.0], eta=1.0), [-1.0, -1.8])


def test_rmsprop_by_hand_and_as_in_keras():
    # Equal slopes: s = (1 − βᵗ)g², so step t is η/√(1 − βᵗ).
    steps = np.diff(along_slopes("rmsprop", [7.0] * 20, eta=0.5), prepend=0.0)
    np.testing.assert_allclose(steps, -0.5 / np.sqrt(1 - 0.9 ** np.arange(1, 21)), rtol=1e-6)
    # Keras 3, rmsprop_test.py, test_single_step.
    start, slopes = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 6.0, 7.0, 2.0])
    (after,) = along_slopes("rmsprop", [slopes], 0.5, start)
    np.testing.assert_allclose(after, [-0.5811, 0.4189, 1.4189, 2.4189], atol=1e-4)


def test_adam_by_hand_and_as_in_keras():
    # Equal slopes: both corrected means are exact, so every step is η (Kingma & Ba, § 2.1).
    np.testing.assert_allclose(
        along_slopes("adam", [7.0] * 20, eta=0.5), -0.5 * np.arange(1, 21), rtol=1e-6
    )
    # Slopes 1, −1: m = 0.1, −0.01 and m̂ = 1, −0.01/0.19; ŝ = 1 both times.
    np.testing.assert_allclose(
        along_slopes("adam", [1.0, -1.0], eta=1.0), [-1.0, -1.0 + 0.01 / 0.19], rtol=1e-6
    )
    # Keras 3, adam_test.py, test_correctness_with_golden: four published digits.
    slopes = [np.full(10, 0.01), *[np.linspace(0.1, 1.0, 10)] * 4]
    golden = [0.999, 0.9982, 0.9974, 0.9965, 0.9955]
    for x, published in zip(along_slopes("adam", slopes, 0.001, np.ones(10)), golden, strict=True):
        np.testing.assert_allclose(x, published, atol=2e-4)


# ------------------------------------------------------------------ laws


@every_optimizer
@every_surface
def test_small_steps_go_downhill_and_plus_gradient_climbs(name, place):
    surface = SURFACES[place]
    down = descend(surface, surface.start, OPTIMIZERS[name], 1e-6, 50)
    assert (np.diff(down.value) < 0).all()
    up = descend(surface, surface.start, OPTIMIZERS[name], 1e-6, 50, direction=1)
    assert (np.diff(up.value) > 0).all()


@every_optimizer
@every_surface
def test_same_walk_twice_and_many_at_once(name, place):
    surface, optimizer = SURFACES[place], OPTIMIZERS[name]
    rates = np.array([1e-4, 1e-3])
    first, second = (descend(surface, surface.start, optimizer, 1e-3, 30) for _ in range(2))
    for a, b in zip(first, second, strict=True):
        np.testing.assert_array_equal(a, b)
    x0 = np.full(2, surface.start[0]), np.full(2, surface.start[1])
    x, y = list(islice(walk(surface, x0, optimizer, rates), 31))[-1]
    np.testing.assert_allclose([x[1], y[1]], [first.x[-1], first.y[-1]], rtol=1e-9)
    assert x0[0].tolist() == [surface.start[0]] * 2  # the start is not moved


@every_optimizer
def test_path_starts_at_the_start_and_has_a_point_per_step(name):
    path = descend(BOWL, (1.5, -0.5), OPTIMIZERS[name], 0.01, 7)
    assert (path.x[0], path.y[0]) == (1.5, -0.5)
    assert path.x.shape == path.y.shape == path.value.shape == (8,)
    np.testing.assert_array_equal(path.value, path.x**2 + path.y**2)
    assert descend(BOWL, (1.5, -0.5), OPTIMIZERS[name], 0.01, 0).x.tolist() == [1.5]


@every_optimizer
def test_a_minimum_is_left_alone(name):
    path = descend(BOWL, (0.0, 0.0), OPTIMIZERS[name], 0.1, 20)
    assert not path.x.any()
    assert not path.y.any()


@every_optimizer
@every_surface
@pytest.mark.parametrize("eta", [1e2, 1e6, 1e300, float("inf")])
def test_an_absurd_rate_is_a_result(name, place, eta):
    surface = SURFACES[place]
    path = descend(surface, surface.start, OPTIMIZERS[name], eta, 200)
    for values in path[:3]:
        assert np.isfinite(values).all()
    assert max(abs(path.x).max(), abs(path.y).max()) <= FAR_AWAY
    assert len(path.x) == (201 if path.diverged_at is None else path.diverged_at)
    if name in ("plain", "momentum", "nesterov"):
        assert path.diverged_at is not None


def test_a_start_off_the_map_is_refused():
    with pytest.raises(ValueError, match="1e6"):
        descend(BOWL, (float("nan"), 0.0), OPTIMIZERS["plain"], 0.1, 1)


def test_the_four_valleys_are_all_found():
    surface = SURFACES["four valleys"]
    ends = {
        tuple(np.round([path.x[-1], path.y[-1]], 4))
        for x in (-3.0, 3.0)
        for y in (-3.0, 3.0)
        for path in [descend(surface, (x, y), OPTIMIZERS["plain"], 0.01, 500)]
    }
    assert ends == {tuple(np.round(minimum, 4)) for minimum in surface.minima}


def test_formula_shown_is_that_of_the_step():
    assert OPTIMIZERS["plain"].tex == r"x \leftarrow x - \eta\,g"
    for optimizer in OPTIMIZERS.values():
        assert r"\leftarrow x" in optimizer.tex


# ------------------------------------------------------------------ rates


@pytest.mark.parametrize("place", ["bowl", "stretched bowl"])
def test_the_edge_is_sharp_on_a_quadratic(place):
    surface = SURFACES[place]
    edge = largest_stable_rate(surface, 0.0, 0.0)
    inside = descend(surface, surface.start, OPTIMIZERS["plain"], 0.99 * edge, 2000)
    outside = descend(surface, surface.start, OPTIMIZERS["plain"], 1.01 * edge, 2000)
    assert inside.value[-1] < 1e-9
    assert outside.diverged_at is not None


@pytest.mark.parametrize("place", ["banana valley", "four valleys", "plateau and ravine"])
def test_the_edge_holds_near_a_minimum(place):
    surface = SURFACES[place]
    x, y = surface.minima[0]
    edge = largest_stable_rate(surface, x, y)
    near = (x + 1e-6, y + 1e-6)
    distance = [
        np.hypot(path.x[-1] - x, path.y[-1] - y)
        for share in (0.98, 1.05)
        for path in [descend(surface, near, OPTIMIZERS["plain"], share * edge, 400)]
    ]
    assert distance[0] < 2e-6
    assert distance[1] > 1e-5


def test_nothing_to_fear_where_nothing_curves_up():
    dome = replace(BOWL, hessian=lambda _x, _y: (-2.0, 0.0, -2.0))
    assert largest_stable_rate(dome, 0.0, 0.0) == float("inf")


def test_goldilocks_approaches_the_textbook_rate():
    # The best fixed rate for curvatures 2 and 20 is 2/(2 + 20): x and y shrink by 9/11 a step.
    # f = x² + 10y². Below that rate x is slower, and (9/11)^(2n) ≤ 1e-20 takes 115 steps;
    # at that rate both together, 11 (9/11)^(2n) ≤ 1e-20, take 121.
    best = fewest_steps(STRETCHED, (1.0, 1.0), 1e-20, OPTIMIZERS["plain"])
    assert best.eta == pytest.approx(2 / 22, rel=0.01)
    assert 115 <= best.n_steps <= 121


@every_optimizer
@every_surface
def test_goldilocks_keeps_its_word_and_none_of_a_hundred_others_is_quicker(name, place):
    surface, optimizer = SURFACES[place], OPTIMIZERS[name]
    floor = surface.f(*surface.minima[0]) if surface.minima else -5.0
    target = floor + 0.05 * (surface.f(*surface.start) - floor)
    best = fewest_steps(surface, surface.start, target, optimizer, between=(1e-4, 1.0))
    assert best is not None
    assert 1e-4 <= best.eta <= 1.0
    path = descend(surface, surface.start, optimizer, best.eta, best.n_steps)
    assert steps_to_reach(path, target) == best.n_steps
    for eta in np.random.default_rng(5).uniform(1e-4, 1.0, 100):
        other = descend(surface, surface.start, optimizer, eta, best.n_steps - 1)
        assert steps_to_reach(other, target) is None


def test_goldilocks_looks_between_its_rates():
    # Only rates within 1e-5 of ½ get below 1e-9 in one step; the first field has none there.
    best = fewest_steps(BOWL, (3.0, 1.0), 1e-9, OPTIMIZERS["plain"], between=(1e-4, 0.9))
    assert best.n_steps == 1
    assert best.eta == pytest.approx(0.5, abs=1e-5)


def test_goldilocks_may_not_exist():
    assert fewest_steps(BOWL, (1.0, 1.0), -1.0, OPTIMIZERS["plain"], max_steps=50) is None


def test_goldilocks_is_at_home_already():
    assert fewest_steps(BOWL, (1.0, 1.0), 2.0, OPTIMIZERS["plain"]).n_steps == 0


def test_momentum_beats_plain_in_a_stretched_bowl_and_nesterov_swings_less():
    """The point of the lesson's comparison, at one rate and from one start."""
    ends = {
        name: descend(STRETCHED, STRETCHED.start, OPTIMIZERS[name], 0.01, 200)
        for name in ("plain", "momentum", "nesterov")
    }
    assert ends["momentum"].value[-1] < ends["plain"].value[-1]
    swings = {name: sum(a * b < 0 for a, b in pairwise(path.y)) for name, path in ends.items()}
    assert swings["plain"] == 0
    assert abs(ends["nesterov"].y[50:]).max() < abs(ends["momentum"].y[50:]).max()


def path_of(*heights):
    points = np.zeros(len(heights))
    return Path(points, points, np.array(heights, dtype=float), None)


@pytest.mark.parametrize(
    ("heights", "since"),
    [
        ((1, 2, 3, 4), 0),
        ((9, 8, 9, 10, 11), 1),  # falls first, then grows beyond its start
        ((9, 1, 2, 3, 4), None),  # grows, and is still lower than at the start
        ((1, 3, 2, 4, 3, 5), None),  # jumps about
        ((4, 4, 4, 4, 4), None),  # flips for ever at one height
        ((9, 8, 10, 11), None),  # two steps may grow by chance
        ((5, 4, 3, 2), None),
        ((1,), None),
        ((np.nan, 1, 2, 3, 4), None),
    ],
)
def test_a_walk_diverges_where_its_height_grows_step_after_step(heights, since):
    assert growing_since(path_of(*heights)) == since


@pytest.mark.parametrize("eta", [0.2, 0.9, 0.999, 1.0, 1.001, 1.3])
def test_on_a_quadratic_the_verdict_is_the_edge(eta):
    path = descend(SURFACES["bowl"], (3.0, -2.0), OPTIMIZERS["plain"], eta, 20)
    assert (growing_since(path) is not None) == (eta > 1.0)


def test_a_shorter_walk_stands_still_on_the_common_clock_and_a_diverged_one_is_gone():
    rest = descend(SURFACES["bowl"], (3.0, -2.0), OPTIMIZERS["plain"], 0.25, 2).on_clock(5)
    assert rest["x"].tolist() == [3.0, 1.5, 0.75, 0.75, 0.75]
    gone = descend(SURFACES["bowl"], (3.0, -2.0), OPTIMIZERS["plain"], 50.0, 20).on_clock(5)
    assert np.isnan(gone["y"]).tolist() == [False, False, False, True, True]
