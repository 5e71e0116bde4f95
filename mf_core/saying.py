"""Numbers as a reader of school algebra writes them: a true minus sign, no −0, no 1e-02.

Plain text without TeX: what figures write into cells, legends and beside their marks, and what
a page says in a sentence.
"""

import math

MINUS = "−"
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALL, _LARGE = 1e-4, 1e6  # between the two a number is written out


def number(value: float, digits: int = 2, *, sign: bool = False) -> str:
    """Write a number with a fixed count of decimals.

    Parameters
    ----------
    value : float
        Infinities become "∞" and "−∞"; what is not a number becomes "undefined".
    digits : int, ≥ 0
        Decimals.
    sign : bool
        Whether a positive number carries a "+"; one that rounds to zero never does.

    Examples
    --------
    >>> number(-1.25, 1), number(2.0, 2, sign=True), number(-0.04, 1), number(1234.5, 0)
    ('−1.2', '+2.00', '0.0', '1,234')
    """
    if not math.isfinite(value):
        return _endless(value)
    size = f"{abs(value):,.{digits}f}"
    return _signed(size, value, shown=sign) if float(size.replace(",", "")) else size


def brief(value: float, figures: int = 3, *, sign: bool = False) -> str:
    """Write a number with so many significant figures, without zeros at its end.

    Far from 1 it is a number between 1 and 10 times a power of ten.

    Parameters
    ----------
    value : float
        As for `number`.
    figures : int, ≥ 1
        Significant figures.
    sign : bool
        Whether a positive number carries a "+".

    Examples
    --------
    >>> brief(-12.0), brief(0.01), brief(1234567.0), brief(4.13e-8, 2), brief(-0.0)
    ('−12', '0.01', '1.23·10⁶', '4.1·10⁻⁸', '0')
    """
    if not math.isfinite(value):
        return _endless(value)
    if value == 0:
        return "0"
    mantissa, _, exponent = f"{abs(value):.{figures - 1}e}".partition("e")
    if _SMALL <= float(f"{mantissa}e{exponent}") < _LARGE:
        size = f"{float(f'{mantissa}e{exponent}'):,.{max(figures - 1 - int(exponent), 0)}f}"
        size = size.rstrip("0").rstrip(".") if "." in size else size
    else:
        plain = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        size = power(int(exponent)) if plain == "1" else f"{plain}·{power(int(exponent))}"
    return _signed(size, value, shown=sign)


def power(exponent: int) -> str:
    """Write a power of ten.

    Examples
    --------
    >>> power(-8), power(3)
    ('10⁻⁸', '10³')
    """
    return f"10{raised(exponent)}"


def raised(exponent: int) -> str:
    """Write a whole exponent above the line.

    Examples
    --------
    >>> raised(-12)
    '⁻¹²'
    """
    return str(exponent).translate(_RAISED)


def _signed(size: str, value: float, *, shown: bool) -> str:
    return f"{MINUS if value < 0 else '+' if shown else ''}{size}"


def _endless(value: float) -> str:
    if math.isnan(value):
        return "undefined"
    return "∞" if value > 0 else f"{MINUS}∞"
