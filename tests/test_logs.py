"""The operator's log: lines of JSON when asked for, nothing of a student in them."""

import json
import logging

from mf_core.jobs import Queue
from pages._kit.frame import logs
from tests.test_jobs import order, until


def written(caplog):
    """The only record so far, as the log would have it."""
    (record,) = caplog.records
    text = logs.JsonLines().format(record)
    assert "\n" not in text
    return json.loads(text)


def test_a_run_that_is_over_is_one_line_without_its_owner(caplog):
    with caplog.at_level(logging.INFO, "mf_core"):
        job = Queue().submit(order(n_steps=3), "a secret word")
        until(lambda: caplog.records)
    line = written(caplog)
    assert line["says"] == "a run is over"
    assert (line["outcome"], line["steps"], line["algorithm"]) == ("done", 3, "sgd")
    assert not {job.id, "a secret word"} & set(map(str, line.values()))


def test_an_error_is_one_line_with_its_traceback(caplog):
    logging.getLogger("downhill").error("error %s", "1234", exc_info=ValueError("no\nmore"))
    line = written(caplog)
    assert (line["level"], line["says"]) == ("error", "error 1234")
    assert "ValueError: no" in line["error"]


def test_it_begins_only_where_it_is_asked_for(monkeypatch):
    monkeypatch.setattr(logs, "OURS", ("a logger of this test",))
    logger = logging.getLogger(*logs.OURS)
    monkeypatch.delenv("DOWNHILL_LOG", raising=False)
    logs.begin()
    assert logger.handlers == []
    monkeypatch.setenv("DOWNHILL_LOG", "json")
    logs.begin()
    (handler,) = logger.handlers
    assert isinstance(handler.formatter, logs.JsonLines)
    assert logger.isEnabledFor(logging.INFO)
