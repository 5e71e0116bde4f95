"""Where plotly.js comes from: Streamlit's own copy first, Plotly's as the spare."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

SPARE_URL = "downhill/plotly.js"


@cache
def addresses() -> list[str]:
    """Where the browser may find plotly.js, best first, relative to the root of the app.

    Streamlit ships plotly.js for its own charts, and importing that file sets
    `window.Plotly`: no second download. Its name carries a hash and is documented nowhere,
    so it is looked up, and the copy of the plotly package stands ready.
    """
    bundled = sorted(_package("streamlit").glob("static/static/js/PlotlyChart.*.js"))
    return [f"static/js/{path.name}" for path in bundled] + [SPARE_URL]


@cache
def typesetter() -> str:
    """Where the browser finds KaTeX: the file Streamlit sets its own formulas with.

    Found as plotly.js is. Without it a formula is shown as it is written.
    """
    bundled = sorted(_package("streamlit").glob("static/static/js/katex.*.js"))
    return f"static/js/{bundled[0].name}" if bundled else ""


def spare_file() -> Path:
    """The plotly.js inside the plotly package (imported nowhere: only its file is read)."""
    return _package("plotly") / "package_data" / "plotly.min.js"


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{name} is not installed")
    return Path(spec.origin).parent
