"""The set-up script: every branch of it, with nothing installed and nothing downloaded."""

import ast
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import run
from tests.browser import free_port, serving

ROOT = Path(run.__file__).parent


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """A project of two requirement lists and no `.venv` yet; every command is only noted."""
    (tmp_path / "requirements.txt").write_text("numpy==2.4.6\n")
    (tmp_path / "requirements-dev.txt").write_text("pytest==9.2.0\n")
    monkeypatch.setattr(run, "HERE", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(run.shutil, "which", lambda _name: None)
    return tmp_path / ".venv"


@pytest.fixture
def commands(venv, monkeypatch):
    """The commands run so far. Making an environment links this Python into place."""
    noted = []

    def call(command, **_options):
        noted.append([str(word) for word in command])
        if "venv" in command:
            run.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            run.PYTHON.unlink(missing_ok=True)
            run.PYTHON.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
            run.PYTHON.chmod(0o755)
            for stamp in venv.glob(".downhill-*"):
                stamp.unlink()
        return 0

    monkeypatch.setattr(run.subprocess, "call", call)
    monkeypatch.setattr(run, "usable", lambda **_options: run.PYTHON.exists())
    return noted


def kinds(commands):
    return ["venv" if "venv" in command else "install" for command in commands]


# --- which Python


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_pythons_that_run_the_course_are_accepted(version):
    assert run.python_problem(version) == ""


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 15), (4, 0)])
def test_other_pythons_are_told_what_is_needed(version):
    sentence = run.python_problem(version)
    assert "needs Python 3.11 to 3.14" in sentence
    assert f"this is Python {version[0]}.{version[1]}." in sentence


def test_an_old_python_can_read_the_file_as_far_as_that_sentence():
    """Parsed as Python 3.7, the oldest grammar `ast` knows."""
    source = Path(run.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    guard = next(n for n in tree.body if isinstance(n, ast.If) and "python_problem" in ast.dump(n))
    before = [n for n in tree.body[: tree.body.index(guard)] if isinstance(n, ast.FunctionDef)]
    annotations = [argument.annotation for f in before for argument in f.args.args]
    assert all(isinstance(a, ast.Constant) for a in annotations)  # quoted: never evaluated
    imports = [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
    names = {n.module if isinstance(n, ast.ImportFrom) else n.names[0].name for n in imports}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


# --- what is installed when


def test_the_first_start_makes_the_environment_and_installs_the_lock(venv, commands):
    run.install("app")
    assert kinds(commands) == ["venv", "install"]
    assert commands[1][-2:] == ["-r", str(venv.parent / "requirements.txt")]


def test_the_second_start_does_nothing(commands):
    run.install("app")
    commands.clear()
    run.install("app")
    assert commands == []


def test_tests_need_more_than_the_app_and_the_app_no_more_than_the_tests(commands):
    run.install("app")
    run.install("test")
    assert kinds(commands) == ["venv", "install", "install"]
    assert [word for word in commands[2] if word.endswith(".txt")] == [
        str(run.HERE / "requirements.txt"),
        str(run.HERE / "requirements-dev.txt"),
    ]
    (run.VENV / ".downhill-app").unlink()
    commands.clear()
    run.install("app")
    assert commands == []


def test_a_changed_lock_is_installed_over_the_old_one(venv, commands):
    run.install("app")
    (venv.parent / "requirements.txt").write_text("numpy==2.5.0\n")
    run.install("app")
    assert kinds(commands) == ["venv", "install", "install"]


def test_a_set_up_that_was_killed_is_made_anew(commands, monkeypatch):
    def killed(command, **options):
        if "venv" not in command:
            raise KeyboardInterrupt
        return call(command, **options)

    call = run.subprocess.call
    with monkeypatch.context() as patch:
        patch.setattr(run.subprocess, "call", killed)
        with pytest.raises(KeyboardInterrupt):
            run.install("app")
    assert run.stamp("app") == run.UNFINISHED
    commands.clear()
    run.install("app")
    assert kinds(commands) == ["venv", "install"]
    assert run.stamp("app") == run.fingerprint("app")


def test_a_failed_installation_says_so_and_is_tried_again(commands, monkeypatch):
    call = run.subprocess.call
    with monkeypatch.context() as patch:
        patch.setattr(run.subprocess, "call", lambda c, **o: call(c, **o) or "venv" not in c)
        with pytest.raises(SystemExit, match="Installing the packages failed"):
            run.install("app")
    commands.clear()
    run.install("app")
    assert kinds(commands) == ["install"]


def test_uv_installs_where_it_is_there(commands, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: f"/usr/bin/{name}")
    run.install("app")
    assert [command[0] for command in commands] == ["/usr/bin/uv", "/usr/bin/uv"]


def test_debian_without_venv_is_told_the_package(commands, monkeypatch):
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        run.install("app")
    assert commands == []


def test_only_a_whole_environment_of_this_python_is_usable(venv, monkeypatch):
    assert not run.usable(needs_pip=False)  # none there
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    assert run.usable(needs_pip=False)
    monkeypatch.setattr(run.sys, "version_info", (3, 99, 0))
    assert not run.usable(needs_pip=False)  # made for another version
    assert not venv.exists()


# --- how it is started


def test_a_lecture_is_a_file_and_opens_for_who_knows_its_word(tmp_path, capsys):
    lecture = tmp_path / "monday.json"
    with pytest.raises(SystemExit):
        run.options_of(["--lecture", str(lecture)])
    assert f"there is no file {lecture}" in capsys.readouterr().err
    lecture.write_text("{}")
    options, rest = run.options_of(["--lecture", str(lecture), "--port", "8600"])
    assert (options.lecture, rest) == (lecture, [])
    words = set()
    for _ in range(2):
        word, _, path = run.prepared(lecture, 8600)["DOWNHILL_LECTURE"].partition(":")
        assert Path(path) == lecture.resolve()
        assert f"http://127.0.0.1:8600/?prepared={word}\n" in capsys.readouterr().out
        words.add(word)
    assert len(words) == 2
    assert all(re.fullmatch("[0-9a-f]{8}", word) for word in words)


def test_it_serves_this_machine_alone_unless_shared():
    command = run.app_command(Path("python"), 8600, share=False, rest=["--theme.base", "dark"])
    assert command[:4] == ["python", "-m", "streamlit", "run"]
    options = dict(zip(command[5::2], command[6::2], strict=True))
    assert options == {
        "--server.address": "127.0.0.1",
        "--server.port": "8600",
        "--server.fileWatcherType": "none",
        "--logger.hideWelcomeMessage": "true",
        "--theme.base": "dark",
    }


def test_sharing_opens_it_to_the_network_and_still_asks_nobody_outside():
    shared = run.app_command(Path("python"), 8600, share=True, rest=[])
    options = dict(zip(shared[5::2], shared[6::2], strict=True))
    assert options["--server.address"] == "0.0.0.0"  # noqa: S104 (what is tested)
    assert options["--browser.serverAddress"] == run.lan_address()


def test_options_that_are_not_ours_go_to_streamlit():
    options, rest = run.options_of(["--share", "--theme.base", "dark", "--port", "8600"])
    assert (options.port, options.share, rest) == (8600, True, ["--theme.base", "dark"])


@pytest.mark.parametrize("port", ["0", "65536", "eighty"])
def test_a_port_that_is_none_is_refused(port, capsys):
    with pytest.raises(SystemExit):
        run.options_of(["--port", port])
    assert "port" in capsys.readouterr().err


def test_a_taken_port_is_named_before_anything_is_installed(commands):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is taken"):
            run.main(["--port", str(port)])
    assert commands == []
    assert not run.busy(free_port())


def test_the_kernels_are_kept_where_nobody_else_can_write(venv, monkeypatch):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    cache = Path(run.environment()["NUMBA_CACHE_DIR"])
    assert cache == venv.parent / ".cache/numba"
    if os.name == "posix":
        assert cache.stat().st_mode & 0o777 == 0o700


def test_what_the_user_has_set_stays(venv, monkeypatch):
    monkeypatch.setenv("NUMBA_NUM_THREADS", "7")
    assert run.environment()["NUMBA_NUM_THREADS"] == "7"
    assert run.environment()["MALLOC_ARENA_MAX"] == os.environ.get("MALLOC_ARENA_MAX", "2")
    assert venv.parent.is_dir()


# --- how it is tested


@pytest.fixture
def checks(monkeypatch):
    """Every check passes but those named in the set; `test` is asked for its exit code."""
    monkeypatch.delenv("CI", raising=False)
    failing = set()
    monkeypatch.setattr(run, "passes", lambda name, _command: name not in failing)
    return failing


def test_all_checks_run_in_order_and_pytest_last():
    assert [name for name, _ in run.checks()] == [
        "ruff format",
        "ruff check",
        "lint-imports",
        "mypy",
        "oxlint",
    ]
    assert run.pytest_command(["-k", "slope"])[1:] == ["-m", "pytest", "-k", "slope"]


@pytest.mark.parametrize("name", [*(name for name, _ in run.checks()), "pytest"])
def test_any_failing_check_fails_the_whole(checks, name):
    assert run.test([]) == 0
    checks.add(name)
    assert run.test([]) == 1


def test_leaving_out_the_browser_is_said_last_and_fails_in_ci(checks, monkeypatch, capsys):
    assert run.pytest_command(["--no-browser"])[-2:] == ["-m", "not browser"]
    assert run.test(["--no-browser"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "browser tests NOT RUN"
    monkeypatch.setenv("CI", "true")
    assert run.test(["--no-browser"]) == 1
    assert run.test([]) == 0
    assert not checks


def test_ci_runs_the_command_of_the_readme():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    command = script.splitlines()[-1]
    assert command in re.findall(r"^ {4}(.+test)$", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert os.access(ROOT / ".ci/run", os.X_OK)


# --- the settings


def shown_config(*options):
    """The settings in force when Streamlit is started in this folder."""
    command = [sys.executable, "-m", "streamlit", "config", "show", *options]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return re.findall(r"^(\w+) = (.+)$", shown, re.M)


def test_streamlit_reads_the_settings_of_the_repository():
    settings = dict(shown_config())
    assert settings["gatherUsageStats"] == "false"
    assert settings["showErrorDetails"] == '"none"'
    assert settings["enableStaticServing"] == "false"
    assert settings["maxUploadSize"] == "25"


@pytest.mark.browser
def test_the_running_server_does_not_collect_garbage_after_every_rerun(server):
    """The setting decides between 0.2 s and 13 s of waiting with 100 students."""
    status, body = server.get("/downhill/health")
    assert status == 200
    assert json.loads(body)["post_script_gc"] is False


def test_a_start_says_nothing_but_what_run_py_has_said(tmp_path):
    """No second address, no warning: whoever starts it first reads every line."""
    with serving(tmp_path / "log.txt") as server:
        assert server.get("/slope")[0] == 200
        assert server.log_text() == ""


@pytest.mark.browser
def test_the_server_listens_on_this_machine_alone(server):
    port = int(server.url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port), timeout=5):
        pass
    address, refused = run.lan_address(), (ConnectionRefusedError, TimeoutError, socket.gaierror)
    with pytest.raises(refused), socket.create_connection((address, port), timeout=2):
        pass
