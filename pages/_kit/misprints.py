"""The slips of the sources to choose from: a number decides, or else a plain correction."""

from collections.abc import Sequence

import streamlit as st

from mf_core.notation import DIALECTS, MISPRINTS, Misprint
from pages._kit import controls, panels
from pages._kit.misprint import find_misprint, said_as
from pages._kit.text import esc_md, table

# The slips that teach something at the end of the derivation, by name; all stand on `notation`.
OF_THE_DERIVATION = (
    "the user's row of the item factors",
    "an index that is summed and fixed at once",
)


def named(names: Sequence[str]) -> list[Misprint]:
    """The slips of these names, in this order."""
    by_name = {slip.name: slip for slip in MISPRINTS}
    return [by_name[name] for name in names]


@st.fragment
def exercise(page: str, slips: Sequence[Misprint]) -> None:
    """Let the reader pick a slip, decide it by a number, or have the numbers computed.

    Parameters
    ----------
    page : str
        The slug of the page; every key begins with it.
    slips : sequence of Misprint
        What there is to choose from.
    """
    titles = [f"{DIALECTS[slip.source].title}: {slip.name}" for slip in slips]
    chosen = controls.choose(page, "slip", "A line from a source", titles)
    slip = slips[titles.index(chosen)]
    key = f"{page}_slip_{MISPRINTS.index(slip)}"
    if slip.check is None:
        _corrected(slip)
        return
    solved = find_misprint(key, slip.name)
    if not solved and st.toggle("Compute it for me", key=f"{key}_run", persist_state="session"):
        st.markdown(three_answers(slip))
        st.latex(slip.right)
        st.markdown(slip.why)


def three_answers(slip: Misprint) -> str:
    """What the printed line gives, what the right one, and what is measured: a Markdown table."""
    if slip.check is None:
        raise ValueError(f"{slip.name!r} is a slip of wording: there is no number to it")
    answers = (slip.check.printed(), slip.check.right(), slip.check.measured())
    said = [said_as(slip.check, answer) for answer in answers]
    return table(("as printed", "as it should be", "measured by other means"), [said], "rrr")


def _corrected(slip: Misprint) -> None:
    """A slip no number decides: both lines and the reason."""
    with st.container(border=True):
        for said, line in (("says", slip.printed), ("should say", slip.right)):
            st.markdown(f"{DIALECTS[slip.source].title} {said}:")
            if slip.is_tex:
                st.latex(line)
            else:
                st.markdown(f"“{esc_md(line)}”")
        panels.note(slip.why)
