"""What the lesson `full_data` says and draws of a run, by numbers worked out by hand."""

from dataclasses import replace as dc_replace

import numpy as np
import pytest

from mf_core import reading
from mf_core.algorithms import ALGORITHMS, Knobs, Setup
from mf_core.datasets import DATASETS
from mf_core.datasets.dataset import describe
from mf_core.datasets.planted import Plan, plant
from mf_core.jobs import Order, Snapshot
from mf_core.model import Baseline, Factors, Model, split, take, triples
from mf_core.training import Frame, State, frames, recorded
from pages._kit import cached, text
from pages._kit.course import lesson
from pages._kit.parts.full_data import runs, sources, telling, views
from pages._kit.parts.full_data.watch import Point, Watch
from tests.test_jobs import until
from tests.test_pages import errors, opened

TINY = DATASETS["tiny"].load(0)
NAN = float("nan")
RNG = np.random.default_rng(0)


def point(t, test):
    return Point(t, 10.0 - t, 0.5, test, 0.1 * t, np.full((2, 2), t, dtype=np.float32))


def seen(tests, status="done", baseline=1.0, data=TINY, n_test=2, floor=None):
    """A run on the tiny set that missed its held-out ratings by these RMSEs, step by step."""
    train, test = take(data.ratings, np.arange(4)), take(data.ratings, np.arange(n_test))
    watch = Watch(data, np.array([2, 0]), baseline, floor)
    order = Order(watch, ALGORITHMS["sgd"], train, test, Setup(), Knobs(), 20, 0)
    points = tuple(point(t, rmse) for t, rmse in enumerate(tests))
    return Snapshot(order, points, status, 20, "", order.knobs)


# --- numbers


def test_the_gain_is_how_far_the_best_step_lies_below_the_baseline():
    assert views.gain(seen([1.1, 0.9, 0.95])) == pytest.approx(10.0)
    assert views.gain(seen([2.6, 2.4], baseline=2.0)) == pytest.approx(-20.0)


@pytest.mark.parametrize(
    "run", [None, seen([]), seen([NAN, NAN], baseline=NAN), seen([0.0, 0.1], baseline=0.0)]
)
def test_there_is_no_gain_without_a_run_and_none_over_a_perfect_baseline(run):
    assert np.isnan(views.gain(run))


def test_the_best_is_the_lowest_and_what_is_no_number_does_not_count():
    assert views.best(seen([1.1, 0.9, NAN, 0.95])) == 0.9
    assert np.isnan(views.best(seen([NAN, NAN])))


def test_the_baseline_is_mean_and_damped_biases_by_hand():
    # Mean 4, one user and two items, β = 5: b_i = ±1/6, b_u = (5/6 − 5/6) / 7 = 0. The held-out
    # rating of item 0 is foretold as 4 + 1/6.
    train, test = triples([0, 0], [0, 1], [5, 3]), triples([0], [0], [4.5], 1, 2)
    assert views.baseline_rmse(train, test) == pytest.approx(1 / 3)


@pytest.mark.parametrize(("n", "most"), [(7, 3), (1000, 120), (121, 120), (500, 2)])
def test_thinning_keeps_both_ends_and_an_even_spread(n, most):
    kept = views.thinned(list(range(n)), most)
    assert (kept[0], kept[-1]) == (0, n - 1)
    assert len(kept) == most
    gaps = np.diff(kept)
    assert gaps.max() - gaps.min() <= 1
    assert views.thinned(list(range(most)), most) == list(range(most))


# --- pictures


def test_the_curve_shows_every_step_and_the_baseline_where_something_was_held_out():
    curve, cloud = views.pictures(seen([1.1, 0.9, 0.95]), whole=True)
    lines = {line["name"]: line for line in curve.data}
    np.testing.assert_allclose(lines["held-out ratings"]["y"], [1.1, 0.9, 0.95])
    assert lines["baseline 1.000"]["y"] == [1.0, 1.0]
    assert curve.n_steps == cloud.n_steps == 3
    named = {title for group in cloud.data for title in group.get("customdata", ())}
    assert named == {TINY.item_titles[2], TINY.item_titles[0]}
    nothing, _ = views.pictures(seen([NAN], baseline=NAN, n_test=0), whole=True)
    assert not any("baseline" in line["name"] for line in nothing.data)


def test_of_a_run_that_goes_on_the_curve_is_whole_and_the_map_stands():
    curve, cloud = views.pictures(seen([1.1, 0.9], "running"), whole=False)
    assert (curve.n_steps, cloud.n_steps) == (1, 1)
    np.testing.assert_allclose(curve.data[1]["y"], [1.1, 0.9])
    assert views.pictures(seen([]), whole=False) == []


def test_each_step_of_the_player_tells_its_held_out_error():
    assert views.step_labels(seen([1.12345, NAN])) == ["held out 1.1235 stars", ""]


def frame(P, Q):
    model = Model(Factors(np.array(P), np.array(Q)), Baseline(0.0, np.zeros(1), np.zeros(2)))
    return Frame(3, State(model, 3, None), 7.0, 0.5, 0.6, 0.1)


def test_a_watch_keeps_the_errors_and_the_watched_rows_on_a_plane_that_cannot_jump():
    watch = Watch(TINY, np.array([1]), 1.0)
    kept = watch.keep(frame([[0.0, 0.0, 3.0]], [[2.0, 0.0, 0.0], [-1.0, 0.0, -0.5]]))
    assert kept[:5] == (3, 7.0, 0.5, 0.6, 0.1)
    assert np.linalg.norm(kept.positions) == pytest.approx(np.sqrt(1.25))  # nothing lies outside
    # The plane is the same one now, but its longest direction is the first axis, no more the last:
    # without memory the two coordinates would change places.
    after = watch.keep(frame([[0.0, 0.0, 1.9]], [[2.0, 0.0, 0.0], [-1.0, 0.0, -0.5]]))
    np.testing.assert_allclose(after.positions, kept.positions, atol=1e-6)
    first = kept.positions
    assert watch.bytes_per_frame == first.nbytes


# --- words


def test_the_verdict_names_start_end_best_and_baseline():
    said = views.verdict(seen([1.1, 0.9, 0.95]))
    assert "On 2 held-out ratings the RMSE went from 1.1000 to 0.9500 stars, lowest 0.9000" in said
    assert "mean and biases alone reach 1.0000" in said
    assert "planted" not in said


@pytest.mark.parametrize(("noise", "words"), [(0.8, "lies 12.5% above it"), (0.0, ""), (None, "")])
def test_the_verdict_measures_the_best_by_the_planted_noise_where_there_is_some(noise, words):
    said = views.verdict(seen([1.1, 0.9], floor=noise))
    assert words in said
    assert ("is noise, which nobody can predict" in said) == bool(words)


def test_the_floor_is_the_noise_of_the_held_out_ratings_themselves():
    data = plant(Plan(n_users=30, n_items=40, n_ratings=400, noise=0.8), np.random.default_rng(0))
    _, test = split(data.ratings, 0.1, np.random.default_rng(0))
    (P, Q), (mu, b_user, b_item) = data.truth
    u, i = test.users, test.items
    e = test.values - (mu + b_user[u] + b_item[i] + (P[u] * Q[i]).sum(axis=1))
    assert views.floor_of(data, test) == pytest.approx(np.sqrt(np.mean(e**2)))
    assert views.floor_of(data, data.ratings) == pytest.approx(0.8)
    assert views.floor_of(data, test) != pytest.approx(0.8, abs=1e-3)
    assert views.floor_of(TINY, test) is None
    assert views.floor_of(data, take(test, np.arange(0))) is None
    levels = [t["name"] for t in views.pictures(seen([1.1, 0.9], floor=0.7878), whole=True)[0].data]
    assert "planted noise 0.788" in levels


def test_a_run_carries_what_it_is():
    said = views.caption(seen([1.1, 0.9]))
    sgd = ALGORITHMS["sgd"].title
    assert said == f"Three by three · {sgd} · k = 16 · η = 0.01 · λ = 0.05 · seed 0 · 33% held out"
    none = seen([1.1], n_test=0)
    als = none._replace(order=dc_replace(none.order, algorithm=ALGORITHMS["als"]))
    assert "η" not in views.caption(als)
    assert views.caption(als).endswith("nothing held out")
    turned = seen([1.1])._replace(knobs=Knobs(eta=0.02, lam=0.3))
    assert "η = 0.02 · λ = 0.3" in views.caption(turned)


@pytest.mark.parametrize(
    ("n", "noun", "words"),
    [(1, "rating", "1 rating"), (2, "pair of half-steps", "2 pairs of half-steps"),
     (0, "user", "0 users")],
)  # fmt: skip
def test_counts_stand_in_the_right_number(n, noun, words):
    assert text.counted(n, noun) == words


@pytest.mark.parametrize("name", ALGORITHMS)
def test_every_algorithm_is_explained_and_its_code_can_be_printed(name):
    assert telling.WAYS[name].count(". ") >= 2  # three sentences
    run = seen([1.1])
    run = run._replace(order=dc_replace(run.order, algorithm=ALGORITHMS[name]))
    assert telling.sources(run) == [ALGORITHMS[name].kernels[0]]
    assert "on paper" in telling.which_step(run)
    many = triples(np.arange(20_000) % 200, np.arange(20_000) // 200, np.ones(20_000))
    run = run._replace(order=dc_replace(run.order, train=many))
    fast = ALGORITHMS[name].fast
    assert telling.sources(run)[1:] == ([fast.kernels[0]] if fast else [])
    assert ("**fast** step" in telling.which_step(run)) == (fast is not None)
    tall = triples(np.arange(90_000) % 300, np.arange(90_000) // 300, np.ones(90_000))
    thin = dc_replace(run.order, train=tall, setup=Setup(k=1))
    assert (
        "fast one pays from 20,000 ratings up, if ratings times factors are at least 100,000."
        in telling.which_step(run._replace(order=thin))
    ) == (fast is not None)
    for function in telling.sources(run):
        assert reading.formulas(function)
        assert reading.source(function)


def test_the_baseline_is_said_with_the_numbers_of_the_split():
    data = DATASETS["planted"].load(0)
    train, test = split(data.ratings, 0.1, np.random.default_rng(0))
    mean = np.sqrt(np.mean((test.values - train.values.mean()) ** 2))
    said = telling.baseline(data, 0.1, 0)
    assert f"{mean:.4f} stars" in said
    assert f"{views.baseline_rmse(train, test):.4f}." in said
    assert mean > views.baseline_rmse(train, test)
    assert "undefined" not in telling.baseline(TINY, 0.0, 0)
    assert "0.80 stars" in telling.NOISE
    assert data.noise == 0.8
    assert (data.ratings.n_users, data.ratings.n_items) == (943, 1682)  # as OPENING says
    assert data.ratings.values.size == 100_000
    assert "943 people, 1,682 films" in telling.OPENING
    assert telling.WAYS.keys() == ALGORITHMS.keys()
    assert len(ALGORITHMS) == 7  # "Seven ways downhill", and the README


def trained_on_planted(**turned):
    data, sgd = DATASETS["planted"].load(0), ALGORITHMS["sgd"]
    setup = Setup(k=turned.get("k", sgd.setup.k))
    knobs = dc_replace(sgd.knobs, lam=turned.get("lam", sgd.knobs.lam))
    order = runs.ordered(data, sgd, setup, knobs, sgd.epochs, share=0.1, seed=0)
    rng = np.random.default_rng(0)
    start = sgd.start(order.train, setup, rng)
    kept = recorded(frames(sgd, order.train, order.test, start, knobs, rng), order.n_steps)
    points = tuple(order.watch.keep(frame) for frame in kept)
    return Snapshot(order, points, "done", order.n_steps, "", knobs)


def test_the_task_is_not_reached_by_the_first_click_and_reached_by_as_many_factors_as_there_are():
    first = trained_on_planted()
    assert not views.task(first).reached
    assert views.task(trained_on_planted(k=3, lam=0.05)).reached
    # "The first epochs hardly change the held-out error", which no run brings below the floor.
    errors = np.array([point.test_rmse for point in first.points])
    assert np.ptp(errors[:4]) < 0.01 * errors[0] < errors[0] - errors.min()
    assert errors.min() > first.order.watch.floor
    verdict = views.verdict(first)
    for value in (errors[0], errors[-1], errors.min(), first.order.watch.floor):
        assert f"{value:.4f}" in verdict


def test_the_map_of_the_run_the_page_opens_with_shows_what_is_said_of_it():
    """Four genres leave in directions of their own; the third taste lies off the plane."""
    run = trained_on_planted()
    data, at = run.order.watch.data, run.points[-1].positions
    genres = np.array([kinds.split("|")[0] for kinds in data.genres[run.order.watch.items]])
    unit = at / np.linalg.norm(at, axis=1, keepdims=True)
    way = {genre: unit[genres == genre].mean(axis=0) for genre in set(genres)}
    clear = {genre: np.linalg.norm(mean) for genre, mean in way.items()}
    assert min(clear[genre] for genre in ("History", "Romance", "Musical", "Crime")) > 0.75
    assert max(clear["Space"], clear["Country life"]) < 0.6
    assert way["History"] @ way["Romance"] < -0.6
    assert way["Musical"] @ way["Crime"] < -0.6
    assert abs(way["Musical"] @ way["History"]) < 0.35
    assert np.linalg.norm(run.points[0].positions, axis=1).max() < 0.5  # the middle


def test_a_run_says_where_it_stands():
    assert views.sentence(seen([], "waiting"), ahead=3) == "In line: 3 before you."
    assert views.sentence(seen([], "running")) == "Starting."
    said = views.sentence(seen([1.1, 0.9, 0.95], "running"))
    assert said == "Training: epoch 2 of 20 · 10 epochs per second of computing."
    assert "overshot" in views.verdict(seen([1.1, NAN], "diverged"))
    assert "Nothing was held out" in views.verdict(seen([NAN, NAN], n_test=0))
    assert views.verdict(seen([1.1, 0.9], "running")) == ""


# --- the page on the smallest and the dullest sets


def small(name, values):
    n = len(values)
    ratings = triples(range(n), [0] * n, values)
    names = ([f"User {u}" for u in range(n)], ["The film"], [""])
    return describe(name, name, ratings, names, "Made by a test.")


def on_the_page(data):
    """A session of the lesson in which this set was chosen."""
    session = opened(lesson("full_data"))
    session.session_state["full_data_source"] = sources.UPLOAD
    session.session_state["full_data_data"] = data
    session.session_state["full_data_pace"] = "As fast as it goes"
    return session.run()


def trained(session):
    """The run that the button starts, at its end."""
    session.button(key="full_data_start").click().run()
    job = runs.QUEUE.look(session.session_state["run_id"])
    until(lambda: job.over)
    return job


@pytest.mark.parametrize(
    "data",
    [small("one", [4.0]), small("two", [4.0, 2.0]), small("ones", [1.0] * 40)],
    ids=lambda data: data.name,
)
def test_a_set_without_anything_to_learn_is_trained_and_told_without_a_nan(data):
    session = on_the_page(data)
    assert trained(session).order.watch.data is data
    session.run()
    assert errors(session) == []
    shown = [element.value for element in (*session.markdown, *session.caption)]
    shown += [control.label for control in session.number_input]
    assert any("Done: 50 epochs" in words for words in shown)
    assert not [words for words in shown if "nan" in words.lower().split()]


@pytest.mark.parametrize("name", ALGORITHMS)
def test_every_algorithm_is_trained_from_the_page_and_told(name):
    session = on_the_page(TINY)
    session.session_state["full_data_algorithm"] = name
    session.run()
    assert trained(session).status == "done"
    session.run()
    assert errors(session) == []
    shown = [element.value for element in (*session.markdown, *session.caption)]
    done = text.counted(ALGORITHMS[name].n_steps(ALGORITHMS[name].epochs, 16), "")
    assert any(words.startswith("Done: ") and done.split()[0] in words for words in shown)
    captions = [words for words in shown if f"· {ALGORITHMS[name].title} ·" in words]
    assert len(captions) == 3  # over the figure, over the code, over the task


def test_no_lambda_of_zero_is_offered_where_it_has_no_answer():
    session = on_the_page(TINY)
    for name, algorithm in ALGORITHMS.items():
        session.session_state["full_data_algorithm"] = name
        session.run()
        offered = [s.options for s in session.select_slider if s.key == f"full_data_{name}_lam"]
        assert len(offered) == algorithm.has_lam
        assert all(("0" in options) != algorithm.needs_lam for options in offered)
    als = ALGORITHMS["als"]
    start = als.start(TINY.ratings, als.setup, RNG)
    with pytest.raises(ValueError, match="needs λ > 0"):
        als.step(TINY.ratings, start, Knobs(lam=0.0), RNG)


def test_the_lesson_opens_with_a_trained_run_that_is_the_same_for_all():
    first, second = opened(lesson("full_data")), opened(lesson("full_data"))
    job = runs.opening()
    until(lambda: job.over)
    for session in (first, second):
        session.run()
        assert errors(session) == []
        shown = [element.value for element in (*session.markdown, *session.caption)]
        assert any(words.startswith("Done: 50 epochs") for words in shown)
        assert not session.button(key="full_data_start").disabled
        assert not [button for button in session.button if button.label in {"Stop", "Pause"}]
    assert runs.opening() is job
    assert not runs.is_own(job)
    assert runs.is_the_lessons(job)


def test_a_run_splits_its_ratings_once(monkeypatch):
    session, splits = on_the_page(TINY), []

    def counted(*arguments):
        splits.append(arguments)
        return split(*arguments)

    monkeypatch.setattr(runs, "split", counted)
    job = trained(session)
    assert len(splits) == 1
    expected = views.baseline_rmse(job.order.train, job.order.test)
    assert job.order.watch.baseline_rmse == expected == telling.levels(TINY, 0.1, 0).biases


@pytest.mark.parametrize("name", sources.FULL)
def test_every_full_size_set_of_the_registry_is_offered_without_being_named(name):
    assert DATASETS[name].size == "full"
    session = opened(lesson("full_data"))
    session.session_state["full_data_built_in"] = name  # the menu, where there is more than one
    session.run()
    assert session.session_state["full_data_data"] is cached.dataset(name)
    title = text.esc_md(DATASETS[name].title)
    assert any(title in element.value for element in session.markdown)
