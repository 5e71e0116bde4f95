"""The look that the [theme] sections of .streamlit/config.toml cannot say."""

from functools import cache
from pathlib import Path

import streamlit as st
from starlette.responses import FileResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from mf_core.figures.style import ROLES, ink

FRAME = Path(__file__).resolve().parent
ICON = str(FRAME / "icon.svg")

# Served by ourselves: the course must work in a lecture hall without the internet.
FONTS = Mount("/fonts", StaticFiles(directory=FRAME / "fonts"))

# Two fonts Streamlit fetches before it knows our theme, 545 kB, and what is seen of them, 78 kB:
# the same letters, and of 4,300 icons the 463 that Streamlit's own code can name.
_STAND_INS = {
    "SourceSansVF-Upright.ttf.*.woff2": "source-sans-3-latin-wght-normal.woff2",
    "MaterialSymbols-Rounded.*.woff2": "material-symbols-rounded-streamlit.woff2",
}
_KEPT_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


class SmallFonts:
    """ASGI middleware: answers for Streamlit's fonts, under the names it asks for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.small = stand_ins()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the small font in place of a large one; all else passes untouched."""
        small = self.small.get(scope["path"]) if scope["type"] == "http" else None
        app = self.app if small is None else FileResponse(small, headers=_KEPT_FOR_EVER)
        await app(scope, receive, send)


def stand_ins() -> dict[str, Path]:
    """The path of each font that is too large, and ours in its place."""
    media = Path(st.__file__).parent / "static" / "static" / "media"
    return {
        f"/static/media/{asked.name}": FRAME / "fonts" / small
        for pattern, small in _STAND_INS.items()
        for asked in media.glob(pattern)
    }


def apply(*, projector: bool) -> None:
    """Set the page: one reading column, wider figures, none of the furniture.

    Parameters
    ----------
    projector : bool
        Larger type and one section per screen, for presenter mode.
    """
    # Not st.html: its code arrives late, and the page would be seen unset for a moment.
    st.markdown(f"<style>{_rules(projector)}</style>", unsafe_allow_html=True)


@cache
def _rules(projector: bool) -> str:  # noqa: FBT001 (a key of the cache)
    """All rules of the page: read once, for they are sent at every run of a script."""
    sheets = ("theme.css", "presenter.css") if projector else ("theme.css",)
    return "\n".join([*((FRAME / sheet).read_text(encoding="utf-8") for sheet in sheets), inks()])


@cache
def inks() -> str:
    """Rules that give each role, where it colours a formula, the shade its page needs for text.

    KaTeX writes a colour as it was given, React as red, green and blue.
    """
    return "\n".join(_ink_of(role.color) for role in ROLES.values())


def _ink_of(color: str) -> str:
    shades = f"light-dark({ink(color, 'light')}, {ink(color, 'dark')})"
    where = f'[style*="{color}"], [style*="{_spelt(color)}"]'
    return f".katex :is({where}) {{ color: {shades} !important; }}"


def _spelt(color: str) -> str:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"
