#!/usr/bin/env python3
"""Start Downhill, or test it, with nothing installed but Python.

    python3 run.py                   set up what is missing, then start the course
    python3 run.py --port 8600       … on another port
    python3 run.py --share           … for everyone in this network
    python3 run.py --lecture FILE    … with a lecture that you have saved from its pages
    python3 run.py test [options]    run every check and test; options go to pytest
    python3 run.py test --no-browser … without those that drive a browser

Whatever else is given goes to `streamlit run`. The packages live in `.venv` beside this
file and nowhere else. The file still parses on Python 3.6, so that an old Python is told
what is missing instead of showing a SyntaxError.
"""

import argparse
import hashlib
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)


def python_problem(version: "tuple[int, int]") -> str:
    """Say why this Python cannot run the course, or nothing."""
    if OLDEST <= version <= NEWEST:
        return ""
    return (
        "Downhill needs Python {}.{} to {}.{}; this is Python {}.{}.\n"
        "Start it with another one, for example:  python3.12 run.py"
    ).format(*OLDEST, *NEWEST, *version)


# Before the first annotation that an old Python could not evaluate.
if python_problem(sys.version_info[:2]):
    sys.exit(python_problem(sys.version_info[:2]))

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")

PACKAGES = {
    "app": ["requirements.txt"],
    "test": ["requirements.txt", "requirements-dev.txt"],
}
UNFINISHED = "unfinished"


def main(arguments: list[str]) -> int:
    """Do what the command line says; return the exit code."""
    if arguments[:1] == ["test"]:
        install("test")
        return test(arguments[1:])
    options, rest = options_of(arguments)
    if busy(options.port):
        sys.exit(
            f"Port {options.port} is taken, perhaps by this course in another window.\n"
            f"Choose another one:  python3 run.py --port {options.port + 1}"
        )
    install("app")
    return start(options, rest)


def options_of(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """Split a command line into our options and those meant for Streamlit."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="python3 run.py [--port N] [--share] [--lecture FILE] [streamlit options] "
        "| test [pytest options]",
        allow_abbrev=False,
    )
    parser.add_argument("--port", type=int, default=8501, help="1 to 65535 (default: 8501)")
    parser.add_argument("--share", action="store_true", help="let others in this network in")
    parser.add_argument("--lecture", type=Path, help="a lecture saved from the course")
    options, rest = parser.parse_known_args(arguments)
    if options.lecture and not options.lecture.is_file():
        parser.error(f"there is no file {options.lecture}")
    if not 0 < options.port < 65536:
        parser.error("a port is a number from 1 to 65535")
    return options, rest


def install(purpose: str) -> None:
    """Bring `.venv` to what the requirement files say; at once when it is there already."""
    if any(stamp(each) == fingerprint(each) for each in {purpose, "test"}):
        return
    uv = shutil.which("uv")
    if stamp(purpose) == UNFINISHED or not usable(needs_pip=uv is None):
        make_venv(uv)
    say(f"Installing packages into {VENV} (only once; about a minute) …")
    stamp_file(purpose).write_text(UNFINISHED, encoding="ascii")
    if subprocess.call(install_command(uv, purpose)):
        stamp_file(purpose).unlink()
        sys.exit("Installing the packages failed; the reason is above. Is there a network?")
    stamp_file(purpose).write_text(fingerprint(purpose), encoding="ascii")


def fingerprint(purpose: str) -> str:
    """Hash what an installation depends on: the lists of packages and this Python."""
    lists = b"\0".join((HERE / name).read_bytes() for name in PACKAGES[purpose])
    return hashlib.sha256(lists + sys.version.encode()).hexdigest()


def stamp_file(purpose: str) -> Path:
    """Where the fingerprint of the last complete installation is kept."""
    return VENV / f".downhill-{purpose}"


def stamp(purpose: str) -> str:
    """Read the last fingerprint: `UNFINISHED` when a set-up was cut short, empty before any."""
    file = stamp_file(purpose)
    return file.read_text(encoding="ascii") if file.is_file() else ""


def usable(*, needs_pip: bool) -> bool:
    """Tell whether `.venv` is whole and made for this version of Python."""
    program = "import sys; print(sys.version_info[:2])" + ("; import pip" if needs_pip else "")
    try:
        answer = subprocess.run(
            [PYTHON, "-c", program], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.strip() == str(sys.version_info[:2])


def make_venv(uv: str | None) -> None:
    """Make `.venv` anew, in place of whatever half of one is there."""
    if uv:
        command = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)]
    else:
        if importlib.util.find_spec("ensurepip") is None:
            sys.exit(
                "This Python cannot make virtual environments. On Debian and Ubuntu:\n"
                "  sudo apt install python3-venv"
            )
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.call(command):
        sys.exit(f"Making {VENV} failed; the reason is above.")


def install_command(uv: str | None, purpose: str) -> list[str]:
    """Build the command that installs every list of packages into `.venv`."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)] if uv else pip
    for name in PACKAGES[purpose]:
        command += ["-r", str(HERE / name)]
    return command


def start(options: argparse.Namespace, rest: list[str]) -> int:
    """Become the server (Windows: run it and wait)."""
    port, share = options.port, options.share
    if share:
        say(f"Others in this network open  http://{lan_address()}:{port}")
        say("Everyone who can reach this machine can use it now.")
    say(f"Downhill opens at  http://127.0.0.1:{port}   (Ctrl+C ends it)")
    settings = environment() | (prepared(options.lecture, port) if options.lecture else {})
    command = app_command(PYTHON, port, share, rest)
    os.chdir(HERE)
    if os.name != "nt":
        # The server takes over this very process, so that whoever ends it ends the server.
        os.execve(command[0], command, settings)
    return wait(subprocess.Popen(command, env=settings))


def prepared(lecture: Path, port: int) -> dict[str, str]:
    """Say where a lecture opens; return the setting by which the server finds its file.

    The notes are the lecturer's: under --share everybody reaches the server, and only who knows
    the word, another one at each start, is given the file.
    """
    word = secrets.token_hex(4)
    say(f"Your lecture opens at  http://127.0.0.1:{port}/?prepared={word}")
    return {"DOWNHILL_LECTURE": f"{word}:{lecture.resolve()}"}


def app_command(python: Path, port: int, share: bool, rest: list[str]) -> list[str]:  # noqa: FBT001
    """Build the command that serves the course."""
    address = ["--server.address", "127.0.0.1"]
    if share:
        # Unless it is told where it is reached, Streamlit asks a host outside for its address.
        address = ["--server.address", "0.0.0.0", "--browser.serverAddress", lan_address()]  # noqa: S104
    return [
        *(str(python), "-m", "streamlit", "run", str(HERE / "app.py")),
        *address,
        *("--server.port", str(port)),
        *("--server.fileWatcherType", "none"),
        *("--logger.hideWelcomeMessage", "true"),  # the address is said already
        *rest,
    ]


def environment() -> dict[str, str]:
    """Set the environment of the server and of the tests; what is set already stays.

    Compiled kernels are kept between starts. Numba's files are executed when they are read,
    hence a folder nobody else may write to, never a shared one such as /tmp.
    """
    cache = HERE / ".cache" / "numba"
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    cores = os.cpu_count() or 2
    return {
        "NUMBA_CACHE_DIR": str(cache),
        "NUMBA_NUM_THREADS": str(max(1, cores - 1)),  # one core stays free for the pages
        "MALLOC_ARENA_MAX": "2",  # otherwise every thread of the server hoards memory
        "OPENBLAS_NUM_THREADS": "1",  # small matrices: threads that wait for each other only delay
        **os.environ,
    }


def busy(port: int) -> bool:
    """Tell whether somebody answers at this port already."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def lan_address() -> str:
    """Find this machine's address in its network; UDP looks up the route and sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address reserved for documentation
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


def wait(process: subprocess.Popen[bytes]) -> int:
    """Wait for the server; Ctrl+C reaches it too, so just let it finish."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def test(options: list[str]) -> int:
    """Run the five static checks, then pytest, whose closing line stays the last one."""
    failed = [name for name, command in checks() if not passes(name, command)]
    if failed:
        say(f"\nFAILED so far: {', '.join(failed)}. The tests run all the same.")
    tests_pass = passes("pytest", pytest_command(options))
    without_browser = "--no-browser" in options
    if without_browser:
        say("browser tests NOT RUN")
    incomplete = without_browser and os.environ.get("CI") == "true"
    return 1 if failed or not tests_pass or incomplete else 0


def checks() -> list[tuple[str, list[str]]]:
    """Name and command of every static check."""
    ruff, mypy = [str(PYTHON), "-m", "ruff"], [str(PYTHON), "-m", "mypy"]
    return [
        ("ruff format", [*ruff, "format", "--check", "--quiet", "."]),
        ("ruff check", [*ruff, "check", "--quiet", "."]),
        ("lint-imports", [str(BIN / "lint-imports"), "--no-logo"]),
        ("mypy", mypy),
        ("oxlint", [str(BIN / "oxlint")]),
    ]


def pytest_command(options: list[str]) -> list[str]:
    """Build the command of the tests; `--no-browser` is ours, all else is for pytest."""
    command = [str(PYTHON), "-m", "pytest", *(word for word in options if word != "--no-browser")]
    if not {"-n", "-k", "--collect-only"} & set(options):  # a few tests do better without helpers
        command += ["-n", str(min(os.cpu_count() or 1, 4))]
    return command + (["-m", "not browser"] if "--no-browser" in options else [])


def passes(name: str, command: list[str]) -> bool:
    """Run one check under a heading; tell whether it passed."""
    say(f"\n=== {name} ===")
    return subprocess.call(command, cwd=HERE, env=environment()) == 0


def say(text: str) -> None:
    """Print at once: the next writer may be another process."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
