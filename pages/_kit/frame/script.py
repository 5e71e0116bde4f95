"""The JavaScript of a component as one text, which is all that Streamlit takes."""

import os
import re
from graphlib import TopologicalSorter
from pathlib import Path

_IMPORT = re.compile(r'^import \{[^;]+ from "([\w./]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default )", re.MULTILINE)


def joined(folder: Path) -> str:
    """Every file below `folder`, each after those it imports, as the one module a browser loads.

    The files are modules for the linter, the tests and the reader. Put together they see each
    other as they are: what they import and export among themselves is left out, and only the
    function that Streamlit calls stays exported. Hence no name stands twice at the top of two
    files, an import keeps the name, and imports make no circle.
    """
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.js"))}
    needs = {path: _imported(path, text) for path, text in texts.items()}
    whole = "\n".join(texts[path] for path in TopologicalSorter(needs).static_order())
    return _EXPORT.sub("", _IMPORT.sub("", whole))


def _imported(path: Path, text: str) -> list[Path]:
    """The files a module imports."""
    return [Path(os.path.normpath(path.parent / name)) for name in _IMPORT.findall(text)]
