"""Laws of every built-in data set, and what each of them promises about itself."""

import hashlib
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mf_core.datasets import DATASETS, DataError, Dataset
from mf_core.datasets.dataset import SCALES, content_digest, describe, keep_last, scale_of
from mf_core.datasets.planted import Plan, observed_pairs, plant
from mf_core.datasets.titles import titles_for
from mf_core.model import Model, Ratings, triples
from tests.dataset_laws import check_laws

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_data"


@pytest.fixture(scope="module", params=sorted(DATASETS))
def dataset(request: pytest.FixtureRequest) -> Dataset:
    return DATASETS[request.param].load(3)


def predict(model: Model, ratings: Ratings) -> np.ndarray:
    (P, Q), (mu, b_user, b_item) = model
    u, i = ratings.users, ratings.items
    return mu + b_user[u] + b_item[i] + (P[u] * Q[i]).sum(axis=1)


def test_laws(dataset: Dataset) -> None:
    check_laws(dataset)


def test_registry_tells_name_title_and_one_sentence(dataset: Dataset) -> None:
    source = DATASETS[dataset.name]
    assert source.name == dataset.name
    assert source.title
    assert re.fullmatch(r"[A-Z][^.]*\.", source.description)
    assert dataset.source.endswith(".")


def test_same_seed_same_content(dataset: Dataset) -> None:
    again = DATASETS[dataset.name].load(3)
    assert again.digest == dataset.digest
    assert np.array_equal(again.ratings.values, dataset.ratings.values)


def test_noise_is_the_rmse_of_the_truth(dataset: Dataset) -> None:
    if dataset.truth is None:
        assert dataset.noise is None
        return
    e = dataset.ratings.values - predict(dataset.truth, dataset.ratings)
    assert np.sqrt(np.mean(e**2)) == pytest.approx(dataset.noise, abs=1e-12)


def test_a_hand_sized_set_can_be_looked_at_cell_by_cell(dataset: Dataset) -> None:
    n_cells = dataset.ratings.n_users * dataset.ratings.n_items
    assert (n_cells <= 144) == (DATASETS[dataset.name].size == "hand")


# --- the files in sample_data -------------------------------------------------------------


def test_readme_describes_every_sample_file_with_its_checksum() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    described = dict(re.findall(r"`(\w+\.csv)`.*?`([0-9a-f]{64})`", readme))
    found = {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in SAMPLES.glob("*.csv")}
    assert described == found
    assert len(found) == 3


def test_history_and_romance_has_two_tastes_and_a_rest() -> None:
    dataset = DATASETS["history_romance"].load(0)
    ratings = dataset.ratings
    assert (ratings.n_users, ratings.n_items, ratings.values.size) == (8, 8, 39)
    is_history = np.array(["History" in genres for genres in dataset.genres[:4]])
    is_romance = np.array(["Romance" in genres for genres in dataset.genres[4:]])
    assert is_history.all()
    assert is_romance.all()
    history_half = ratings.items < 4
    for user, likes_history in {"Ada": True, "Ben": True, "Elif": False, "Grace": False}.items():
        mine = ratings.users == dataset.user_names.tolist().index(user)
        gap = (
            ratings.values[mine & history_half].mean() - ratings.values[mine & ~history_half].mean()
        )
        assert (gap > 2) if likes_history else (gap < -2)


def test_tiny_has_whole_stars() -> None:
    values = DATASETS["tiny"].load(0).ratings.values
    assert values.size == 6
    assert np.array_equal(values, np.round(values))


def dense(ratings: Ratings) -> np.ndarray:
    R = np.full((ratings.n_users, ratings.n_items), np.nan)
    R[ratings.users, ratings.items] = ratings.values
    return R


def test_rank_one_missing_is_not_zero() -> None:
    """The error of the empty cells is 0.00 with them left out of training, 2.67 as zeros."""
    dataset = DATASETS["rank_one"].load(0)
    R = dense(dataset.ratings)
    M = ~np.isnan(R)
    assert (M.sum(), (~M).sum()) == (11, 5)
    complete = dataset.truth.factors.P @ dataset.truth.factors.Q.T
    assert np.array_equal(R[M], complete[M])
    assert complete.min() >= 1
    assert complete.max() <= 5

    # Zeros in the empty cells: the best rank-1 matrix is the first term of the SVD.
    left, s, right = np.linalg.svd(np.where(M, R, 0.0))
    with_zeros = s[0] * np.outer(left[:, 0], right[0])
    assert f"{np.sqrt(np.mean((complete - with_zeros)[~M] ** 2)):.2f}" == "2.67"

    # Empty cells left out: alternating least squares on the observed ones.
    p, q = np.ones(4), np.ones(4)
    for _ in range(200):
        p = np.where(M, R, 0.0) @ q / (M @ q**2)
        q = np.where(M, R, 0.0).T @ p / (M.T @ p**2)
    assert np.abs(np.outer(p, q) - complete)[~M].max() < 1e-9


# --- planted ------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(
    n_users=st.integers(1, 30),
    n_items=st.integers(1, 30),
    fill=st.floats(0, 1),
    k_true=st.integers(1, 5),
    noise=st.floats(0, 2),
    seed=st.integers(0, 2**32),
)
def test_any_plan_that_fits_keeps_the_laws(n_users, n_items, fill, k_true, noise, seed) -> None:
    least, most = n_users + n_items, n_users * n_items
    plan = Plan(n_users, n_items, round(least + fill * (most - least)), k_true, noise=noise)
    rng = np.random.default_rng(seed)
    if not least <= plan.n_ratings <= most:
        with pytest.raises(DataError, match=r"too (few|many)"):
            plant(plan, rng)
        return
    dataset = plant(plan, rng)
    check_laws(dataset)
    assert dataset.ratings.values.size == plan.n_ratings
    e = dataset.ratings.values - predict(dataset.truth, dataset.ratings)
    assert np.sqrt(np.mean(e**2)) == pytest.approx(noise, abs=1e-12)


def test_planted_has_long_tails_and_the_planted_spreads() -> None:
    dataset = DATASETS["planted"].load(1)
    of_user = np.sort(np.bincount(dataset.ratings.users))[::-1]
    of_item = np.sort(np.bincount(dataset.ratings.items))[::-1]
    for counts in (of_user, of_item):  # were all alike, a tenth would have a tenth of the ratings
        assert counts[: counts.size // 10].sum() > 0.3 * counts.sum()
        assert counts[counts.size // 2 :].sum() < 0.2 * counts.sum()
    (P, Q), (mu, b_user, b_item) = dataset.truth
    assert mu == 3.5
    assert b_user.std() == pytest.approx(0.4, rel=0.15)
    assert b_item.std() == pytest.approx(0.5, rel=0.05)
    assert (P @ Q.T).std() == pytest.approx(0.7, rel=0.15)


def test_other_seed_other_ratings() -> None:
    load = DATASETS["planted"].load
    assert load(1).digest != load(2).digest


def test_large_plans_draw_instead_of_racing() -> None:
    """Above ten million cells no table of all cells is made; the promises stay the same."""
    plan = Plan(n_users=3_000, n_items=5_000, n_ratings=60_000)
    pairs = observed_pairs(plan, np.random.default_rng(5))
    assert np.unique(pairs).size == pairs.size == plan.n_ratings
    users, items = np.divmod(pairs, plan.n_items)
    assert np.unique(users).size == plan.n_users
    assert np.unique(items).size == plan.n_items
    assert np.bincount(users).max() > 10 * np.median(np.bincount(users))


def test_plans_that_cannot_be_are_refused() -> None:
    rng = np.random.default_rng(0)
    for plan in (Plan(0, 5, 5), Plan(5, 5, 9), Plan(5, 5, 26), Plan(9_000, 9_000, 30_000_000)):
        with pytest.raises(DataError):
            plant(plan, rng)


# --- the shared pieces --------------------------------------------------------------------


def test_digest_sees_every_triple_and_every_name() -> None:
    base = (triples([0, 1], [0, 1], [3, 4]), ([*"ab"], [*"xy"], ["", "Drama"]))
    digests = {
        describe("a", "A", ratings, names, "Here.").digest
        for ratings, names in (
            base,
            (triples([0, 1], [0, 1], [3, 4.5]), base[1]),
            (triples([0, 1], [1, 0], [3, 4]), base[1]),
            (base[0], (["ab", ""], base[1][1], base[1][2])),
            (base[0], (base[1][0], base[1][1], ["Drama", ""])),
        )
    }
    assert len(digests) == 5
    assert describe("b", "B", *base, "There.").digest in digests  # content, not description


def test_one_rating_changed_in_a_hundred_thousand_changes_the_digest() -> None:
    """Streamlit's own cache hashes a sample of large arrays and misses most such changes."""
    ratings = DATASETS["planted"].load(0).ratings
    before = content_digest(ratings, ())
    for n in (0, 49_999, 99_999):
        values = ratings.values.copy()
        values[n] += 1.0
        assert content_digest(ratings._replace(values=values), ()) != before


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 5)), min_size=1))
def test_keep_last_is_what_a_dictionary_keeps(rows: list[tuple[int, int, int]]) -> None:
    users, items, values = zip(*rows, strict=True)
    kept, n_dropped = keep_last(triples(users, items, values))
    expected = {(u, i): r for u, i, r in rows}
    found = zip(kept.users.tolist(), kept.items.tolist(), kept.values.tolist(), strict=True)
    assert {(u, i): r for u, i, r in found} == expected
    assert kept.values.size == len(expected)
    assert n_dropped == len(rows) - len(expected)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_scale_holds_all_ratings(values: list[float]) -> None:
    lowest, highest = scale_of(np.array(values))
    assert lowest <= min(values) <= max(values) <= highest
    assert lowest < highest


@pytest.mark.parametrize("scale", SCALES)
def test_usual_scales_are_recognised(scale: tuple[float, float]) -> None:
    assert scale_of(np.array(scale)) == scale


def test_planted_films_have_a_genre_by_their_strongest_taste_and_a_title_of_their_own() -> None:
    dataset = DATASETS["planted"].load(3)
    assert dataset.truth is not None
    Q = dataset.truth.factors.Q
    titles = list(dataset.item_titles)
    assert len(set(titles)) == len(titles)
    assert all(re.fullmatch(r"\S.* \((19[3-9]\d|20[0-2]\d)\)", title) for title in titles)
    ends = {"History": (0, 1), "Romance": (0, -1), "Crime": (1, 1), "Musical": (1, -1),
            "Space": (2, 1), "Country life": (2, -1)}  # fmt: skip
    for q, genres in zip(Q, dataset.genres, strict=True):
        f, sign = ends[genres.split("|")[0]]
        assert abs(q[f]) == np.abs(q).max()
        assert np.sign(q[f]) == sign
        if "|" in genres:
            second, sign = ends[genres.split("|")[1]]
            assert 0.7 * np.abs(q).max() < abs(q[second]) == np.sort(np.abs(q))[-2]
            assert np.sign(q[second]) == sign


def test_titles_change_no_rating() -> None:
    plan = Plan(n_users=30, n_items=40, n_ratings=300)
    ratings = plant(plan, np.random.default_rng(5)).ratings
    # As they were drawn with this seed before films had titles.
    assert ratings.values.sum() == pytest.approx(1076.6426503594832, rel=1e-12)
    assert (ratings.users.sum(), ratings.items.sum()) == (4008, 6705)


def test_titles_never_run_out() -> None:
    titles = titles_for(["History"] * 300, np.random.default_rng(0))
    assert len(set(titles)) == 300
