"""The JavaScript of a component: one file that a browser fetches once and keeps.

Streamlit takes a text, and sends it again with every figure and every change of one: 200 kB for
a number of 3. So the text it gets only fetches the file, by a name that changes with the content.
"""

import hashlib
import json
import os
import re
from graphlib import TopologicalSorter
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_IMPORT = re.compile(r'^import \{[^;]+ from "([\w./]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default )", re.MULTILINE)
_SERVED: dict[str, str] = {}  # name of a file → its content

# A second address, because a browser may remember that the first one failed.
_FETCH = """
const own = document.querySelector('script[src*="static/js/index"]');
const root = own ? own.src.replace(/static\\/js\\/index.*$/, "") : document.baseURI;
const file = root + %s;
export default (await import(file).catch(() => import(`${file}?again`))).default;
"""


def fetched(name: str, folder: Path, *sheets: Path) -> str:
    """What Streamlit is given for the files below `folder`: where the browser finds them.

    Parameters
    ----------
    name : str
        Of the component, for whoever reads the list of files a browser has loaded.
    *sheets : Path
        The component's rules. As its `css` they would stand in the page once for each place it is
        used in. They come last in it, so that they hold against those of the frame.
    """
    text = joined(folder)
    for sheet in sheets:
        rules = json.dumps(sheet.read_text(encoding="utf-8"))
        made = f"Object.assign(document.createElement('style'), {{ textContent: {rules} }})"
        text += f"\ndocument.body.append({made});\n"
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    _SERVED[f"{name}.{digest}.js"] = text
    return _FETCH % json.dumps(f"downhill/static/{name}.{digest}.js")


def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _SERVED:
        return Response("There is no such file.", 404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "ETag": f'"{name}"'}
    return Response(_SERVED[name], media_type="text/javascript", headers=headers)


ROUTE = Route("/downhill/static/{name}", _file)


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
