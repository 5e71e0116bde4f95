"""The QR code on a screen of its own: the very modules that encode the address, large enough."""

import base64
import re
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
import segno

from pages._kit.qr import code
from tests.browser import open_lesson

ADDRESS = "http://10.0.0.7:8501/descent?descent_bowl_eta=0.1"


def drawing(address):
    head, _, body = code(address).partition(",")
    return ET.fromstring(base64.b64decode(body) if "base64" in head else unquote(body))  # noqa: S314 (ours)


def test_it_draws_every_dark_module_of_the_code_inside_a_quiet_margin():
    made = segno.make(ADDRESS, error="m", micro=False)
    drawn = drawing(ADDRESS)
    (dark,) = [path for path in drawn.iter() if path.get("stroke")]
    runs = [int(length) for length in re.findall(r"h(\d+)", dark.get("d"))]
    assert sum(runs) == sum(map(sum, made.matrix))
    assert int(drawn.get("width")) == 8 * (made.symbol_size(border=4)[0])
    assert made.error == "M"


def test_an_address_too_long_for_a_code_gives_none():
    assert code(ADDRESS + "&x=" + "1" * 5000) == ""


@pytest.mark.browser
def test_a_lecturer_opens_it_from_the_link(page):
    open_lesson(page, "slope", "slope_line_m=3.5")
    page.get_by_role("button", name="Link").click()
    page.get_by_role("button", name="QR code").click()
    image = page.get_by_role("img", name="QR code of this address")
    image.wait_for()
    assert image.bounding_box()["width"] > 0.5 * page.viewport_size["height"]
    screen = page.get_by_role("dialog").filter(has=image)
    assert screen.get_by_text("slope_line_m=3.5").count() == 1
