"""Walks pinned behind the present one: kept for the visit, and in the address for a link."""

import streamlit as st

from mf_core.figures.picture import Picture
from pages._kit import controls, linked
from pages._kit.parts.descent.walks import WALKS, key, walk_pictures
from pages._kit.text import short

MAX_PINS = 4

_Pin = tuple[float, ...]  # η, and the start


def pinned(surface: str, view: str) -> list[list[Picture]]:
    """Draw the walks that were pinned on this surface, for the grey lines behind the new one."""
    return [walk_pictures(surface, eta, x, y, view) for eta, x, y in pins(surface)]


def pin_buttons(surface: str) -> None:
    """Offer to pin the present walk, and to take the pins out; say what is pinned."""
    kept = pins(surface)
    full = len(kept) >= MAX_PINS
    st.button("Pin this walk", key="descent_pin", on_click=_pin, args=(surface,), disabled=full)
    if kept:
        st.button("Unpin", key="descent_unpin", on_click=_unpin, args=(surface,))
        st.caption("Pinned: " + "; ".join(f"η = {short(pin[0])}" for pin in kept) + ".")


def pins(surface: str) -> list[_Pin]:
    """The pins of a surface: of this visit, or those a link has brought."""
    return read(surface, linked.text(_place(surface)))


def _place(surface: str) -> str:
    return f"{key(surface)}_pins"


def written(surface: str, kept: list[_Pin]) -> str:
    """Pins as a short text of an address.

    Examples
    --------
    >>> written("stretched bowl", [(0.08, -3.5, 1.2), (0.1, 2.0, 1.0)])
    '0.08~-3.5~1.2_0.1~2~1'
    """
    sliders = WALKS[surface].sliders
    return "_".join(
        "~".join(slider.text(part) for slider, part in zip(sliders, pin, strict=True))
        for pin in kept
    )


def read(surface: str, text: str) -> list[_Pin]:
    """Read what `written` wrote; what no slider of the surface can be set to is left out.

    Examples
    --------
    >>> read("stretched bowl", "0.08~-3.5~1.2_9~0~0_x~~")
    [(0.08, -3.5, 1.2)]
    """
    sliders = WALKS[surface].sliders
    found = []
    for pin in text.split("_")[:MAX_PINS]:
        words = pin.split("~")
        values = [slider.read(word) for slider, word in zip(sliders, words, strict=False)]
        numbers = tuple(value for value in values if value is not None)
        if len(numbers) == len(words) == len(sliders):
            found.append(numbers)
    return found


def _pin(surface: str) -> None:
    sliders = WALKS[surface].sliders
    here = tuple(controls.value(key(surface), each.name, each.value) for each in sliders)
    kept = pins(surface)
    if here not in kept:
        linked.put(_place(surface), written(surface, [*kept, here]))


def _unpin(surface: str) -> None:
    linked.put(_place(surface), "")
