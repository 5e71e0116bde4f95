"""What the sample lessons show: a function with its formula, and titles from hell."""


def halve(r: float, e: float) -> float:
    r"""Halve the difference.

    .. math::

        x &= r_{ui} - e_{ui} \\
        y &= x / 2

    Parameters
    ----------
    r, e : float
        Any numbers.
    """
    x = r - e  # the difference
    return x / 2


EVIL = (
    "![i](http://elsewhere.test/a.png)",
    '<img src="http://elsewhere.test/b.png" onerror="window.PWN=1">',
    "<script>window.PWN=1</script>",
    "[click](javascript:window.PWN=1)",
    "[![x](http://elsewhere.test/c.png)](http://elsewhere.test/)",
    r"$\href{javascript:window.PWN=1}{x}$",
    r"$$\includegraphics{http://elsewhere.test/d.png}$$",
    ":red[not red] :material/home: :smile: :streamlit:",
    "http://elsewhere.test/e www.elsewhere.test mail@elsewhere.test",
    "# heading\n\n| a | b |\n|---|---|\n* * * ~~struck~~ `code` &lt; \\ <- -> --",
    "right\u202eto\u2066left\x00\x1b[31m",
)
