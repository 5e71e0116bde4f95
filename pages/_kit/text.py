r"""Strings on their way to the screen: made harmless, tinted by role, with numbers under them.

Streamlit renders Markdown almost everywhere, even in labels and table headers; a film title
such as ``![x](http://elsewhere/x.png)`` would make every visitor's browser call out. Whatever
comes from data therefore passes through `esc_md` on its way into Markdown.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from mf_core.figures.style import ROLES
from mf_core.saying import MINUS, brief, number

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# What Streamlit acts upon even where it is escaped: addresses, arrows, dashes, its own sign.
_EAGER = re.compile(
    r"(?<=:)(?=//|streamlit:)|(?<=www)(?=\.)|(?<=@)|(?<=[<>~-])(?=[-=>])", re.IGNORECASE
)
_WORD_JOINER = "\u2060"  # takes no room and is never seen
_RULES = {"l": ":--", "c": ":-:", "r": "--:"}
_ROLE_MACRO = re.compile(r"\\(" + "|".join(ROLES) + r")\s*\{")

# The symbols of the notation table, and the role that colours them, with a bar or a tilde they may
# wear: KaTeX refuses one over a colour. Longer forms come first, because the first alternative
# that matches wins.
_BARE = r"(?<![\\A-Za-z])(?:\\(?:bar|tilde)\s*)?"
_SYMBOLS: tuple[tuple[str, str], ...] = (
    (r"\\hat\s*r_\{ui\}|\\hat\{r\}_\{ui\}", "prediction"),
    (_BARE + r"e_\{ui\}", "residual"),
    (_BARE + r"r_\{ui\}", "rating"),
    (_BARE + r"(?:p_\{u\w*\}|p_u|P_u|P)(?![A-Za-z_])", "user"),
    (_BARE + r"(?:q_\{i\w*\}|q_i|Q_i|Q)(?![A-Za-z_])", "item"),
)
_SYMBOL = re.compile("|".join(f"(?P<{role}>{pattern})" for pattern, role in _SYMBOLS))


def esc_md(text: object, limit: int = 200) -> str:
    r"""Text from data as Markdown that shows exactly that text, on one line.

    Parameters
    ----------
    text : object
        Anything; its `str` is shown.
    limit : int
        The longest text that is shown whole, in characters.

    Examples
    --------
    >>> print(esc_md("![i](x.png)"))
    \!\[i\]\(x\.png\)
    """
    words = " ".join(str(text).split())
    visible = "".join(c for c in words if unicodedata.category(c)[0] != "C")
    shown = visible if len(visible) <= limit else visible[: limit - 1] + "…"
    return _PUNCTUATION.sub(r"\\\1", _EAGER.sub(_WORD_JOINER, shown))


def small(words: str) -> str:
    """A small label as HTML, for the chapter above a title or the name of a panel."""
    return f'<p class="small">{words}</p>'


def tinted(tex: str) -> str:
    r"""TeX in which every symbol of the course wears the colour of its role.

    p, q, e, r and r̂ with their indices are coloured by themselves; any other part can be
    given a role by hand: ``\user{…}``, ``\item{…}``, ``\residual{…}``, ``\gradient{…}``,
    ``\prediction{…}``, ``\rating{…}``. What is inside a role by hand keeps that one colour.

    Examples
    --------
    >>> print(tinted(r"e_{ui}\,\gradient{g}"))
    \textcolor{#c2578f}{e_{ui}}\,\textcolor{#00875f}{g}
    """
    parts, end = [], 0
    for macro in _ROLE_MACRO.finditer(tex):
        if macro.start() < end:
            continue
        close = _closing_brace(tex, macro.end())
        parts += [_tint_symbols(tex[end : macro.start()])]
        parts += [_in_color(_ROLE_MACRO.sub("{", tex[macro.end() : close]), macro.group(1))]
        end = close + 1
    return "".join([*parts, _tint_symbols(tex[end:])])


def with_numbers(tex: str, values: Mapping[str, float]) -> str:
    r"""TeX with the current value written under each symbol it is given for.

    Parameters
    ----------
    values : mapping
        The symbol exactly as it stands in `tex` → its value.

    Examples
    --------
    >>> print(with_numbers("r - x", {"x": 2.0}))
    r - \underset{2}{x}
    """
    if not values:
        return tex
    longest_first = sorted(values, key=len, reverse=True)
    symbol = re.compile("|".join(rf"(?<![\\A-Za-z]){re.escape(name)}" for name in longest_first))
    return symbol.sub(lambda m: rf"\underset{{{in_tex(short(values[m[0]]))}}}{{{m[0]}}}", tex)


def display(tex: str, values: Mapping[str, float] | None = None) -> str:
    r"""A display formula as Markdown, each symbol in the colour of its role.

    Examples
    --------
    >>> print(display("x = y", {"y": 2.0}))
    $$
    x = \underset{2}{y}
    $$
    """
    return f"$$\n{tinted(with_numbers(tex, values or {}))}\n$$"


def inline(tex: str) -> str:
    """The same within a line of text."""
    return f"${tinted(tex)}$"


def paragraphs(*parts: str) -> str:
    """Several pieces of Markdown, one below the other; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def short(value: float, figures: int = 4) -> str:
    """A number as one reads it aloud, in a sentence or in TeX: see `saying.brief`.

    Examples
    --------
    >>> short(0.123456), short(-2.0), short(float("nan"))
    ('0.1235', '−2', 'undefined')
    """
    return brief(value, figures)


def with_unit(value: float, unit: str = "", figures: int = 4) -> str:
    """A number with its unit, as it stands in a sentence.

    Examples
    --------
    >>> with_unit(-0.5, "star"), with_unit(2.0), with_unit(-0.0)
    ('−0.5 star', '2', '0')
    """
    return f"{short(value, figures)} {unit}".strip()


def counted(n: int, noun: str) -> str:
    """A count with its noun, in the plural where there is not exactly one.

    Examples
    --------
    >>> counted(1, "rating"), counted(1200, "rating"), counted(15, "pair of half-steps")
    ('1 rating', '1,200 ratings', '15 pairs of half-steps')
    """
    head, of, rest = noun.partition(" of ")
    return f"{n:,} {head}{'' if n == 1 else 's'}{of}{rest}"


def vector(values: Iterable[float], digits: int = 2) -> str:
    """Numbers in brackets, each with the same count of decimals.

    Examples
    --------
    >>> vector([0.5, -1.25], 1)
    '(0.5, −1.2)'
    """
    return f"({', '.join(number(value, digits) for value in values)})"


def in_tex(said: str) -> str:
    """A number that is written already, for TeX: there a bare comma would begin a new entry.

    Examples
    --------
    >>> print(in_tex("1,234.5"))
    1{,}234.5
    """
    return said.replace(",", "{,}").replace("undefined", r"\text{undefined}")


def bracketed(said: str) -> str:
    """A number that is written already, in brackets where its sign would follow another sign.

    Examples
    --------
    >>> bracketed("2"), bracketed("−2")
    ('2', '(−2)')
    """
    return f"({said})" if said.startswith(MINUS) else said


def table(head: Sequence[str], rows: Iterable[Sequence[str]], align: str = "") -> str:
    """A Markdown table.

    Parameters
    ----------
    head : sequence of str
        One cell for each column, in Markdown; a bar in it would end the cell.
    rows : iterable of sequences of str
        As many cells each.
    align : str
        One letter a column: l, c or r; "l" where it ends early.

    Raises
    ------
    ValueError
        If a row has another number of cells than the head.

    Examples
    --------
    >>> print(table(["", "loss"], [["start", "4.25"]], "lr"))
    |  | loss |
    |:--|--:|
    | start | 4.25 |
    """
    ruled = "|".join(_RULES[letter] for letter in align.ljust(len(head), "l")[: len(head)])
    lines = [f"| {' | '.join(head)} |", f"|{ruled}|"]
    for row in rows:
        if len(row) != len(head):
            raise ValueError(f"a row of {len(row)} cells below a head of {len(head)}: {row}")
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join(lines)


def _tint_symbols(tex: str) -> str:
    return _SYMBOL.sub(lambda m: _in_color(m[0], m.lastgroup or ""), tex)


def _in_color(tex: str, role: str) -> str:
    return rf"\textcolor{{{ROLES[role].color}}}{{{tex}}}"


def _closing_brace(tex: str, start: int) -> int:
    """The position of the brace that closes the one just before `start`."""
    depth = 1
    for position in range(start, len(tex)):
        depth += {"{": 1, "}": -1}.get(tex[position], 0)
        if depth == 0:
            return position
    raise ValueError(f"a brace is never closed in {tex!r}")
