"""Read a number back as `mf_core.saying` writes it."""

import re

RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number_said(text):
    """−1,234.5, 4.1·10⁻⁸ and 10³ as floats; a ValueError for anything a student would not read."""
    words = re.fullmatch(r"([+−]?)(\d{1,3}(?:,\d{3})*|\d+)?(\.\d+)?·?(?:10([⁻⁰-⁹¹²³]+))?", text)
    if words is None:
        raise ValueError(f"not a number as the course writes it: {text!r}")
    sign, whole, decimals, power = words.groups()
    size = float((whole or "").replace(",", "") + (decimals or "") or "1")
    size *= 10.0 ** int((power or "0").translate(RAISED).replace("−", "-") or 0)
    return -size if sign == "−" else size
