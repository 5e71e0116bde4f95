"""The formula and the source of a function, for display beside each other."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable

# The rest of the line, and all deeper lines below it.
_MATH = re.compile(r"^( *)\.\. math::([^\n]*)((?:\n\1 +[^\n]*|\n[ ]*(?=\n))*)", re.M)


def formulas(function: Callable[..., object]) -> list[str]:
    r"""The display formulas of a function: each ``.. math::`` block of its docstring, as TeX.

    A block with alignment marks (``&``) or line breaks comes back inside ``aligned``.

    Examples
    --------
    >>> def half(x):
    ...     '''Halve it.
    ...
    ...     .. math::
    ...
    ...         y = x / 2
    ...     '''
    >>> formulas(half)
    ['y = x / 2']
    """
    blocks = _MATH.findall(inspect.getdoc(inspect.unwrap(function)) or "")
    return [_aligned(f"{line}{textwrap.dedent(below)}".strip()) for _, line, below in blocks]


def source(function: Callable[..., object]) -> str:
    """The source of a function as it ran, without its docstring.

    A compiled kernel is unwrapped first: what is shown is the Python that was compiled.

    Raises
    ------
    OSError
        If the source is not at hand (a built-in function).
    """
    lines = textwrap.dedent(inspect.getsource(inspect.unwrap(function))).splitlines()
    definition = ast.parse("\n".join(lines)).body[0]
    if not isinstance(definition, ast.FunctionDef):
        raise TypeError(f"{function} is not a function written with def")
    if ast.get_docstring(definition) is not None:
        docstring = definition.body[0]
        del lines[docstring.lineno - 1 : docstring.end_lineno]
    return "\n".join(lines)


def _aligned(tex: str) -> str:
    if "&" in tex or r"\\" in tex:
        return f"\\begin{{aligned}}\n{tex}\n\\end{{aligned}}"
    return tex
