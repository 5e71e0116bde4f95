"""The other formulas of the core: each read back against one call, or listed with the reason."""

import importlib
import inspect
import pkgutil
from itertools import pairwise

import numpy as np
import pytest

import mf_core
from mf_core import fast, kernels, objective
from mf_core.algorithms import bayes
from mf_core.figures.two_legs import two_legs
from mf_core.model import Factors, Model, no_baseline
from mf_core.museum import fingerprint
from mf_core.notation import DIALECTS, loss_scale, printed_rate_in, rate_in, step_rule
from mf_core.reading import formulas
from mf_core.slopes import calculus
from mf_core.slopes.curves import SURFACES
from mf_core.slopes.curves.measures import measures
from mf_core.slopes.descent import OPTIMIZERS
from mf_core.slopes.sampling import adaptive_points
from tests.planting import N_ITEMS, N_USERS, observed, planted_model
from tests.tex import Place, run, statements, value, worth
from tests.tex.holding import same, same_on_both_sides, same_row_by_row, tex_of
from tests.tex.sources import INDICES, place_of_a_model, with_residuals

LAM = 0.2

# What states no number that one call returns, and who holds it instead.
NOT_A_NUMBER = {
    "figures.direction_dial.direction_dial": "a limit; test_calculus holds directional_derivative",
    "figures.slice_curve.slice_curve": "a limit; test_curves holds the gradients of all surfaces",
    "algorithms.bayes.spread_of": "two distributions to draw from; test_bayes holds their moments",
    "derivation.numbers": "a number with an imaginary part; test_derivation holds by_p",
    "projection.aligned": "a minimiser over all rotations; test_projection",
    "projection.shared_plane": "a decomposition by blocks; test_projection",
    "slopes.calculus.central_difference": "an order of error, with dots; test_calculus",
    "slopes.calculus.difference_gradient": "an approximation; test_calculus",
    "slopes.curves.biquadratic": "nine unnamed coefficients, as powers; test_measures",
    "slopes.curves.surface.Surface.curvatures": "two roots at once, ±; test_curves",
    "slopes.descent.path.growing_since": "a condition on a whole walk, with dots; test_descent",
    "slopes.descent.path.walk": "“move” is the optimiser's, held in test_printed_optimizers",
    "slopes.descent.rates.largest_stable_rate": "a bound; test_descent",
}


def case(seed):
    rng = np.random.default_rng(seed)
    ratings, model = observed(rng), planted_model(rng, 3)
    return ratings, model, with_residuals(ratings, place_of_a_model(ratings, model, 0.1, LAM))


def check_objective(tex, seed):
    ratings, (factors, baseline), place = case(seed)
    missing = place.letters[r"\Omega"] == 0
    same((place.letters["J"], objective.loss(ratings, factors, LAM, baseline)))
    same_on_both_sides(tex, place, lambda at: "u" in at and missing[at["u"], at["i"]])


def check_objective_loss(tex, seed):
    """Without a baseline, as it is printed."""
    ratings, (factors, _), _ = case(seed)
    model = Model(factors, no_baseline(ratings.n_users, ratings.n_items))
    place = with_residuals(ratings, place_of_a_model(ratings, model, 0.1, LAM))
    missing = place.letters[r"\Omega"] == 0
    same((place.letters["J"], objective.loss(ratings, factors, LAM)))
    same_on_both_sides(tex, place, lambda at: "u" in at and missing[at["u"], at["i"]])


def check_objective_gradient(tex, seed):
    ratings, (factors, baseline), place = case(seed)
    same_row_by_row(tex, place, "ui", objective.gradient(ratings, factors, LAM, baseline))


def check_objective_bias_gradient(tex, seed):
    ratings, (factors, baseline), place = case(seed)
    slopes = objective.bias_gradient(ratings, factors, LAM, baseline)
    same_row_by_row(tex, place, "ui", slopes[1:])


def check_objective_bias_baseline(tex, seed):
    ratings, (factors, _), _ = case(seed)
    model = Model(factors, objective.bias_baseline(ratings, 3.5))
    place = place_of_a_model(ratings, model, 0.1, LAM)
    place.known[r"\beta"] = 3.5
    same_on_both_sides(tex, place)


def check_objective_masked_gradient(tex, seed):
    """As many users as items, so that one column of ones fits both."""
    rng = np.random.default_rng(seed)
    ratings, factors = observed(rng), planted_model(rng, 3).factors
    ratings = ratings._replace(n_users=N_ITEMS)
    factors = factors._replace(P=rng.normal(size=(N_ITEMS, 3)))
    model = Model(factors, no_baseline(N_ITEMS, N_ITEMS))
    place = place_of_a_model(ratings, model, 0.1, LAM)
    place.known |= {
        r"\mathbf{1}": np.ones((N_ITEMS, 1)),
        r"\mathrm{diag}": lambda column: np.diag(column[:, 0]),
    }
    residuals, *slopes = statements(tex)
    residuals.left.assign(place, worth(residuals.right, place, tex))
    code = objective.masked_gradient(*objective.dense(ratings), factors, LAM)
    for read, slope in zip(slopes, code, strict=True):
        for side in (read.left, read.right):
            np.testing.assert_allclose(worth(side, place, tex), slope, rtol=1e-9, atol=1e-9)


def check_algorithms_bayes_averaged(tex, seed):
    """With as many factors as users, so that none of the 2k that are needed is lost."""
    rng = np.random.default_rng(seed)
    average, sample = (planted_model(rng, N_USERS) for _ in range(2))
    (read,) = statements(tex)
    known = {r"\bar{P}": average.factors.P, r"\bar{Q}": average.factors.Q}
    known |= {"P": sample.factors.P, "Q": sample.factors.Q, "w": 0.3}
    P, Q = bayes.averaged(average, sample, 0.3).factors
    for side in (read.left, read.right):
        same((worth(side, Place({}, {}, {}, known=known), tex), P @ Q.T))


def check_algorithms_bayes_shortened(tex, seed):
    """A column of one side may be turned round, if that of the other is turned as well."""
    rng = np.random.default_rng(seed)
    k, longer = 4, Factors(rng.normal(size=(N_USERS, 12)), rng.normal(size=(N_ITEMS, 12)))
    left, strength, right = np.linalg.svd(longer.P @ longer.Q.T, full_matrices=False)
    P, Q = bayes.shortened(longer, k)
    turned = np.ones(N_USERS)
    turned[:k] = np.sign(np.sum(P * left[:, :k], axis=0))
    letters = {"w_f": (left * turned).T, "v_f": right * turned[:, None], r"\sigma_f": strength}
    letters |= {"P": longer.P, "Q": longer.Q, "p'_f": P.T, "q'_f": Q.T}
    place = Place(letters, INDICES["course"], {"f": N_USERS})
    same_on_both_sides(tex, place, lambda at: at.get("f", 0) >= k)


def check_figures_two_legs_two_legs(tex, seed):
    """On the saddle, where a difference is the derivative; what is drawn are the bars."""
    x, y, degrees = np.random.default_rng(seed).uniform(-1.5, 1.5, 3) * (1, 1, 90)
    saddle = SURFACES["saddle"]

    def letters(x, y):
        return {"x": x, "y": y, "f": saddle.f(x, y), r"\nablaf": [*saddle.gradient(x, y)]}

    map_, bars = two_legs(saddle, x, y, degrees)
    along, up, both = (bar["y"][0] for bar in bars.data)
    (arrow,) = (trace for trace in map_.data if "d, of length 1" in trace.get("name", ""))
    known = {r"\alpha": np.radians(degrees), r"\cos": np.cos, r"\sin": np.sin}
    place = Place(
        letters(np.array(x), np.array(y)), {}, {}, moving=("x", "y"), make=letters, known=known
    )
    rise, d = statements(tex)
    place.known["d"] = worth(d.right, place, tex)
    same((place.known["d"][:, 0], [arrow["x"][1] - x, arrow["y"][1] - y]))
    same((worth(rise.left, place, tex), both), (worth(rise.right, place, tex), along + up))


def check_slopes_sampling_adaptive_points(tex, seed):
    """Of the first intervals those are halved where the printed condition holds, and no others."""
    waves = np.random.default_rng(seed).uniform(16.0, 20.0)
    bends, middle = statements(tex)

    def f(x):
        return np.sin(waves * x) + x

    def halved(a, b):
        place = Place({}, {}, {}, known={"a": a, "b": b, "f": f, r"\text{height}": 12.0})
        middle.left.assign(place, worth(middle.right, place, tex))
        return worth(bends.left, place, tex) > worth(bends.right, place, tex)

    x = adaptive_points(f, (-4.0, 4.0), (-6.0, 6.0))
    first = np.linspace(-4.0, 4.0, 241)
    found = [halved(a, b) for a, b in pairwise(first)]
    inside = [np.count_nonzero((x > a + 1e-9) & (x < b - 1e-9)) for a, b in pairwise(first)]
    assert found == [n > 0 for n in inside]
    assert any(found)
    assert not any(halved(a, b) for a, b in pairwise(x))


def check_museum_fingerprint_distance(tex, seed):
    right, (curve,) = (np.random.default_rng(seed).normal(size=(n, 7)) for n in (5, 1))
    letters = {"x_t": curve[1:], "m_t": np.median(right, axis=0)[1:], "n": np.array(6.0)}
    letters["d"] = np.array(fingerprint.distance(right, curve))
    same_on_both_sides(tex, Place(letters, {"t": "t"}, {"t": 6}))


def place_of_a_curve(seed):
    """Where f is a cubic; the numbers are the arguments, ξ is anywhere."""
    x, h, anywhere = np.random.default_rng(seed).uniform(0.2, 2.0, 3)
    functions = {"f": lambda x: x**3 - x, "f'": lambda x: 3 * x**2 - 1}
    return Place({}, {}, {}, known={**functions, "x": x, "h": h, r"\xi": anywhere})


def check_slopes_calculus_difference_quotient(tex, seed):
    place = place_of_a_curve(seed)
    f, x, h = (place.known[name] for name in "fxh")
    same((value(tex, place), calculus.difference_quotient(f, x, h)))


def line_at(tex, place):
    """The height of the printed line at ξ."""
    (read,) = statements(tex)
    return worth(read.right, place, tex)


def check_slopes_calculus_secant(tex, seed):
    place = place_of_a_curve(seed)
    f, x, h, anywhere = (place.known[name] for name in ("f", "x", "h", r"\xi"))
    same((line_at(tex, place), calculus.secant(f, x, h).at(anywhere)))


def check_slopes_calculus_tangent(tex, seed):
    place = place_of_a_curve(seed)
    f, df, x, anywhere = (place.known[name] for name in ("f", "f'", "x", r"\xi"))
    same((line_at(tex, place), calculus.tangent(f, df, x).at(anywhere)))


def check_slopes_calculus_directional_derivative(tex, seed):
    gradient, d = np.random.default_rng(seed).normal(size=(2, 3))
    place = Place({r"\nablaf": gradient, "d": d}, {}, {})
    same((value(tex, place), calculus.directional_derivative(gradient, d)))


def check_slopes_calculus_gradient_error(tex, seed):
    x, off = np.random.default_rng(seed).normal(size=(2, 3))
    claimed, measured = 2 * x + off, calculus.difference_gradient(lambda x: float(x @ x), x)
    place = Place({"g": claimed, r"\hat{g}": measured}, {}, {}, known={r"\max": max})
    error = calculus.gradient_error(lambda x: float(x @ x), lambda x: 2 * x + off, x)
    same((value(tex, place), error))


def check_slopes_curves_measures(tex, seed):
    """The head of the module, and the formulas of the three curves with their slopes; λ is 0."""
    rng = np.random.default_rng(seed)
    q, ratings = rng.uniform(0.3, 1.8, (2, 5))
    curves = measures(q, ratings)

    def letters(p):
        values = {rf"\text{{{name}}}": curve.f(p).item() for name, curve in curves.items()}
        return values | {"p": p, "q_i": q, "r_i": ratings, "e_i": ratings - p * q, "n": q.size}

    p = np.array(rng.uniform(0.5, 2.0))
    place = Place(letters(p), {"i": "i"}, {"i": 5}, moving=("p",), make=letters)
    same_on_both_sides(tex, place)
    for curve in curves.values():
        same((value(curve.tex, place), curve.f(p)), (value(curve.df_tex, place), curve.df(p)))


def check_notation_dialects_rate_in(tex, seed):
    eta = np.random.default_rng(seed).uniform(0.01, 0.5)
    for dialect in DIALECTS:
        place = Place({}, {}, {}, known={r"\eta": eta, "c": loss_scale(dialect, 7)})
        place.known[r"\eta_\text{source}"] = rate_in(dialect, eta, 7)
        same_on_both_sides(tex, place)


def check_notation_formulas_step_rule(tex, seed):
    eta, p, q, e = np.random.default_rng(seed).normal(size=4)
    for dialect, conventions in DIALECTS.items():
        rule = step_rule(dialect, printed_rate_in(dialect, eta, 7), 7)
        known = {"p_uf": p, "q_if": q, "e_ui": conventions.error_sign * e, "c": rule.coefficient}
        place = Place({}, INDICES["course"], {}, dict.fromkeys("uif", 0), known)
        run(tex, place)
        same((place.known["p_uf"], p + eta * e * q))


CHECKS = {name.removeprefix("check_"): f for name, f in vars().items() if name.startswith("check_")}
# Held in a file of their own.
ELSEWHERE = [kernels.__name__, fast.__name__, OPTIMIZERS["plain"].step.__module__]


def printing():
    """Every module, function, class and method of the core with a formula, by its name in it."""
    found = {}
    for info in pkgutil.walk_packages(mf_core.__path__, "mf_core."):
        if any(info.name.startswith(module) for module in ELSEWHERE):
            continue
        module = importlib.import_module(info.name)
        found[info.name] = module
        for name, thing in vars(module).items():
            if getattr(thing, "__module__", "") == info.name and callable(thing):
                found[f"{info.name}.{name}"] = thing
                inside = vars(thing) if isinstance(thing, type) else {}
                found |= {f"{info.name}.{name}.{key}": each for key, each in inside.items()}
    return {
        name.removeprefix("mf_core."): thing
        for name, thing in found.items()
        if (inspect.ismodule(thing) or callable(thing)) and formulas(thing)
    }


PRINTING = printing()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", sorted(set(PRINTING) - set(NOT_A_NUMBER)))
def test_a_printed_formula_is_what_is_computed(name, seed):
    tex, check = tex_of(PRINTING[name]), CHECKS.get(name.replace(".", "_"))
    assert check, (
        f"nobody reads the formula of {name} back, {tex}: write its check here, or say in "
        "NOT_A_NUMBER why no number can be held against it"
    )
    check(tex, seed)


def test_no_name_is_stale():
    names = {name.replace(".", "_") for name in PRINTING}
    assert set(NOT_A_NUMBER) <= set(PRINTING)
    assert set(CHECKS) <= names - {name.replace(".", "_") for name in NOT_A_NUMBER}
