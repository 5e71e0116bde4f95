"""The formula beside a kernel is what the kernel does: read from its docstring, and done."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from mf_core import kernels, objective
from mf_core.algorithms.als import rows
from mf_core.kernels.als import als_half, backwards, cholesky, gibbs_half, solve
from mf_core.kernels.batch import batch_gradient, minibatch_epoch
from mf_core.kernels.bugs.masks import (
    filled_step,
    masked_step,
    mean_step,
    positive_step,
    shifted_step,
    unrated_step,
)
from mf_core.kernels.bugs.visits import borrowed_visit, climbing_visit, copied_visit
from mf_core.kernels.funk import (
    clipped_epoch,
    explain_away,
    explain_away_clipped,
    funk_epoch,
)
from mf_core.kernels.lines import (
    ABS,
    ADD,
    DIVIDE,
    LN,
    MULTIPLY,
    RAISE,
    SIGN,
    TANH,
    lines_epoch,
    lines_visit,
    of_one,
    of_two,
    worked_out,
)
from mf_core.kernels.measure import sums
from mf_core.kernels.sequential import sequential_visit
from mf_core.kernels.sgd import biased_epoch, left_out_epochs, sgd_epoch, sgd_visit
from mf_core.kernels.svdpp import implicit_part, svdpp_epoch, with_implicit
from mf_core.model import Factors, Model, no_baseline, take
from mf_core.reading import formulas
from mf_core.rules import RIGHT, letters_at, read_rule
from tests.planting import N_ITEMS, N_USERS, observed, planted_model
from tests.tex import Place, run, statements, tidy, value, worth
from tests.tex.holding import functions_of, same, same_on_both_sides, same_row_by_row, tex_of
from tests.tex.sources import INDICES, place_of_a_model, with_residuals

ETA, LAM = 0.03, 0.2


def case(seed, k=3):
    """Ratings, a model, an order of visits; and the place where the formulas are read."""
    rng = np.random.default_rng(seed)
    ratings, model = observed(rng), planted_model(rng, k)
    return (
        ratings,
        model,
        rng.permutation(ratings.values.size),
        place_of_a_model(ratings, model, ETA, LAM),
    )


def visited(tex, place, ratings, order):
    """Do what is printed for one rating after the other; Σ e² as it was met."""
    sum_sq = 0.0
    for n in order:
        here = replace(place.at(u=ratings.users[n], i=ratings.items[n]), known=dict(place.known))
        run(tex, here, together=True)
        sum_sq += here.known.get("e_ui", 0.0) ** 2
    return sum_sq


# --- one check for each kernel: what is printed, done by the reader, against one call


def of_a_visit(visit, tex, seed):
    """Both right-hand sides are read before either row moves."""
    ratings, (factors, _), order, place = case(seed)
    n = order[0]
    e = visit(factors, ratings.users[n], ratings.items[n], ratings.values[n], ETA, LAM)
    same((visited(tex, place, ratings, [n]), e**2))
    same((place.letters["P"], factors.P), (place.letters["Q"], factors.Q))


def of_a_sequential_visit(visit, tex, seed):
    """Line after line: the second one reads what the first has written."""
    ratings, (factors, _), order, place = case(seed)
    n = order[0]
    u, i = ratings.users[n], ratings.items[n]
    here = place.at(u=u, i=i)
    run(tex, here)
    e = visit(factors, u, i, ratings.values[n], ETA, LAM)
    same((here.known["e_ui"], e))
    same((here.known["p'_u"], tidy(factors.P[u])), (here.known["q'_i"], tidy(factors.Q[i])))


def of_a_whole_step(step, tex, seed):
    """The matrix E, then both sides moved by it, read before either moves."""
    ratings, (factors, _), _, place = case(seed)
    R, M = objective.dense(ratings._replace(values=ratings.values - 3.0))
    place.letters |= {"R": R, "S": (R > 0).astype(float), r"\bar{M}": 1 - M}
    place.letters[r"n_\text{ratings}"] = M.sum()
    step(R, M, factors, ETA)
    run(tex, place, together=True)
    same((place.letters["P"], factors.P), (place.letters["Q"], factors.Q))


check_sgd_visit = partial(of_a_visit, sgd_visit)
check_climbing_visit = partial(of_a_visit, climbing_visit)
check_copied_visit = partial(of_a_visit, copied_visit)
check_sequential_visit = partial(of_a_sequential_visit, sequential_visit)
check_borrowed_visit = partial(of_a_sequential_visit, borrowed_visit)
check_masked_step = partial(of_a_whole_step, masked_step)
check_mean_step = partial(of_a_whole_step, mean_step)
check_unrated_step = partial(of_a_whole_step, unrated_step)
check_shifted_step = partial(of_a_whole_step, shifted_step)
check_filled_step = partial(of_a_whole_step, filled_step)
check_positive_step = partial(of_a_whole_step, positive_step)


def check_sgd_epoch(tex, seed):
    ratings, (factors, _), order, place = case(seed)
    sum_sq = sgd_epoch(ratings, factors, order, ETA, LAM)
    same((visited(tex, place, ratings, order), sum_sq))
    same((place.letters["P"], factors.P), (place.letters["Q"], factors.Q))


def check_left_out_epochs(tex, seed):
    """One run of one epoch, without a mean: what it leaves of all ratings, and of the one."""
    ratings, (factors, _), order, place = case(seed)
    left, sum_sq = left_out_epochs(
        ratings, factors, np.zeros(1), order[order > 0][None, None], ETA, LAM
    )
    visited(tex, place, ratings, order[order > 0])
    moved = Factors(place.letters["P"], place.letters["Q"])
    e = objective.residuals(ratings, moved)
    same((left[0, -1], e[0]), (sum_sq[0, -1], e[1:] @ e[1:]))


def check_biased_epoch(tex, seed):
    ratings, (factors, baseline), order, place = case(seed)
    sum_sq = biased_epoch(ratings, factors, baseline, order, ETA, LAM)
    same((visited(tex, place, ratings, order), sum_sq))
    same((place.letters["P"], factors.P), (place.letters["Q"], factors.Q))
    same((place.letters["b_u"], baseline.b_user), (place.letters["b_i"], baseline.b_item))


def of_one_feature(seed):
    """The same with a single feature, and the residuals it finds."""
    ratings, (factors, _), order, place = case(seed, k=1)
    place.letters |= {"p_uf": place.letters["P"], "q_if": place.letters["Q"]}
    place.letters[r"\tilde{e}_ui"] = objective.dense(ratings)[0]
    return ratings, factors.P[:, 0].copy(), factors.Q[:, 0].copy(), order, place.at(f=0)


def check_funk_epoch(tex, seed):
    ratings, p, q, order, place = of_one_feature(seed)
    sum_sq = funk_epoch(ratings, ratings.values.copy(), p, q, order, ETA, LAM)
    same((visited(tex, place, ratings, order), sum_sq))
    same((place.letters["P"][:, 0], p), (place.letters["Q"][:, 0], q))


def check_explain_away(tex, seed):
    ratings, p, q, order, place = of_one_feature(seed)
    residuals = ratings.values.copy()
    explain_away(ratings, residuals, p, q)
    visited(tex, place, ratings, order)
    same((place.letters[r"\tilde{e}_ui"][ratings.users, ratings.items], residuals))


def on_a_scale(place):
    """With a scale from 2.5 to 3.5 stars, and 0.05 for what still waits."""
    place.letters |= {"a": 2.5, "z": 3.5, r"\tau": 0.05}
    return replace(place, known=place.known | {r"\mathrm{clip}": np.clip})


def check_clipped_epoch(tex, seed):
    ratings, p, q, order, place = of_one_feature(seed)
    scale = on_a_scale(place)
    sum_sq = clipped_epoch(ratings, ratings.values.copy(), p, q, order, ETA, LAM, 0.05, 2.5, 3.5)
    same((visited(tex, scale, ratings, order), sum_sq))
    same((place.letters["P"][:, 0], p), (place.letters["Q"][:, 0], q))


def check_explain_away_clipped(tex, seed):
    ratings, p, q, order, place = of_one_feature(seed)
    residuals = ratings.values.copy()
    explain_away_clipped(ratings, residuals, p, q, 2.5, 3.5)
    visited(tex, on_a_scale(place), ratings, order)
    same((place.letters[r"\tilde{e}_ui"][ratings.users, ratings.items], residuals))


def check_batch_gradient(tex, seed):
    ratings, (factors, _), _, _ = case(seed)
    model = Model(factors, no_baseline(N_USERS, N_ITEMS))
    place = with_residuals(ratings, place_of_a_model(ratings, model, ETA, LAM))
    same_row_by_row(tex, place, "ui", batch_gradient(ratings, factors, LAM))


def check_minibatch_epoch(tex, seed):
    ratings, (factors, _), order, _ = case(seed)
    place = place_of_a_model(ratings, Model(factors, no_baseline(N_USERS, N_ITEMS)), ETA, LAM)
    minibatch_epoch(ratings, factors, order, 5, ETA, LAM)
    for start in range(0, order.size, 5):
        members = order[start : start + 5]
        here = with_residuals(ratings, place)
        here.letters["B"] = np.zeros((N_USERS, N_ITEMS))
        here.letters["B"][ratings.users[members], ratings.items[members]] = 1.0
        run(tex, here, together=True)
    same((place.letters["P"], factors.P), (place.letters["Q"], factors.Q))


def positive_definite(seed):
    rng = np.random.default_rng(seed)
    A, b = rng.normal(size=(4, 4)), rng.normal(size=4)
    return A @ A.T + np.eye(4), b


def place_of_a_system(**letters):
    return Place(letters, INDICES["course"] | {"h": "f"}, {"f": 4})


def check_cholesky(tex, seed):
    A, _ = positive_definite(seed)
    triangle = A.copy()
    cholesky(triangle)
    triangle = np.tril(triangle)
    place = place_of_a_system(A=A, A_ff=A, L=triangle, L_ff=triangle)
    same_on_both_sides(tex, place, lambda at: at.get("h", 4) <= at.get("f", 0))


def check_solve(tex, seed):
    A, b = positive_definite(seed)
    triangle, x = A.copy(), b.copy()
    solve(triangle, x)
    triangle = np.tril(triangle)
    y = np.linalg.solve(triangle, b)
    same_on_both_sides(tex, place_of_a_system(A=A, L=triangle, b=b, x=x, y=y))


def check_backwards(tex, seed):
    A, b = positive_definite(seed)
    x, L = b.copy(), np.tril(A)
    backwards(L + np.triu(np.full((4, 4), np.nan), 1), x)  # nothing above is read
    same_on_both_sides(tex, place_of_a_system(L=L, L_ff=L, b=b, b_f=b, x=x, x_f=x))


def check_als_half(tex, seed):
    ratings, (factors, _), _, place = case(seed)
    by_user = rows(ratings.users, ratings.items, ratings, N_USERS)
    als_half(*by_user, place.letters["P"], factors.Q, LAM)
    for u in range(N_USERS):
        same_on_both_sides(tex, place.at(u=u))


def check_gibbs_half(tex, seed):
    """The middle of what is drawn is what is drawn without noise."""
    ratings, (factors, _), _, place = case(seed)
    by_user = rows(ratings.users, ratings.items, ratings, N_USERS)
    rng = np.random.default_rng(seed)
    root, m, z = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=(N_USERS, 3))
    precision, alpha = root @ root.T + np.eye(3), 1.7
    middle, drawn = np.empty((2, N_USERS, 3))
    for into, noise in ((middle, np.zeros_like(z)), (drawn, z)):
        gibbs_half(*by_user, into, factors.Q, alpha, precision, precision @ m, noise)
    place.letters |= {r"\Lambda": precision, "m": m, r"\alpha": alpha, "z_u": z, "p_u": drawn}
    place.letters[r"\bar{p}_u"] = middle
    system = statements(tex)[0]
    for u in range(N_USERS):
        here = replace(place.at(u=u), known={})
        here.known["A_u"] = worth(system.right, here, tex)
        here.known["L"] = np.linalg.cholesky(here.known["A_u"])
        same_on_both_sides(tex, here)


def of_svdpp(seed):
    """Ratings user by user, the last of whom has rated nothing; a model with implicit factors."""
    ratings, model, _, _ = case(seed)
    ratings = take(ratings, ratings.users < N_USERS - 1)
    Y = np.random.default_rng(seed).normal(size=(N_ITEMS, 3))
    place = place_of_a_model(ratings, model, ETA, LAM)
    place.letters["y_i"], place.kinds = Y.copy(), place.kinds | {"j": "i"}
    by_user = rows(ratings.users, ratings.items, ratings, N_USERS)
    return by_user, model, Y, place


def check_implicit_part(tex, seed):
    by_user, _, Y, place = of_svdpp(seed)
    place.letters["z_u"] = z = np.full((N_USERS, 3), np.nan)
    for u in range(N_USERS):
        implicit_part(*by_user[:2], Y, u, z[u])
    for u in range(N_USERS - 1):
        same_on_both_sides(tex, place.at(u=u))
    assert not z[-1].any()


def check_with_implicit(tex, seed):
    by_user, (factors, _), Y, place = of_svdpp(seed)
    both = with_implicit(*by_user[:2], factors.P, Y)
    place.letters["z_u"] = both - factors.P
    for u in range(N_USERS - 1):
        same_on_both_sides(tex, place.at(u=u))
    same((both[-1], factors.P[-1]))


def check_svdpp_epoch(tex, seed):
    """With z_u as printed in `implicit_part`, and the biases moved as in `biased_epoch`."""
    by_user, (factors, baseline), Y, place = of_svdpp(seed)
    biases = [read for read in statements(tex_of(biased_epoch)) if str(read.left)[:2] == "b_"]
    assert len(biases) == 2
    users, sum_sq = np.random.default_rng(seed).permutation(N_USERS), 0.0
    for u in users:
        for n in range(by_user.starts[u], by_user.starts[u + 1]):
            here = replace(place.at(u=u, i=by_user.columns[n]), known={})
            here.known["b_ui"] = value(r"\mu + b_u + b_i", here)
            run(tex_of(implicit_part), here)
            run(tex, here, together=True)
            of_biases = replace(here, letters=place.letters | {r"\eta": 2 * ETA})
            for read in biases:
                read.left.assign(here, worth(read.right, of_biases, tex))
            sum_sq += here.known["e_ui"] ** 2
    same((sum_sq, svdpp_epoch(*by_user, users, factors, Y, baseline, ETA, 2 * ETA, LAM)))
    same((place.letters["P"], factors.P), (place.letters["Q"], factors.Q))
    same((place.letters["b_u"], baseline.b_user), (place.letters["b_i"], baseline.b_item))
    same((place.letters["y_i"], Y))


def check_sums(tex, seed):
    ratings, (factors, baseline), _, place = case(seed)
    place = with_residuals(ratings, place)
    printed = [worth(read.right, place, tex) for read in statements(tex)]
    same((printed, sums(ratings, factors, baseline)))


def check_of_two(tex, seed):
    a, b = np.random.default_rng(seed).uniform(0.2, 3, 2)
    place = Place({"a": a, "b": b}, {}, {})
    printed = [worth(read.right, place, tex) for read in statements(tex)]
    same((printed, [of_two(code, a, b) for code in (ADD, MULTIPLY, DIVIDE, RAISE)]))


def check_of_one(tex, seed):
    known = {r"\ln": lambda a: np.log(max(a, 1e-9)), r"\tanh": np.tanh}
    for a in np.random.default_rng(seed).uniform(0.2, 3, 2) * [1, -1]:
        place = Place({"a": a}, {}, {}, known=known)
        printed = [worth(read.right, place, tex) for read in statements(tex)]
        codes = (ABS, SIGN, LN, TANH) if a > 0 else (ABS, SIGN, ADD, TANH)
        same(
            *((at, of_one(code, a)) for at, code in zip(printed, codes, strict=True) if code != ADD)
        )


def check_worked_out(tex, seed):
    """The program of its example is the first line of the right rule."""
    e, q, p = np.random.default_rng(seed).normal(size=3)
    letters = {"e_ui": e, "q_if": q, "p_uf": p, r"\eta": ETA, r"\lambda": LAM}
    place = Place({}, INDICES["course"], {}, known=letters)
    read = letters_at(0, ETA, LAM, 0, 0)
    read[:3] = e, q, p
    same((value(tex, place), worked_out(RIGHT.lines.p, read, np.empty(11))))


# A rule that is nobody's, so that no letter of it can stand for another.
OWN = read_rule("p/2 + η e q^2 + v/3", "q + λ e p p′ − v/4")


def of_lines(seed):
    ratings, (factors, (mu, *_)), order, place = case(seed)
    place.letters |= {"p_uf": place.letters["P"], "q_if": place.letters["Q"]}
    place.known["g"] = lambda e, q, p, v: p / 2 + ETA * e * q**2 + v / 3
    place.known["h"] = lambda e, q, p, v, new_p: q + LAM * e * p * new_p - v / 4
    rng = np.random.default_rng(seed)
    steps = Factors(*(rng.normal(size=matrix.shape) for matrix in factors))
    place.letters |= {"v_uf": steps.P.copy(), "v_if": steps.Q.copy()}
    return ratings, (factors, steps), order, place, letters_at(mu, ETA, LAM, 0, 0)


def moved_in(place):
    return [place.letters[name] for name in ("P", "Q", "v_uf", "v_if")]


def visited_by_lines(tex, place, ratings, order):
    """As `visited`, where the new values have letters of their own; Σ e²."""
    sum_sq = 0.0
    for n in order:
        u, i = ratings.users[n], ratings.items[n]
        here = replace(place.at(u=u, i=i), known=dict(place.known))
        moved = []
        for f in range(place.sizes["f"]):
            there = replace(here.at(f=f), known=dict(place.known))
            run(tex, there)
            moved.append((there.known["p'_uf"], there.known["q'_if"], there.known["e_ui"]))
        place.letters["P"][u], place.letters["Q"][i], e = np.array(moved).T
        sum_sq += e[0] ** 2
    return sum_sq


def check_lines_visit(tex, seed):
    ratings, both, order, place, letters = of_lines(seed)
    n = order[0]
    visit = (ratings.users[n], ratings.items[n], ratings.values[n])
    e = lines_visit(*both, *visit, OWN.lines, letters)
    same((visited_by_lines(tex, place, ratings, [n]), e**2))
    same(*zip(moved_in(place), (*both[0], *both[1]), strict=True))


def check_lines_epoch(tex, seed):
    ratings, both, order, place, letters = of_lines(seed)
    sum_sq = lines_epoch(ratings, *both, order, OWN.lines, letters)
    same((visited_by_lines(tex, place, ratings, order), sum_sq))
    same(*zip(moved_in(place), (*both[0], *both[1]), strict=True))
    assert letters[6] == order.size


CHECKS = {name.removeprefix("check_"): f for name, f in vars().items() if name.startswith("check_")}


KERNELS = {  # every function of the package that prints a formula, and every compiled one
    name: own
    for name, own in functions_of(kernels).items()
    if hasattr(own, "py_func") or formulas(own)
}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", KERNELS)
def test_a_kernel_does_what_is_printed_beside_it(name, seed):
    tex = tex_of(KERNELS[name])
    assert name in CHECKS, (
        f"nobody reads the formula of {name} back: write `check_{name}(tex, seed)`, which does "
        f"what {tex} says and compares it with one call, as `check_sgd_epoch` does"
    )
    CHECKS[name](tex, seed)


def test_no_check_is_stale():
    assert set(CHECKS) == set(KERNELS)
