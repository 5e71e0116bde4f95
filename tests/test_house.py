"""The rules of the house, read from the source with `ast`.

A rule is a function from one file's tree to complaints, each "line: what is wrong". Every
rule is run over the files it binds, and over a small offence it must notice.
"""

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import run
from mf_core.algorithms import ALGORITHMS
from mf_core.datasets import DATASETS
from pages._kit.course import lessons

ROOT = Path(run.__file__).parent
LESSONS = sorted(path for path in ROOT.glob("pages/*.py") if path.stem != "__init__")
MODULES = sorted([*ROOT.glob("mf_core/**/*.py"), *ROOT.glob("pages/_kit/**/*.py")])
KERNEL_MODULES = [path for path in MODULES if "@kernel\n" in path.read_text(encoding="utf-8")]
COMPILED = [path for path in MODULES if "kernel\n" in path.read_text(encoding="utf-8")]
ALL = [ROOT / "app.py", *LESSONS, *MODULES]
SCRIPTS = sorted(ROOT.glob("pages/**/*.js"))
STYLES = sorted(ROOT.glob("pages/**/*.css"))


def name_of(path):
    return str(path.relative_to(ROOT))


def at(node, sentence):
    return f"{node.lineno}: {sentence}"


def called(node):
    """The last name of what a call calls: `query` for `frame.query(…)`, `eval` for `eval(…)`."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def has_arithmetic(node):
    return any(isinstance(each, ast.BinOp | ast.UnaryOp | ast.AugAssign) for each in ast.walk(node))


# --- lessons are flat scripts

NOT_FLAT = {
    ast.FunctionDef: "def",
    ast.AsyncFunctionDef: "async def",
    ast.Lambda: "lambda",
    ast.ClassDef: "class",
    ast.While: "while",
}
COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
LESSON_IMPORTS = ("streamlit", "mf_core", "pages._kit")


def flat(tree):
    """No `def`, `class`, `while`, `lambda`, no comprehension over maths, no `np.`, no `go.`."""
    found = []
    for node in ast.walk(tree):
        if word := NOT_FLAT.get(type(node)):
            found.append(at(node, f"a lesson has no {word}; it belongs to _kit or mf_core"))
        if isinstance(node, COMPREHENSIONS) and has_arithmetic(node):
            found.append(at(node, "a lesson does not compute; mf_core does"))
        if isinstance(node, ast.Name) and node.id in {"np", "go", "math", "nb", "pd"}:
            found.append(at(node, f"a lesson does not use {node.id}; mf_core does"))
    return found


def lesson_imports(tree):
    """A lesson imports streamlit, mf_core and pages._kit, and nothing else."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found += [
            at(node, f"a lesson does not import {name}")
            for name in names
            if not any(f"{name}.".startswith(f"{allowed}.") for allowed in LESSON_IMPORTS)
        ]
    return found


# --- kernels


def kernels_in(tree):
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [f for f in functions if any(ast.unparse(d) == "kernel" for d in f.decorator_list)]


def compiled_in(tree):
    """Every function that is compiled: a kernel, and what its maker hands to `fast_kernel`."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    found = [
        f
        for f in functions
        if {ast.unparse(d) for d in f.decorator_list} & {"kernel", "fast_kernel"}
    ]
    for maker in functions:
        own = {node.name: node for node in maker.body if isinstance(node, ast.FunctionDef)}
        calls = [node for node in ast.walk(maker) if isinstance(node, ast.Call)]
        handed = [ast.unparse(node.args[0]) for node in calls if called(node) == "fast_kernel"]
        found += [own[name] for name in handed]
    return found


def kernel_formulas(tree):
    """Every kernel shows its formula: the course prints it beside the source."""
    return [
        at(kernel, f"{kernel.name} has no `.. math::` block")
        for kernel in kernels_in(tree)
        if ".. math::" not in (ast.get_docstring(kernel) or "")
    ]


# Types, not functions; and vectors, which forget what was compiled before they changed.
NEVER_STALE = {"mf_core.model", "mf_core.fast.lanes"}


def kernel_calls(tree):
    """A kernel calls kernels of its own file only: Numba's cache overlooks changes elsewhere."""
    foreign = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        and f"{node.module}.".startswith("mf_core.")
        and node.module not in NEVER_STALE
        for alias in node.names
    }
    return [
        at(node, f"{kernel.name} calls {called(node)} of another file")
        for kernel in compiled_in(tree)
        for node in ast.walk(ast.Module(kernel.body, []))
        if isinstance(node, ast.Call) and called(node) in foreign
    ]


# --- what is not written anywhere, and no linter sees (the rest is banned in pyproject.toml)

DANGER = {
    **dict.fromkeys(["query", "eval"], "pandas would execute what a student uploads"),
    "to_pickle": "a pickle executes what it likes",
}
DANGEROUS_BUILTINS = {"compile", "getattr", "setattr", "__import__"}
SWITCHES = {
    ("sep", None): "pandas guesses the separator with the Sniffer",
    ("fastmath", True): "it deletes tests for NaN, so a diverging run would look healthy",
    ("parallel", True): "two Python threads in Numba's own thread layer end the process",
    ("allow_pickle", True): "a pickle executes what it likes",
}


def safe_calls(tree):
    """Nothing executes text, and no safety is switched off."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in DANGEROUS_BUILTINS:
            found.append(at(node, f"{node.id} is not used here"))
        if not isinstance(node, ast.Call):
            continue
        if reason := DANGER.get(called(node)):
            found.append(at(node, f"{called(node)}: {reason}"))
        for keyword in node.keywords:
            value = keyword.value.value if isinstance(keyword.value, ast.Constant) else ...
            if isinstance(value, bool | None) and (keyword.arg, value) in SWITCHES:
                found.append(at(node, f"{keyword.arg}={value}: {SWITCHES[keyword.arg, value]}"))
    return found


# --- what a page knows of a widget

READING = {"get", "pop", "setdefault"}


def session_keys(tree):
    """Every use of `st.session_state`: (node, the key as written, whether it writes)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "st.session_state":
            yield node, ast.unparse(node.slice), isinstance(node.ctx, ast.Store)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of_session = ast.unparse(node.func.value) == "st.session_state"
            if of_session and node.func.attr in READING:
                yield node, ast.unparse(node.args[0]), node.func.attr == "setdefault"


def is_text(key):
    """Whether a key is written out, as a string or an f-string."""
    return isinstance(ast.parse(key, mode="eval").body, ast.Constant | ast.JoinedStr)


def own_memory(tree):
    """A file reads from the session what it has written there; of a widget it asks the kit."""
    used = list(session_keys(tree))
    written = {key for _, key, writes in used if writes}
    return [
        at(node, f"{key} belongs to a widget: ask controls.value or questions.answered")
        for node, key, _ in used
        if is_text(key) and key not in written
    ]


# --- what a number looks like on a page


def written_numbers(tree):
    """A page leaves 1e-02 and -0.5 to the machine: `saying` writes numbers for readers."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = ast.unparse(node.format_spec).strip("f'\"")
            if spec.endswith(("g", "e", "G", "E")):
                found.append(at(node, f":{spec} may write 1e-02; saying.brief does not"))
        if isinstance(node, ast.Call) and ast.unparse(node).endswith(".replace('-', '−')"):
            found.append(at(node, "saying.number writes a true minus"))
    return found


def whole_sentences(tree):
    """A text is a docstring or is used: one that stands alone has fallen off a sentence."""
    owners = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    documented = [node.body[0] for node in ast.walk(tree) if isinstance(node, owners) and node.body]
    return [
        at(node, "a text that nothing uses; the brackets of its sentence are missing")
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant | ast.JoinedStr)
        and getattr(node.value, "value", "") is not ...
        and node not in documented
    ]


# --- every rule over every file it binds, and over an offence

BINDING = [
    *((rule, path) for rule in (flat, lesson_imports) for path in LESSONS),
    *((kernel_formulas, path) for path in KERNEL_MODULES),
    *((kernel_calls, path) for path in COMPILED),
    *((safe_calls, path) for path in ALL),
    *((whole_sentences, path) for path in ALL),
    *((written_numbers, path) for path in ALL if "mf_core" not in path.parts),
    *(
        (own_memory, path)
        for path in [*LESSONS, *MODULES]
        if not path.match("_kit/*.py")
        and not {"frame", "stage", "questions", "mf_core"} & set(path.parts)
    ),
]

OFFENCES = [
    *((flat, code) for code in ("def f(): ...", "class C: ...", "while x: ...", "f = lambda: 1")),
    (flat, "[2 * x for x in run]"),
    (flat, "sum(-x for x in run)"),
    (flat, "st.write(np.pi)"),
    *((lesson_imports, f"import {name}") for name in ("numpy", "os", "mf_core_too", "pages")),
    *((lesson_imports, f"from {name}") for name in ("pages import slope", "plotly import io")),
    (kernel_formulas, '@kernel\ndef f(x):\n    """Without a formula."""'),
    (kernel_formulas, "@kernel\ndef f(x): ..."),
    (kernel_calls, "from mf_core.other import g\n@kernel\ndef f(x):\n    return g(x)"),
    (kernel_calls, "from mf_core.other import g\n@fast_kernel\ndef f(x):\n    return g(x)"),
    (
        kernel_calls,
        "from mf_core.other import g\ndef made():\n    def f(x):\n        return g(x)\n"
        "    return fast_kernel(f)",
    ),
    *((safe_calls, f"{name}(text)") for name in sorted(DANGEROUS_BUILTINS | set(DANGER))),
    *((safe_calls, f"some.{name}(text)") for name in DANGER),
    *((safe_calls, f"f({name}={value})") for name, value in SWITCHES),
    *((own_memory, f"x = st.session_state{read}") for read in ("['a_eta']", ".get(f'{a}_quiz')")),
    *((written_numbers, f"f'{{x:{spec}}}'") for spec in ("g", ".3g", ".0e")),
    (written_numbers, "text.replace('-', '−')"),
    *((whole_sentences, f"said = 'It falls '\n{rest}") for rest in ("'and rises.'", "f'to {x}.'")),
    (own_memory, "st.session_state['mine'] = 1\nx = st.session_state.pop('yours')"),
]

INNOCENT = [
    (flat, "losses = [frame.loss for frame in run]\nst.write(f'{k} factors')\nfor k in ks: k"),
    (lesson_imports, "import streamlit as st\nfrom pages._kit import eta\nimport mf_core.model"),
    (kernel_formulas, '@kernel\ndef f(x):\n    """Twice.\n\n    .. math:: 2x\n    """'),
    (kernel_calls, "from mf_core.model import Factors\n@kernel\ndef f(P): return Factors(P, P)"),
    (written_numbers, "f'{n} of {x:.2f} and {n:,}'; text.replace('−', '-')"),
    (
        kernel_calls,
        "from mf_core.fast.lanes import dots\n@fast_kernel\ndef f(p): return dots(p, p)",
    ),
    (own_memory, "st.session_state[f'{a}_b'] = 1\nx = st.session_state.get(f'{a}_b', 2)"),
    (whole_sentences, "'Of a file.'\ndef f():\n    'Of a call.'\n    ...\nf()\n..."),
    (safe_calls, "re.compile('x'); st.query_params; f(verify=True, sep=',', n=0)"),
]


@pytest.mark.parametrize(("rule", "path"), BINDING, ids=lambda x: getattr(x, "__name__", x))
def test_the_house_keeps_its_rules(rule, path):
    complaints = rule(ast.parse(path.read_text(encoding="utf-8")))
    assert not complaints, "\n".join(f"{name_of(path)}:{complaint}" for complaint in complaints)


@pytest.mark.parametrize(("rule", "code"), OFFENCES)
def test_the_rules_notice_an_offence(rule, code):
    assert rule(ast.parse(code))


@pytest.mark.parametrize(("rule", "code"), INNOCENT)
def test_the_rules_leave_the_innocent_alone(rule, code):
    assert rule(ast.parse(code)) == []


# --- what runs in the browser, as text; oxlint knows the rest


def narrow(text):
    """No line of JavaScript is wider than one of Python."""
    lines = enumerate(text.splitlines(), 1)
    return [f"{n}: {len(line)} characters wide" for n, line in lines if len(line) > 100]


def headed(text):
    """A file begins with a comment that says what is in it."""
    return [] if text.startswith("// ") else ["1: what is in this file?"]


def explained(text):
    """What a file gives to others stands below a comment that says what it is."""
    lines = text.splitlines()
    return [
        f"{n}: {line} … what is it?"
        for n, line in enumerate(lines, 1)
        if line.startswith("export ") and (n == 1 or not lines[n - 2].endswith("*/"))
    ]


IN_BROWSER = [
    *(
        (rule, path)
        for rule in (narrow, headed)
        for path in [*SCRIPTS, *ROOT.glob("tests/js/*.js")]
    ),
    *((explained, path) for path in SCRIPTS),
]


@pytest.mark.parametrize(("rule", "path"), IN_BROWSER, ids=lambda x: getattr(x, "__name__", x))
def test_javascript_keeps_the_rules_of_the_house(rule, path):
    complaints = rule(path.read_text(encoding="utf-8"))
    assert not complaints, "\n".join(f"{name_of(path)}:{complaint}" for complaint in complaints)


def test_the_rules_for_javascript_notice_an_offence_and_leave_the_innocent_alone():
    innocent = (
        f"// What this is.\n\n/** Nothing. */\nexport const a = 0;\nconst b = '{'x' * 87}';\n"
    )
    assert [rule(innocent) for rule in (narrow, headed, explained)] == [[], [], []]
    assert narrow("x" * 100 + "\n" + "x" * 101) == ["2: 101 characters wide"]
    assert headed("import './dom.js';\n// What this is.")
    assert explained("// What this is.\n\nexport class A {}")
    assert explained("export default function () {}")


# --- what the linter has been told to notice

NOTICED = {
    **{f"import {name}": "TID251" for name in ("pickle", "shelve", "marshal", "dill")},
    **{f"import {name}": "TID251" for name in ("sympy", "numexpr", "asteval")},
    "from pickle import loads": "TID251",
    "from time import time": "TID251",
    "import csv; csv.Sniffer()": "TID251",
    "import pandas; pandas.eval(text)": "TID251",
    "import pandas; pandas.read_pickle(file)": "TID251",
    "import numpy; numpy.random.seed(0)": "TID251",
    "from numba import njit": "TID251",
    "eval(text)": "S307",
    "exec(text)": "S102",
    "import requests; requests.get(url, verify=False, timeout=1)": "S501",
    "try: f()\nexcept Exception: pass": "S110",
    "for x in y:\n  try: f()\n  except Exception: continue": "S112",
    "try: f()\nexcept Exception: ...": "SIM105",
    "try: f()\nexcept: ...": "E722",
}


@pytest.fixture(scope="module")
def found_by_the_linter(tmp_path_factory):
    """The codes ruff finds in each of these, as if they stood in the core."""
    folder = tmp_path_factory.mktemp("offences")
    for n, code in enumerate(NOTICED):
        (folder / f"{n}.py").write_text(f"{code}\n")
    command = [sys.executable, "-m", "ruff", "check", "--config", ROOT / "pyproject.toml"]
    command += ["--output-format", "json", "--no-cache", folder]
    found = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    return {(int(Path(one["filename"]).stem), one["code"]) for one in found}


@pytest.mark.parametrize("n", range(len(NOTICED)), ids=list(NOTICED))
def test_the_linter_notices_an_offence(n, found_by_the_linter):
    assert (n, list(NOTICED.values())[n]) in found_by_the_linter


# --- sizes and lists


LESSON_STATEMENTS, LESSON_LINES, MODULE_LINES = 90, 110, 250


def statements(text):
    """How many statements a file has; a docstring is one."""
    return sum(isinstance(node, ast.stmt) for node in ast.walk(ast.parse(text)))


def docstrings(tree):
    """The expressions that are docstrings."""
    documented = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, documented)]
    return {body[0].value for body in bodies if body and isinstance(body[0], ast.Expr)}


def lines_of_code(text):
    """How many lines a file has besides those of its prose; docstrings are no prose.

    Nobody is to cut a sentence so that a file fits.
    """
    tree = ast.parse(text)
    code = docstrings(tree)
    prose = {
        line
        for node in ast.walk(tree)
        if node not in code
        and (isinstance(node, ast.JoinedStr) or isinstance(getattr(node, "value", None), str))
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    return text.count("\n") - len(prose)


def over_budget(text, *, is_lesson):
    """What a file has too much of."""
    limits = [(lines_of_code(text), LESSON_LINES if is_lesson else MODULE_LINES, "lines of code")]
    if is_lesson:
        limits += [(statements(text), LESSON_STATEMENTS, "statements")]
    return [f"{count} {what}, not {limit}" for count, limit, what in limits if count > limit]


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_files_stay_short_enough_to_read(path):
    assert not over_budget(path.read_text(encoding="utf-8"), is_lesson=path in LESSONS)


@pytest.mark.parametrize("path", [*SCRIPTS, *STYLES], ids=name_of)
def test_scripts_and_styles_stay_short_enough_to_read(path):
    assert path.read_text(encoding="utf-8").count("\n") <= MODULE_LINES


def test_the_budget_counts_code_and_not_words():
    prose = 'st.markdown(\n    "One sentence. "\n    f"And {n} more."\n)\n'
    assert lines_of_code(prose) == 2
    assert statements(prose) == 1
    assert lines_of_code('"""What it is."""\nx = 1\n') == 2
    assert over_budget(prose * 55, is_lesson=True) == []
    assert over_budget("x = 1\n" * 91, is_lesson=True) == ["91 statements, not 90"]
    assert over_budget("\n" * 111, is_lesson=True) == ["111 lines of code, not 110"]
    assert over_budget("x = 1\n" * 250, is_lesson=False) == []
    assert over_budget("x = 1\n" * 251, is_lesson=False) == ["251 lines of code, not 250"]


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=name_of)
def test_every_folder_of_the_core_is_a_package(folder):
    """Otherwise the import linter passes it over, and its modules go by their bare names."""
    assert (folder / "__init__.py").is_file()


def bound_in(tree, package):
    """The names a package binds itself; its own modules, fetched as modules, are not among them."""
    names = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module != package:
            names |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names |= {ast.unparse(target) for target in targets}
    return names


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in MODULES if "mf_core" in path.parts}), ids=name_of
)
def test_no_name_is_a_module_and_something_else(folder):
    """Which of the two `from package import name` gives would hang on the order of the imports."""
    tree = ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))
    modules = {path.stem for path in folder.iterdir()}
    assert not bound_in(tree, name_of(folder).replace("/", ".")) & modules


def test_names_of_a_package_are_recognised():
    code = "from a.b import c\nfrom a import d as e\nx: int = 1\ny = 2\ndef f(): ...\nclass G: ..."
    assert bound_in(ast.parse(code), "a.b") == {"e", "x", "y", "f", "G"}
    assert bound_in(ast.parse(code), "a") == {"c", "x", "y", "f", "G"}


def test_the_course_lists_every_lesson_of_the_folder_once():
    slugs = [lesson.slug for lesson in lessons()]
    assert sorted(slugs) == [path.stem for path in LESSONS]


def has_algorithm(tree):
    """Does this file define `ALGORITHM = …`, as every algorithm does?"""
    assignments = [node for node in tree.body if isinstance(node, ast.Assign)]
    return any(ast.unparse(node.targets[0]) == "ALGORITHM" for node in assignments)


def loaders_of(tree):
    """The functions that make a built-in data set: public, of a seed alone."""
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and [argument.arg for argument in node.args.args] == ["seed"]
        and ast.unparse(node.returns) == "Dataset"
    }


def trees_of(package):
    folder = ROOT / "mf_core" / package
    return {p.stem: ast.parse(p.read_text(encoding="utf-8")) for p in folder.glob("*.py")}


def test_the_algorithms_listed_are_the_files_of_their_folder():
    files = {stem for stem, tree in trees_of("algorithms").items() if has_algorithm(tree)}
    modules = {stem: import_module(f"mf_core.algorithms.{stem}") for stem in files}
    assert {stem: module.ALGORITHM for stem, module in modules.items()} == ALGORITHMS
    assert files


def test_the_data_sets_listed_are_the_loaders_of_their_folder():
    written = {
        f"{stem}.{name}" for stem, tree in trees_of("datasets").items() for name in loaders_of(tree)
    }
    listed = [source.load for source in DATASETS.values()]
    assert {f"{load.__module__.split('.')[-1]}.{load.__name__}" for load in listed} == written
    assert written


def test_algorithms_and_loaders_are_recognised():
    assert has_algorithm(ast.parse("def step(): ...\nALGORITHM = Algorithm(step)"))
    assert not has_algorithm(ast.parse("class Algorithm: ..."))
    loaders = "def load(seed: int) -> Dataset: ...\ndef _toy(seed: int) -> Dataset: ..."
    assert loaders_of(ast.parse(f"{loaders}\ndef read(data: bytes) -> Dataset: ...")) == {"load"}


# --- documents


def notation_symbols(text):
    """What CONTRIBUTING's section on notation sets in `code`."""
    section = text.split("## Notation")[1].split("\n## ")[0]
    return {word for cell in re.findall(r"`([^`]+)`", section) for word in re.split(r"\W+", cell)}


def test_only_symbols_of_the_notation_table_may_be_capital_letters():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    allowed = settings["tool"]["ruff"]["lint"]["pep8-naming"]["ignore-names"]
    explained = notation_symbols((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert set(allowed) <= explained
    assert notation_symbols("`Z`\n## Notation\n`P[u]`, `dP`\n## Next\n`X`") == {"P", "u", "", "dP"}
