"""Sliders, session and address bar kept in step.

Three may move a slider: the reader's hand, a button of the page, and the address bar (a
shared link, Back). Whoever has moved since the last look wins. A drag replaces the address,
a button adds a place to come back to: Back undoes buttons, not drags.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages._kit.stage.slider import Slider


def settle(key: str, sliders: Sequence[Slider]) -> tuple[list[Slider], dict[str, str]]:
    """Each slider where it stands now, and what the address shall say; call before `stage`.

    Parameters
    ----------
    key : str
        Of the stage; slider `eta` is `<key>_eta` in the session state and in the address.
    sliders : sequence of Slider
        Each at its first value.
    """
    # Streamlit forgets the stage of a lesson the reader has left; the values stay.
    arriving = key not in st.session_state
    before = {} if arriving else st.session_state.get(f"{key}_address", {})
    settled = [_settled(f"{key}_{slider.name}", slider, before) for slider in sliders]
    texts = {
        f"{key}_{a.name}": _text(f"{key}_{a.name}", a, b.value)
        for a, b in zip(sliders, settled, strict=True)
    }
    if not arriving:  # on arrival the stage mends the address, without a place to come back to
        _write(texts)
    st.session_state[f"{key}_address"] = {name: st.query_params.get(name, "") for name in texts}
    return settled, texts


def move(key: str, values: Mapping[str, float]) -> None:
    """Move sliders of stage `key`, by name: what its own report and the page's buttons call."""
    for name, value in values.items():
        st.session_state[f"{key}_{name}"] = value
    st.session_state[f"{key}_address"] = None  # the address is older than this


def _settled(param: str, slider: Slider, before: Mapping[str, str] | None) -> Slider:
    text = st.query_params.get(param, "")
    if before is not None and text != before.get(param, ""):
        read = slider.read(text)
        value = slider.value if read is None else read
    else:
        value = slider.clamp(st.session_state.get(param, slider.value))
    st.session_state[param] = value
    return slider._replace(value=value)


def _text(param: str, first: Slider, value: float) -> str:
    """Nothing while a slider stands where it stood at first and the address is silent."""
    silent = first.read(st.query_params.get(param, "")) is None
    return "" if silent and value == first.value else first.text(value)


def _write(texts: Mapping[str, str]) -> None:
    changed = {
        param: text
        for param, text in texts.items()
        if text and text != st.query_params.get(param, "")
    }
    if changed:  # all at once: one place to come back to
        st.query_params.update(changed)
