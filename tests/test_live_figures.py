"""What every live figure of the course keeps: it can be drawn and spoken of wherever it can go."""

import json
import pkgutil
import re
from importlib import import_module
from itertools import product

import pytest

from pages._kit import parts, toy
from pages._kit.parts.live import LIVE
from pages._kit.stage.live import settings_of


@pytest.mark.parametrize("figure", LIVE.values(), ids=LIVE)
def test_it_can_be_drawn_and_spoken_of_in_every_corner_of_its_sliders(figure):
    for choices in ({n: c[0] for n, c in figure.choices.items()}, last_choices(figure)):
        for corner in product(*((slider.low, slider.high) for slider in figure.sliders)):
            texts = dict(zip((s.name for s in figure.sliders), map(str, corner), strict=True))
            settings = settings_of(figure, texts | choices)
            sent = figure.scene(settings)
            assert json.dumps(sent, allow_nan=False)
            said = f"{sent['text']} {sent['task'] or ''}"
            assert not re.search(r"\b(nan|inf)\b", said)
            assert said.count("$") % 2 == 0


def last_choices(figure):
    return {name: allowed[-1] for name, allowed in figure.choices.items()}


@pytest.mark.parametrize("figure", LIVE.values(), ids=LIVE)
def test_its_presets_stand_on_its_own_sliders_and_inside_their_ranges(figure):
    sliders = {slider.name: slider for slider in figure.sliders}
    for values in figure.presets.values():
        assert values.keys() <= sliders.keys()
        assert all(sliders[name].read(str(value)) == value for name, value in values.items())


def test_every_lesson_hands_its_live_figures_to_the_route():
    names = [name for _, name, _ in pkgutil.iter_modules(parts.__path__) if name != "live"]
    declared = [
        figure
        for name in names
        for figure in getattr(import_module(f"{parts.__name__}.{name}"), "LIVE", ())
    ]
    assert len({figure.name for figure in declared}) == len(declared)
    assert {figure.name for figure in (*declared, *toy.LIVE)} == LIVE.keys()
