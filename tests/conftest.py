"""Fixtures for every test: a server and a browser, started once and only when asked for."""

import os

import pytest
from hypothesis import settings
from playwright.sync_api import expect, sync_playwright

import run
from tests.browser import launch, serving, serving_app, visiting

# Before anything imports Numba: the tests share the compiled kernels of the app.
os.environ.update(run.environment())

collect_ignore = ["sample_course", "stage_app"]  # apps for the tests to open, not tests

# A first call compiles, and the machine is shared: how long an example takes says nothing.
settings.register_profile("downhill", deadline=None)
settings.load_profile("downhill")
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items):
    """Browser tests come last: the quick ones fail first, and Playwright's event loop, which
    occupies the main thread from its start on, meets no other test."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The course, running as `python3 run.py` runs it."""
    with serving(tmp_path_factory.mktemp("server") / "log.txt") as running:
        yield running


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The sample course, served like the real one."""
    log = tmp_path_factory.mktemp("sample") / "log.txt"
    with serving_app("tests/sample_course/door.py", log) as running:
        yield running


@pytest.fixture(scope="session")
def stage_server(tmp_path_factory):
    """The small app of the stage on its own server."""
    log = tmp_path_factory.mktemp("stage") / "log.txt"
    with serving_app("tests/stage_app/app.py", log) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, server):
    """A window of 1280 × 800 with its records (`hosts`, `page_errors`, `console_errors`).

    Afterwards no other host may have been asked, nothing uncaught in page or server."""
    with visiting(browser, server, 1280, 800) as opened:
        yield opened


@pytest.fixture
def page(visit):
    """The page of `visit`, for tests that need no more."""
    return visit.page
