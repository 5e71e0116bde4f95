"""The benchmark of the kernels runs, and says what it cannot measure."""

import argparse
import json

import numpy as np
import pytest

from benchmarks import environments, kernels, longtail, peer
from benchmarks.peers import timing
from benchmarks.roof import floor
from benchmarks.table import table

FOUND = {
    "machine": {"cpu": "a processor", "cores": 2, "python": "3.11", "load before": 0.5},
    "scale": "100k", "k": 32, "threads": 1, "load after": 0.75,
    "roof": {"flops": 2e11, "bytes": 1e10},
    "rows": [
        {"job": "sgd", "peer": "downhill", "seconds": 0.0005, "spread": 0.02, "rmse": 0.8},
        {"job": "sgd", "peer": "other", "seconds": 0.002, "spread": 0.1, "rmse": float("nan")},
        {"job": "sgd", "peer": "third", "error": "needs Python 3.15"},
    ],
}  # fmt: skip


@pytest.mark.slow
def test_the_quick_run_measures_every_job_of_ours(tmp_path, capsys):
    file = tmp_path / "figures.json"
    assert kernels.main(["--quick", "--json", str(file)]) == 0
    rows = json.loads(file.read_text(encoding="utf-8"))["rows"]
    errors = {(row["job"], row["peer"]): row["rmse"] for row in rows}
    for job in ("sgd", "funk", "als", "batch"):
        assert errors[job, "downhill"] == errors[job, "whole_steps"]
        assert errors[job, "downhill"] == pytest.approx(errors[job, "paper"], abs=0.01)
    assert all(row["seconds"] > 0 for row in rows)
    assert "| sgd | downhill |" in capsys.readouterr().out


def test_the_table_compares_with_ours_and_gives_reasons():
    lines = table(FOUND).splitlines()
    assert lines[4].split(" | ")[3:5] == ["1.0", "2%"]
    assert lines[5].split(" | ")[3:5] == ["4.0", "10%"]
    assert lines[5].endswith("|  |")  # no error to be told
    assert "needs Python 3.15" in lines[6]


def test_a_library_that_cannot_be_had_is_a_row_and_no_end(monkeypatch):
    def nobody(_name):
        raise environments.UnavailableError("not built within 8 minutes")

    monkeypatch.setattr(peer, "python_of", nobody)
    missing = {"cornac": peer.Peer("cornac", "100k", 1)}
    options = argparse.Namespace(rounds=1, k=4, epochs=1, threads=1)
    assert kernels.measured("sgd", missing, options) == [
        {"job": "sgd", "peer": "cornac", "error": "not built within 8 minutes"}
    ]
    assert kernels.measured("als", missing, options) == []


def test_too_old_a_python_is_a_reason(monkeypatch):
    monkeypatch.setattr(environments.shutil, "which", lambda _name: None)
    with pytest.raises(environments.UnavailableError, match=r"needs Python 9\.9"):
        environments._interpreter((9, 9))


def test_an_unknown_library_is_refused_by_name(capsys):
    with pytest.raises(SystemExit):
        kernels.parsed(["--peers", "downhill,nobody"])
    assert "nobody? There are" in capsys.readouterr().err


def test_the_ratings_are_long_tailed_and_everybody_is_there(monkeypatch, tmp_path):
    monkeypatch.setattr(longtail, "FOLDER", tmp_path)
    monkeypatch.setitem(longtail.SCALES, "tiny", (5_000, 200, 300))
    made, again = longtail.data("tiny"), longtail.data("tiny")
    for one, two in zip(made[:6], again[:6], strict=True):
        np.testing.assert_array_equal(one, two)
    users = np.concatenate([made.users, made.test_users])
    items = np.concatenate([made.items, made.test_items])
    assert np.unique(users * 300 + items).size == users.size == 5_000
    assert np.unique(users).size == 200
    assert np.unique(items).size == 300
    assert (np.diff(made.users) >= 0).all()
    assert set(np.unique(made.values)) <= set(np.arange(1, 11) / 2)
    counts = np.sort(np.bincount(items))[::-1]
    assert counts[:30].sum() > 0.3 * 5_000  # a tenth of the items, a third of the ratings


def test_an_epoch_is_what_each_further_one_costs(monkeypatch):
    shown = iter([(0.0, 0.0), (5.0, 6.0), (14.0, 18.0)])  # one epoch takes 5 and 6, four 9 and 12
    monkeypatch.setattr(timing, "clocks", lambda: next(shown))
    assert timing.slope(lambda _n: None, 1, 4) == pytest.approx((4 / 3, 2.0))


def test_the_first_epoch_is_not_counted():
    calls = []
    timing.steady(lambda: calls.append(1), 3)
    assert len(calls) == 4


@pytest.mark.parametrize(("job", "expected"), [("sgd", 10 * 32), ("batch", 6 * 32)])
def test_the_floor_counts_the_operations_of_a_rating(job, expected):
    n = 0.95 * longtail.SCALES["1m"][0]
    assert floor(job, "1m", 32, {"flops": 1.0, "bytes": 1.0}) == pytest.approx(expected * n)
