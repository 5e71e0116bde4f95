"""Runs with a known fault: the kernels of the course train them, and one thing is done wrong.

What is true of a run besides its fault is not left to the doctor either: the ratings are made
from a model we know, so the error over all cells is known at every epoch, and whether it rises.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mf_core import objective
from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.algorithms.algorithm import above_baseline, copied, start_model
from mf_core.datasets.planted import Plan, plant
from mf_core.doctor import Case, FirstEpoch
from mf_core.kernels.sequential import sequential_visit
from mf_core.kernels.sgd import sgd_epoch
from mf_core.model import Factors, Model, Ratings, split, triples
from mf_core.training import recorded, seeded

SGD = ALGORITHMS["sgd"]
SCALE = (1.0, 5.0)
MUST, MAY = 1.04, 1.01  # rise of the true error from which it must, and up to which it may, be told
IDLE = 0.02  # stars: whether a taste that moves a prediction by less is idle is a matter of taste

_Floats = NDArray[np.float64]


class World(NamedTuple):
    """Ratings, and the model they come from."""

    train: Ratings
    test: Ratings
    truth: Model
    noise: float  # in stars


class Planted(NamedTuple):
    """A run with its fault; what else is true of it, and what is too close to call."""

    fault: str
    case: Case
    true: frozenset[str]
    open: frozenset[str] = frozenset()


class Trained(NamedTuple):
    """A run, and how far it is from the truth at every epoch."""

    models: list[Model]
    train_rmse: _Floats
    test_rmse: _Floats
    true_rmse: _Floats  # over all cells, noise included

    def until(self, last: int) -> "Trained":
        """The same run, stopped after so many epochs."""
        return Trained(self.models[: last + 1], *(curve[: last + 1] for curve in self[1:]))


def world(rng: np.random.Generator, *, density: float = 0.0, taste: float = 0.7) -> World:
    """A small planted set on a scale from 1 to 5."""
    n_users, n_items = int(rng.integers(40, 120)), int(rng.integers(30, 80))
    share = density or rng.uniform(0.25, 0.45)
    noise = float(rng.uniform(0.5, 0.9))
    plan = Plan(
        n_users, n_items, int(n_users * n_items * share), k_true=2, taste=taste, noise=noise
    )
    data = plant(plan, rng)
    assert data.truth is not None  # noqa: S101 (for the type checker)
    kept = data.ratings._replace(values=np.clip(data.ratings.values, *SCALE))
    return World(*split(kept, 0.2, rng), data.truth, noise)


def train(at: World, setup: Setup, knobs: Knobs, n_epochs: int, seed: int) -> Trained:
    """Train SGD as the course does."""
    run = recorded(seeded(SGD, at.train, at.test, setup, knobs, seed), n_epochs)
    return watched(at, [frame.model for frame in run])


def watched(at: World, models: list[Model], measure: Callable[..., float] | None = None) -> Trained:
    """The errors of a run, by the rules of the course unless another measure is given."""
    rmse = measure or objective.rmse
    with np.errstate(over="ignore", invalid="ignore"):
        return Trained(
            models,
            np.array([rmse(at.train, *model) for model in models]),
            np.array([rmse(at.test, *model) for model in models]),
            np.array([_true_rmse(at, model) for model in models]),
        )


def _cells(model: Model) -> _Floats:
    (P, Q), (mu, b_user, b_item) = model
    return P @ Q.T + mu + b_user[:, None] + b_item


def _true_rmse(at: World, model: Model) -> float:
    apart = _cells(model) - _cells(at.truth)
    return float(np.sqrt(np.mean(apart**2) + at.noise**2))


def planted(fault: str, at: World, run: Trained, **changes: object) -> Planted:
    """The run as the doctor sees it, and what is true of it besides its fault."""
    case = Case(
        run.train_rmse, run.test_rmse, run.models[-1], at.train, at.test, SCALE, run.models[0]
    )._replace(**changes)
    end = run.models[-1]
    rise = float(run.true_rmse[-1] / np.nanmin(run.true_rmse))
    learnt = end.factors.P.size + end.factors.Q.size
    biases = sum(b.size for b in end.baseline[1:] if b.any())
    true = {fault} if fault != "healthy" else set()
    true |= {"overfitted"} if rise > MUST else set()
    true |= {"too many parameters"} if learnt + biases > at.train.values.size else set()
    unsure = {"overfitted"} if rise > MAY else set()
    unsure |= {"idle factors"} if _weakest(end) < IDLE else set()
    return Planted(fault, case, frozenset(true), frozenset(unsure))


def _weakest(model: Model) -> float:
    """How far the weakest of its k tastes moves a prediction, in stars (root mean square)."""
    P, Q = model.factors
    if not np.isfinite(P).all():
        return np.inf
    worth = np.linalg.svd(P @ Q.T, compute_uv=False)[P.shape[1] - 1]
    return float(worth) / np.sqrt(P.shape[0] * Q.shape[0])


def sensible(rng: np.random.Generator, **changes: object) -> tuple[Setup, Knobs]:
    """Settings nobody could object to."""
    setup = {"k": int(rng.integers(1, 4)), "baseline": rng.choice(["mean", "biases"])}
    eta, lam = float(rng.uniform(0.02, 0.06)), float(rng.uniform(0.05, 0.15))
    return Setup(**(setup | changes)), Knobs(eta=eta, lam=lam)  # type: ignore[arg-type]


def healthy(rng: np.random.Generator) -> Planted:
    """Sensible settings, stopped where the truth says that it is best."""
    at = world(rng)
    run = train(at, *sensible(rng), 120, int(rng.integers(10**6)))
    return planted("healthy", at, run.until(max(12, int(np.argmin(run.true_rmse)))))


def diverging(rng: np.random.Generator) -> Planted:
    """A rate that is raised until the run leaves all bounds."""
    at, eta = world(rng), 0.4
    while True:
        run = train(at, Setup(k=3, scale=0.4), Knobs(eta=eta, lam=0.0), 20, 0)
        if not run.train_rmse[-1] < 5 * run.train_rmse[0]:
            return planted("diverged", at, run)
        eta *= 1.5


def creeping(rng: np.random.Generator) -> Planted:
    """A rate so small that the run ends far from where ten times the rate would be."""
    at = world(rng)
    setup, knobs = sensible(rng, baseline="mean")
    slow = Knobs(eta=float(10 ** rng.uniform(-4.5, -3.3)), lam=knobs.lam)
    return planted("crawling", at, train(at, setup, slow, int(rng.integers(20, 60)), 0))


def overfitting(rng: np.random.Generator) -> Planted:
    """Many factors, no λ, and no end."""
    while True:
        at = world(rng)
        setup, knobs = Setup(k=int(rng.integers(4, 9))), Knobs(eta=0.05, lam=0.0)
        run = train(at, setup, knobs, int(rng.integers(80, 160)), 0)
        if run.true_rmse[-1] > MUST * run.true_rmse.min():
            return planted("overfitted", at, run)


def nothing_moves(rng: np.random.Generator) -> Planted:
    """Every factor starts at 0."""
    at = world(rng)
    setup, knobs = sensible(rng, init="constant", scale=0.0)
    return planted("stuck", at, train(at, setup, knobs, 20, 0))


def all_alike(rng: np.random.Generator) -> Planted:
    """Every factor starts at the same value."""
    at = world(rng)
    setup, knobs = sensible(
        rng, init="constant", scale=float(rng.uniform(0.05, 0.5)), k=int(rng.integers(2, 7))
    )
    return planted("rank one", at, train(at, setup, knobs, int(rng.integers(15, 50)), 0))


def holes_filled(rng: np.random.Generator) -> Planted:
    """Empty cells are trained as zeros; the error is that on the known ones."""
    at = world(rng, density=float(rng.uniform(0.15, 0.4)))
    R, _ = objective.dense(at.train)
    users, items = np.indices(R.shape).reshape(2, -1)
    filled = World(triples(users, items, R.ravel()), at.test, at.truth, at.noise)
    setup, knobs = sensible(rng, baseline="none", scale=0.3)
    run = train(filled, setup, knobs, int(rng.integers(20, 50)), 0)
    return planted("zero-filled", at, watched(at, run.models))


def out_of_step(rng: np.random.Generator) -> Planted:
    """The factor q feels the new p."""
    at = world(rng)
    setup, knobs = sensible(rng, baseline="mean", scale=0.3)
    models, first = by_visits(at, setup, knobs, int(rng.integers(8, 20)), rng)
    return planted("sequential", at, watched(at, models), first=first)


def by_visits(
    at: World,
    setup: Setup,
    knobs: Knobs,
    n_epochs: int,
    rng: np.random.Generator,
    *,
    wrong: bool = True,
) -> tuple[list[Model], FirstEpoch]:
    """Train visit by visit in an order that is kept, by the wrong rule or the right one."""
    model = start_model(at.train, setup, rng)
    centred = above_baseline(at.train, model.baseline)
    models, orders = [model], []
    for _ in range(n_epochs):
        factors, order = copied(models[-1].factors), rng.permutation(at.train.values.size)
        if wrong:
            for n in order:
                u, i = centred.users[n], centred.items[n]
                sequential_visit(factors, u, i, centred.values[n], knobs.eta, knobs.lam)
        else:
            sgd_epoch(centred, factors, order, knobs.eta, knobs.lam)
        models.append(Model(factors, model.baseline))
        orders.append(order)
    return models, FirstEpoch(*models[:2], orders[0], knobs.eta, knobs.lam)


def in_step(rng: np.random.Generator) -> Planted:
    """Healthy as well, with its first epoch known visit by visit."""
    at = world(rng)
    setup, knobs = sensible(rng, baseline="mean", scale=0.3)
    models, first = by_visits(at, setup, knobs, 60, rng, wrong=False)
    run = watched(at, models)
    return planted("healthy", at, run.until(max(12, int(np.argmin(run.true_rmse)))), first=first)


def other_scale(rng: np.random.Generator) -> Planted:
    """Trained on ratings of another scale, and reported there."""
    at = world(rng)
    times, shift = [(0.2, 0.0), (0.25, -0.25), (20.0, 0.0), (2.0, 0.0)][int(rng.integers(4))]
    scaled = at._replace(
        train=at.train._replace(values=shift + times * at.train.values),
        test=at.test._replace(values=shift + times * at.test.values),
    )
    setup, knobs = sensible(rng, scale=0.1 * times**0.5)
    fair = Knobs(eta=knobs.eta / times, lam=knobs.lam * times)  # the same steps, in its own unit
    run = train(scaled, setup, fair, 40, 0)
    fault = planted("wrong scale", at, watched(at, run.models))
    case = fault.case._replace(train_rmse=run.train_rmse, test_rmse=run.test_rmse)
    return fault._replace(case=case)


def test_set_known(rng: np.random.Generator) -> Planted:
    """The held-out ratings are trained on; half of the time both sets show it."""
    at = world(rng)
    whole = Ratings(
        *(
            np.concatenate([one, other])
            for one, other in zip(at.train[:3], at.test[:3], strict=True)
        ),
        at.train.n_users,
        at.train.n_items,
    )
    seen = at._replace(train=whole)
    setup, knobs = Setup(k=int(rng.integers(4, 8))), Knobs(eta=0.05, lam=0.02)
    run = train(seen, setup, knobs, int(rng.integers(40, 80)), 0)
    shown = seen if rng.random() < 0.5 else at
    return planted("leaked", shown, watched(shown, run.models))


def idle(rng: np.random.Generator) -> Planted:
    """λ that no taste can pay, or a loop over the factors that ends too early."""
    at = world(rng)
    if rng.random() < 0.5:
        setup, _ = sensible(rng, k=int(rng.integers(2, 6)))
        knobs = Knobs(eta=0.05, lam=float(rng.uniform(1.5, 4.0)))
        return planted("idle factors", at, train(at, setup, knobs, 60, 0))
    setup, knobs = sensible(rng, k=2)
    run = train(at, setup, knobs, 120, 0)
    run = run.until(max(20, int(np.argmin(run.true_rmse))))
    more = int(rng.integers(1, 5))
    models = [Model(_padded(model.factors, more), model.baseline) for model in run.models]
    return planted("idle factors", at, run._replace(models=models))


def _padded(factors: Factors, more: int) -> Factors:
    return Factors(*(np.pad(side, ((0, 0), (0, more))) for side in factors))


def too_many(rng: np.random.Generator) -> Planted:
    """More numbers than ratings, all else as it should be."""
    at = world(rng, density=0.25)
    n_rows, (_, knobs) = at.train.n_users + at.train.n_items, sensible(rng)
    k = at.train.values.size // n_rows + int(rng.integers(1, 4))
    run = train(at, Setup(k=k), Knobs(eta=knobs.eta, lam=0.15), 80, 0)
    return planted("too many parameters", at, run.until(max(8, int(np.argmin(run.true_rmse)))))


def cut_off(rng: np.random.Generator) -> Planted:
    """Predictions are cut off at 1 and 5 before their error is measured."""
    while True:
        at = world(rng, taste=1.4)
        setup, knobs = sensible(rng)
        run = train(at, setup, knobs, 60, 0)
        run = run.until(max(12, int(np.argmin(run.true_rmse))))
        seen = watched(at, run.models, _clipped_rmse)
        if seen.train_rmse[-1] < 0.995 * run.train_rmse[-1]:
            return planted("clipped", at, seen)


def _clipped_rmse(ratings: Ratings, factors: Factors, baseline: object) -> float:
    predicted = objective.predict(ratings.users, ratings.items, factors, baseline)  # type: ignore[arg-type]
    return float(np.sqrt(np.mean((ratings.values - np.clip(predicted, *SCALE)) ** 2)))


FAULTS: dict[str, tuple[Callable[[np.random.Generator], Planted], ...]] = {
    "healthy": (healthy, in_step),
    "diverged": (diverging,),
    "crawling": (creeping,),
    "overfitted": (overfitting,),
    "stuck": (nothing_moves,),
    "rank one": (all_alike,),
    "zero-filled": (holes_filled,),
    "sequential": (out_of_step,),
    "wrong scale": (other_scale,),
    "leaked": (test_set_known,),
    "idle factors": (idle,),
    "too many parameters": (too_many,),
    "clipped": (cut_off,),
}


def runs(count: int, seed: int) -> list[Planted]:
    """So many planted runs, the faults in turn; a quarter of them are healthy."""
    faulty, made = [name for name in FAULTS if name != "healthy"], []
    for n in range(count):
        fault = "healthy" if n % 4 == 0 else faulty[(n - n // 4 - 1) % len(faulty)]
        makers, rng = FAULTS[fault], np.random.default_rng([seed, n])
        made.append(makers[n // 4 % len(makers)](rng))
    return made
