"""Small fonts stand in for Streamlit's large ones, and show what they are asked for."""

import re
from pathlib import Path

import pytest
import streamlit

from pages._kit.frame import theme
from tests.browser import open_lesson

# A name that is no icon of the font is drawn letter by letter, many times as wide.
WIDTHS = """async (names) => {
  await document.fonts.load('20px "Material Symbols Rounded"');
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = '20px "Material Symbols Rounded"';
  return names.filter((name) => Math.round(pen.measureText(name).width) !== 20);
}"""
SCRIPTS = Path(streamlit.__file__).parent / "static/static/js"
NO_ICON = "star_filled"  # Streamlit draws it as a star that is filled


def icons_named():
    """Every icon the scripts of Streamlit name as such."""
    texts = (path.read_text(encoding="utf-8") for path in SCRIPTS.glob("*.js"))
    return {name for text in texts for name in re.findall(r":material/([a-z0-9_]+):", text)}


def test_each_font_streamlit_asks_for_has_its_stand_in():
    """A new Streamlit may ask for others: then cut its icons anew."""
    assert len(theme.stand_ins()) == 2


@pytest.mark.browser
def test_the_icons_streamlit_shows_are_in_the_small_font(page):
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (it marks it)
    open_lesson(page, "notation")
    named = sorted(icons_named() - {NO_ICON})
    assert len(named) > 30
    assert page.evaluate(WIDTHS, [*named, "no_such_icon"]) == ["no_such_icon"]
    sizes = [
        int(answer.headers["content-length"])
        for answer in answers
        if "/static/media/MaterialSymbols" in answer.url or "/SourceSansVF-Upright" in answer.url
    ]
    assert sizes
    assert max(sizes) < 60_000
