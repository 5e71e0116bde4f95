"""The JavaScript of the stage as one text, which is all that Streamlit takes."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

_MODULES = Path(__file__).parent / "js"
_IMPORT = re.compile(r'^import \{[^;]+ from "\./(\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default )", re.MULTILINE)


def joined() -> str:
    """Every file of `js/`, each after those it imports, as the one module a browser loads.

    The files are modules for the linter, the tests and the reader. Put together they see each
    other as they are: what they import and export among themselves is left out, and only the
    function that Streamlit calls stays exported. Hence no name stands twice at the top of two
    files, an import keeps the name, and imports make no circle.
    """
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(_MODULES.glob("*.js"))}
    order = TopologicalSorter({name: _IMPORT.findall(text) for name, text in texts.items()})
    whole = "\n".join(texts[name] for name in order.static_order())
    return _EXPORT.sub("", _IMPORT.sub("", whole))
