"""Gates in a figure: the reader draws the guess, the outcome is laid over it.

    guess = questions.sketch("slope_shape", "Draw its slope.", picture, truth=…, yaxis="y2")
    if guess is not None:
        …

Browser and page agree on what was committed: the browser shows the outcome at once, the page
says the gap and what follows from it.
"""

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from mf_core.figures.picture import Picture
from pages._kit.frame import presenter
from pages._kit.questions.gates import commit, committed, take_back
from pages._kit.questions.measure import curve_gap, curve_gap_in_words, place_gap_in_words
from pages._kit.questions.said import gap_in_words
from pages._kit.stage import Ask, Words, stage
from pages._kit.stage.guess import Points, points_in
from pages._kit.text import small

Drawn = Points  # empty where the outcome was shown without anybody's guess


def sketch(
    key: str,
    question: str,
    picture: Picture,
    truth: Sequence[tuple[float, float]],
    *,
    yaxis: str = "y",
    unit: str = "",
    height: int = 420,
) -> Drawn | None:
    """Ask for a curve, drawn over the axes of a picture.

    Parameters
    ----------
    key : str
        ``<lesson>_<name>``; one for each gate.
    question : str
        What to draw, in Markdown.
    picture : Picture
        Shows the axes and nothing of the outcome.
    truth : points (x, y)
        The outcome, from left to right.
    yaxis : str
        The axis drawn upon, as Plotly names it: "y2" in the lower half of two.
    unit : str
        Of that axis.

    Returns
    -------
    list of points or None
        None until the reader commits or asks to be shown: ``if guess is not None:``.
    """
    xaxis = _below(picture, yaxis)
    ask = Ask("sketch", [[float(x), float(y)] for x, y in truth], xaxis=xaxis, yaxis=yaxis)
    return _drawn(
        key,
        question,
        picture,
        ask,
        lambda mine: curve_gap_in_words(curve_gap(mine, ask.truth), unit),
        height,
    )


def place(
    key: str,
    question: str,
    picture: Picture,
    truth: tuple[float, float],
    *,
    unit: str = "",
    height: int = 420,
) -> Drawn | None:
    """Ask for a point: where something will land. Arguments and result as for `sketch`."""
    ask = Ask("place", [[float(part) for part in truth]])
    return _drawn(
        key,
        question,
        picture,
        ask,
        lambda mine: place_gap_in_words(mine[0], ask.truth[0], unit),
        height,
    )


def level(
    key: str,
    question: str,
    picture: Picture,
    truth: float,
    *,
    along: Literal["x", "y"] = "y",
    unit: str = "",
    height: int = 420,
) -> Drawn | None:
    """Ask for a number on an axis, by a line that is dragged there: across ("y") or upright ("x").

    Arguments and result as for `sketch`; the line stands at ``guess[0][0]`` for "x" and at
    ``guess[0][1]`` for "y".
    """
    axis = "xy".index(along)
    ask = Ask("level", [[float(truth), float(truth)]], along=along)
    return _drawn(
        key,
        question,
        picture,
        ask,
        lambda mine: gap_in_words(mine[0][axis], truth, unit),
        height,
    )


def _drawn(
    key: str,
    question: str,
    picture: Picture,
    ask: Ask,
    measured: Callable[[Points], str],
    height: int,
) -> Drawn | None:
    mine = points_in(committed(key))
    revealed = mine is None and presenter.revealed(key)
    shown = [] if revealed else mine
    said = f"**{measured(shown)}**" if shown else ""
    with st.container(key=f"predict_{key}", border=True):
        st.markdown(small("Predict first"), unsafe_allow_html=True)
        st.markdown(f"**{question}**")
        stage(
            picture,
            key=f"{key}_drawn",
            height=height,
            words=Words(text=said),
            guess=ask._replace(mine=mine, shown=revealed),
            follow=False,
            on_change=lambda: _hear(key),
        )
    return shown


def _hear(key: str) -> None:
    """What the browser has committed, or taken back."""
    seen = st.session_state[f"{key}_drawn"].get("seen") or {}
    points = points_in((seen.get("guess") or {}).get("points"))
    if points is None:
        take_back(key)
    else:
        commit(key, points)


def _below(picture: Picture, yaxis: str) -> str:
    """The x axis under a y axis, as the traces of a picture pair them."""
    pairs = {trace.get("yaxis", "y"): trace.get("xaxis", "x") for trace in picture.data}
    return str(pairs.get(yaxis, "x"))
