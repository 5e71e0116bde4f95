r"""One formula, written once, read in any notation.

A template is TeX in which ``<key:indices>`` stands for a symbol and ``<word>`` for what a
source's conventions put there: ``<e:u,i> = <error:u,i>`` is :math:`e_{ui} = r_{ui} -
\hat r_{ui}` in the course and :math:`e_{a,j} = \hat r_{a,j} - r_{a,j}` in the article.
"""

import re
from collections.abc import Mapping

from mf_core.notation.dialects import DIALECTS, Dialect
from mf_core.notation.symbols import SYMBOLS

REFERENCE = re.compile(r"<(\w+)(?::([\w,]+))?>")

# What a derivative of the loss leaves over, for each constant before the loss:
# the constant itself, the constant times the 2 of the square, and their product.
_CONSTANTS = {
    "half": (r"\tfrac{1}{2}", r"\tfrac{1}{2} \cdot 2\,", ""),
    "one": ("", r"2\,", r"2\,"),
    "mean": (
        r"\tfrac{1}{<n_ratings>}",
        r"\tfrac{1}{<n_ratings>} \cdot 2\,",
        r"\tfrac{2}{<n_ratings>}\,",
    ),
}


def _words(dialect: Dialect) -> dict[str, str]:
    """What the conventions of a source put in the place of each word."""
    scale, twice, two = _CONSTANTS[dialect.loss_scale]
    ours, rows = dialect.error_sign == 1, dialect.item_factors == "rows"
    bare_rate = dialect.folded or dialect.loss_scale == "half"
    step = r"<eta>\," if bare_rate else r"\tfrac{2 <eta>}{<n_ratings>}\,"
    charge = r"<lam> \left( \lVert <P_row:#1> \rVert^2 + \lVert <Q_row:#2> \rVert^2 \right)"
    with_charge = rf"\left[ <e:#1,#2>^2 + {charge} \right]"
    return {
        "scale": scale,
        "twice": twice,
        "slope": f"-{two}" if ours else two,  # before e q in the gradient
        "climb": two if ours else f"-{two}",  # the same with the wrong sign
        "lead": "" if ours else "-",  # the sign of the rating in the error
        "less": "-" if ours else "+",  # the sign of the prediction in the error
        "plus": "+" if ours else "-",  # the opposite of `less`
        "neg": "-" if ours else "",  # `less` at the head of a line
        "error": "<r:#1,#2> - <rhat:#1,#2>" if ours else "<rhat:#1,#2> - <r:#1,#2>",
        "reversed": "<rhat:#1,#2> - <r:#1,#2>" if ours else "<r:#1,#2> - <rhat:#1,#2>",
        "Error": "<R> - <PQ>" if ours else "<PQ> - <R>",
        "PQ": r"<P> <Q>^\top" if rows else "<P> <Q>",
        "EQ": "<E> <Q_right>",
        "EP": r"<E>^\top <P>" if rows else r"<P>^\top <E>",
        "Q_right": "<Q>" if rows else r"<Q>^\top",  # as the right factor of a product
        "EQ_entry": r"(<EQ>)_{<#1><#2>}" if rows else r"(<EQ>)_{<#1>,<#2>}",
        "EP_entry": r"(<EP>)_{<#1><#2>}" if rows else r"(<EP>)_{<#2>,<#1>}",
        "baseline": "<b:#1,#2> + " if dialect.baseline else "",
        "charge": charge,
        "charged": with_charge if dialect.penalised else "<e:#1,#2>^2",
        "rate": "<eta0>" if dialect.folded else "<eta>",
        "step": f"+ {step}" if ours else f"- {step}",
        "wrong_way": f"- {step}" if ours else f"+ {step}",
    }


WORDS: dict[str, dict[str, str]] = {key: _words(dialect) for key, dialect in DIALECTS.items()}


def pattern(key: str, dialect: str) -> str:
    """The TeX pattern of a symbol in a source; the course's, where the source has none."""
    symbol = SYMBOLS[key]
    return symbol.tex.get(dialect) or symbol.stand_in.get(dialect) or symbol.tex["course"]


def _filled(template: str, indices: str | None) -> str:
    for n, index in enumerate((indices or "").split(","), start=1):
        template = template.replace(f"#{n}", index)
    return template


def spell_out(template: str, dialect: str) -> str:
    """Replace the words of a template by what the source's conventions say; symbols stay."""
    words = WORDS[dialect]

    def said(match: re.Match[str]) -> str:
        word = words.get(match[1])
        return match[0] if word is None else _filled(word, match[2])

    while (longer := REFERENCE.sub(said, template)) != template:
        template = longer
    return template


def letters(template: str, dialect: str) -> str:
    """The plain TeX of a template in a source's notation, without any colour or mark."""
    template = spell_out(template, dialect)
    while REFERENCE.search(template):
        template = REFERENCE.sub(lambda m: _filled(pattern(m[1], dialect), m[2]), template)
    return template


def render(
    template: str,
    dialect: str = "course",
    *,
    roles: bool = True,
    mark: bool = False,
    below: Mapping[str, str] | None = None,
) -> str:
    r"""The TeX of a template in a source's notation.

    Parameters
    ----------
    template : str
        TeX with references such as ``<q:i,f>``.
    dialect : str
        A key of `DIALECTS`.
    roles : bool
        Wrap each symbol that has a role in a macro of that name: ``\item{q_{if}}``. The
        macros are not nested; `panels` gives them their colours.
    mark : bool
        Wrap what differs from the course's notation in ``\changed{…}``.
    below : mapping from reference to text
        What to write under a symbol: ``{"q:i,f": "0.5"}``.

    Examples
    --------
    >>> render("<e:u,i> = <error:u,i>", "AR", roles=False)
    'e_{a,j} = \\hat{r}_{a,j} - r_{a,j}'
    >>> render("<q:i,f>", below={"q:i,f": "0.5"})
    '\\underset{0.5}{\\item{q_{if}}}'
    """
    numbers = below or {}

    def dressed(match: re.Match[str]) -> str:
        reference, role = match[0], SYMBOLS[match[1]].role
        tex = letters(reference, dialect)
        differs = tex != letters(reference, "course")
        if roles and role is not None:
            tex = rf"\{role}{{{tex}}}"
        if mark and differs:
            tex = rf"\changed{{{tex}}}"
        if reference[1:-1] in numbers:
            tex = rf"\underset{{{numbers[reference[1:-1]]}}}{{{tex}}}"
        return tex

    return REFERENCE.sub(dressed, spell_out(template, dialect))


def references(template: str, dialect: str = "course") -> tuple[str, ...]:
    """The symbols of a template with their indices, each once, in order of appearance."""
    found = (match[0][1:-1] for match in REFERENCE.finditer(spell_out(template, dialect)))
    return tuple(dict.fromkeys(found))


def changed(template: str, dialect: str) -> tuple[str, ...]:
    """The references of a template, words included, that read differently than in the course."""
    found = dict.fromkeys(match[0] for match in REFERENCE.finditer(template))
    return tuple(r[1:-1] for r in found if letters(r, dialect) != letters(r, "course"))


def borrowed(template: str, dialect: str) -> tuple[str, ...]:
    """The symbols of a template for which the source has no letter of its own."""
    keys: dict[str, None] = {}
    template = spell_out(template, dialect)
    while REFERENCE.search(template):
        keys.update(dict.fromkeys(match[1] for match in REFERENCE.finditer(template)))
        template = REFERENCE.sub(lambda m: _filled(pattern(m[1], dialect), m[2]), template)
    # A pattern made of other symbols only, such as a derivative, borrows through them.
    own = {key for key in keys if "<" in SYMBOLS[key].tex["course"].replace("<#", "")}
    return tuple(key for key in keys if dialect not in SYMBOLS[key].tex and key not in own)
