"""What the route keeps of its answers, and what it never does twice."""

import asyncio
import gzip
import json
import re
import time
from functools import partial

import pytest
from starlette.applications import Starlette

from mf_core.figures.picture import Picture
from pages._kit.stage import Slider
from pages._kit.stage.answers import Answers, packed
from pages._kit.stage.live import LiveFigure
from pages._kit.stage.routes import picture_route
from tests.asgi import asked

ETA = Slider("eta", "η", "learning rate", 0.01, 1.0, 0.01, 0.1)
STILL = {"title": "what does not move with the rate " * 8}


@pytest.fixture
def drawn():
    """The rates that a figure has been drawn for, in their order."""
    return []


@pytest.fixture
def ask(drawn):
    def draw(eta):
        drawn.append(eta)
        if eta == 1.0:
            raise ArithmeticError
        return Picture([{"x": [eta] * 50}], STILL, "A rate.")

    app = Starlette(routes=[picture_route({"rate": LiveFigure("rate", draw, (ETA,))})])
    return partial(asked, app, "/downhill/picture/rate")


def names_in(text):
    return re.findall(r'{"#":"(\w+)"', text.decode())


def test_equal_settings_are_drawn_once_and_other_ones_anew(ask, drawn):
    first, again, other = (ask(f"eta={eta}")[2] for eta in ("0.1", "0.10", "0.2"))
    assert drawn == [0.1, 0.2]
    assert first == again != other


def test_who_has_a_part_gets_its_name_and_nobody_else_does(ask):
    whole = ask("eta=0.1")[2]
    names = names_in(whole)
    brief = ask("eta=0.1", downhill_have=",".join([*names, "another"]))[2]
    assert STILL["title"].encode() in whole
    assert STILL["title"].encode() not in brief
    assert names_in(brief) == names
    assert ask("eta=0.1")[2] == whole


def test_what_cannot_be_drawn_is_refused_each_time(ask, drawn):
    assert [ask("eta=1")[0] for _ in range(2)] == [400, 400]
    assert drawn == [1.0, 1.0]


def test_an_answer_is_opened_for_who_does_not_take_it_packed(ask):
    _, headers, plain = ask("eta=0.1", accept_encoding="identity")
    assert "content-encoding" not in headers
    _, headers, body = ask("eta=0.1", accept_encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == plain


def answer(made, text):
    """A maker that takes a moment and notes that it was called."""

    def make():
        made.append(text)
        time.sleep(0.02)
        return frozenset(), packed(text)

    return make


def test_who_asks_for_what_is_under_way_waits_for_it():
    made = []

    async def hall():
        answers = Answers()
        asked = [answers.get(("f", n % 2), frozenset(), answer(made, n % 2)) for n in range(8)]
        return await asyncio.gather(*asked)

    read = [json.loads(gzip.decompress(body)) for body in asyncio.run(hall())]
    assert read == [0, 1] * 4
    assert sorted(made) == [0, 1]


def test_one_visitor_who_leaves_takes_no_answer_from_the_others():
    async def hall():
        answers = Answers()
        first, other = (
            asyncio.ensure_future(answers.get(("f",), frozenset(), answer([], "here")))
            for _ in range(2)
        )
        await asyncio.sleep(0)
        first.cancel()
        return await other

    assert json.loads(gzip.decompress(asyncio.run(hall()))) == "here"


def test_no_more_is_kept_than_the_budget_and_the_oldest_goes_first():
    made, size = [], len(packed("0"))

    async def visitor():
        answers = Answers(budget=2 * size)
        for n in "010201":
            await answers.get((n,), frozenset(), answer(made, n))
            assert answers.size == size * len(answers.kept) <= answers.budget

    asyncio.run(visitor())
    assert made == ["0", "1", "2", "1"]
