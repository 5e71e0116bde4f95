"""Find the misprint: one formula of a source as it stands, and a number that decides."""

import streamlit as st

from mf_core.notation import DIALECTS, MISPRINTS, Misprint
from mf_core.notation.misprints import example
from pages._kit import panels
from pages._kit.frame import presenter
from pages._kit.text import short, tinted
from pages._kit.typed import read_number

_CLOSE = 0.006  # what rounding to two decimals may cost, in absolute terms or as a share


def find_misprint(key: str, name: str) -> bool:
    """Show a formula of a source with its misprint; a number decides whether it is right.

    Parameters
    ----------
    key : str
        ``<lesson>_<name>``; one for each exercise.
    name : str
        Of the misprint, as in `notation.MISPRINTS`; one with a check.

    Returns
    -------
    bool
        Whether the right number has been typed.
    """
    slip = next(candidate for candidate in MISPRINTS if candidate.name == name)
    if slip.check is None:
        raise ValueError(f"no number decides {name!r}")
    with st.container(key=f"quiz_{key}", border=True):
        st.markdown(f"**Find the misprint.** {DIALECTS[slip.source].title}: *{slip.name}*")
        st.latex(tinted(slip.printed))
        text = st.text_input(
            slip.check.question,
            key=f"{key}_typed",
            persist_state="session",
            placeholder="two decimals will do; 0.9*1.1 is a number, too",
        )
        with st.expander("The numbers of the example"):
            _numbers()
        if presenter.revealed(key):
            _solved(slip)
            return True
        said = None if presenter.presenting() else read_number(text or "")
        return said is not None and _judged(slip, said)


def _judged(slip: Misprint, said: float) -> bool:
    if slip.check is None:
        return False
    if near(said, slip.check.measured()):
        _solved(slip)
        return True
    if near(said, slip.check.printed()):
        st.error(
            f"**Not quite.** {short(said)} is what the formula gives as it stands. Measured by "
            "other means, the number is another one: so the formula is wrong. Where?"
        )
    else:
        st.error(
            "**Not quite.** Neither the printed formula nor the right one gives this. The numbers "
            "of the example are in the box above; users, items and factors are counted from 0."
        )
    return False


def _solved(slip: Misprint) -> None:
    if slip.check is None:
        return
    st.success(
        f"**{short(slip.check.measured())}.** As printed it would be "
        f"{short(slip.check.printed())}. {slip.why}"
    )
    st.latex(tinted(slip.right))


def near(said: float, truth: float) -> bool:
    """Whether a number is the other one, up to rounding to two decimals; never if it is NaN.

    Examples
    --------
    >>> near(1.33, 4 / 3), near(1.3, 4 / 3)
    (True, False)
    """
    return abs(said - truth) <= max(_CLOSE, _CLOSE * abs(truth))


def _numbers() -> None:
    """The matrices on which every misprint is tried, with a dot for the missing rating."""
    seen = [
        [value if observed else None for value, observed in zip(*rows, strict=True)]
        for rows in zip(example.R, example.M, strict=True)
    ]
    panels.formula(
        rf"P = {_matrix(example.P)} \qquad Q = {_matrix(example.Q)} \qquad R = {_matrix(seen)}"
    )
    e = [
        [example.residual(u, i) if example.M[u][i] else None for i in example.ITEMS]
        for u in example.USERS
    ]
    panels.formula(rf"\residual{{E}} = {_matrix(e)} \quad (e_{{ui}} = r_{{ui}} - p_u^\top q_i)")


def _matrix(rows: object) -> str:
    assert isinstance(rows, list | tuple)  # noqa: S101 (for the type checker)
    lines = (" & ".join(r"\cdot" if x is None else f"{x:g}" for x in row) for row in rows)
    return r"\begin{pmatrix}" + r" \\ ".join(lines) + r"\end{pmatrix}"
