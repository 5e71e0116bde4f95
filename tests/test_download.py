"""Downloads from a server on this machine: what can go wrong, and what is left behind."""

import errno
import hashlib
import json
import os
import random
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from mf_core import warming
from mf_core.datasets import download as module
from mf_core.datasets.download import (
    INSTEAD,
    PUBLISHED,
    DownloadError,
    Release,
    download,
)
from mf_core.datasets.movielens import NAMES, read_movielens
from mf_core.datasets.releases import HOME, published
from tests.loopback import Loopback, serving
from tests.movielens_zip import small_set

DATA = random.Random(1).randbytes(3 << 20)
N_KILLS = int(os.environ.get("DOWNHILL_KILLS", "6"))
ROOT = Path(__file__).parents[1]

# What a child process runs: it tells when the first bytes have come, so that it can be killed.
CHILD = """
import sys
from pathlib import Path
import requests
from mf_core.datasets.download import Release, download
name, url, md5, size, folder = sys.argv[1:]
session = requests.Session()
session.trust_env = False
said = []
def progress(have, total):
    if not said:
        said.append(have)
        print("started", flush=True)
download(Release(name, name, url, md5, 0, int(size)), Path(folder), progress, session)
print("finished", flush=True)
"""


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serving(DATA) as running:
        yield running


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as direct:
        direct.trust_env = False  # a proxy of the campus must not stand before this machine
        yield direct


def release_of(server: Loopback) -> Release:
    md5 = hashlib.md5(server.data, usedforsecurity=False).hexdigest()
    return Release("set", "A set", server.url, md5, 0, len(server.data))


def silent(_have: int, _total: int) -> None:
    """No one is watching."""


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".lock")


def part_of(release: Release) -> str:
    return f".set-{release.md5[:8]}.part"


def failure(release: Release, folder: Path, session: requests.Session) -> str:
    start = time.monotonic()
    with pytest.raises(DownloadError) as caught:
        download(release, folder, silent, session, timeout=1.0)
    assert time.monotonic() - start < 3.0
    message = str(caught.value)
    assert message.endswith(INSTEAD)
    assert not (folder / "set.zip").exists()
    return message


def test_published_table() -> None:
    for name, release in PUBLISHED.items():
        assert name == release.name
        assert release.url == f"{HOME}/{name}.zip"
        assert release.url.startswith("https://")
        assert len(bytes.fromhex(release.md5)) == 16
        assert NAMES[release.n_ratings] == (release.name, release.title)
    assert len({release.md5 for release in PUBLISHED.values()}) == len(PUBLISHED) == 6


def test_a_mirror_on_campus_is_offered_beside_the_publisher(tmp_path, monkeypatch) -> None:
    listed = tmp_path / "releases.json"
    listed.write_text(json.dumps([MIRROR._asdict()]))
    monkeypatch.setenv("DOWNHILL_RELEASES", str(listed))
    assert published() == PUBLISHED | {"a-mirror": MIRROR}


MIRROR = Release("a-mirror", "Mirror", "http://127.0.0.1/a.zip", "00" * 16, 100_000)


@pytest.mark.parametrize(
    "written",
    [None, "{", '["a"]', '{"name": 1}', "5", '[{"name": "x"}]', json.dumps([[*MIRROR]]),
     json.dumps([MIRROR._asdict() | {"url": 5}]), json.dumps([MIRROR._asdict() | {"more": 1}])],
)  # fmt: skip
def test_a_wrong_list_is_told_at_the_start_and_not_to_a_student(
    written, tmp_path, monkeypatch, caplog
) -> None:
    listed = tmp_path / "releases.json"
    if written is not None:
        listed.write_text(written)
    monkeypatch.setenv("DOWNHILL_RELEASES", str(listed))
    warming.warm_up()  # the start
    (told,) = caplog.messages
    assert told.startswith(f"DOWNHILL_RELEASES: {listed} is no list of releases (")
    assert published() == PUBLISHED
    assert len(caplog.messages) == 1  # and not again for each visitor


def test_whole_file_with_progress_then_from_the_folder(server, session, tmp_path) -> None:
    seen = []
    folder = tmp_path / "made" / "here"
    path = download(release_of(server), folder, lambda *at: seen.append(at), session)
    assert path == folder / "set.zip"
    assert path.read_bytes() == DATA
    assert seen == sorted(set(seen))
    assert seen[-1] == (len(DATA), len(DATA))
    assert visible(folder) == ["set.zip"]
    seen.clear()
    assert download(release_of(server), folder, lambda *at: seen.append(at), session) == path
    assert seen == []
    assert server.ranges == [""]


def test_without_a_known_size(server, session, tmp_path) -> None:
    release = release_of(server)._replace(size=0)
    assert download(release, tmp_path, silent, session).read_bytes() == DATA


def test_damaged_file_in_the_folder_is_fetched_again(server, session, tmp_path) -> None:
    (tmp_path / "set.zip").write_bytes(DATA[:-1])
    assert download(release_of(server), tmp_path, silent, session).read_bytes() == DATA


# --- the server misbehaves ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "words", "kept"),
    [
        ("503", "answered 503", 0),
        ("away", "another address", 0),
        ("circles", "round in circles", 0),
        ("html", "checksum is wrong", 0),
        ("flip", "checksum is wrong", 0),
        ("endless", "more than it announced", len(DATA)),
        ("cut", "The connection broke; try again", len(DATA) // 2),
        ("hang", "nothing for 1 seconds; try again", len(DATA) // 2),
    ],
)
def test_failures_say_what_happened_and_keep_what_can_be_continued(
    server, session, tmp_path, mode, words, kept
) -> None:
    server.mode = mode
    assert words in failure(release_of(server), tmp_path, session)
    part = tmp_path / part_of(release_of(server))
    assert (part.stat().st_size if part.exists() else 0) == kept
    server.mode = "ok"
    assert download(release_of(server), tmp_path, silent, session).read_bytes() == DATA
    assert visible(tmp_path) == ["set.zip"]


def test_redirect_within_the_server_is_followed(server, session, tmp_path) -> None:
    server.mode = "here"
    assert download(release_of(server), tmp_path, silent, session).read_bytes() == DATA


def test_server_that_is_not_there(session, tmp_path) -> None:
    with serving(DATA) as gone:
        release = release_of(gone)
    assert "cannot be reached" in failure(release, tmp_path, session)


def test_untrusted_certificate(tmp_path, session) -> None:
    """A certificate nobody signed, as after the publisher's own has lapsed."""
    openssl = shutil.which("openssl")
    assert openssl, "this test makes its certificate with openssl"
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=127.0.0.1", "-keyout", key, "-out", cert],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    with serving(DATA) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # the refused handshake, told on stderr
        release = release_of(server)
        release = release._replace(url=release.url.replace("http:", "https:"))
        folder = tmp_path / "zips"
        assert "certificate is not valid" in failure(release, folder, session)
    assert visible(folder) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://files.grouplens.org/x.zip",
        "http://192.168.0.1/x.zip",
        "http://169.254.169.254/latest/meta-data",
        "http://localhost.evil.example/x.zip",
        "file:///etc/passwd",
        "ftp://127.0.0.1/x.zip",
        "//127.0.0.1/x.zip",
        "",
    ],
)
def test_addresses_that_are_never_asked(url, tmp_path) -> None:
    class NoSession(requests.Session):
        def request(self, *_args: object, **_kwargs: object) -> requests.Response:
            raise AssertionError("asked")

    with NoSession() as nobody:
        release = Release("set", "A set", url, "0" * 32, 0)
        assert "another address" in failure(release, tmp_path, nobody)


# --- going on where it stopped ------------------------------------------------------------


def test_second_try_asks_only_for_the_rest(server, session, tmp_path) -> None:
    server.mode = "cut"
    failure(release_of(server), tmp_path, session)
    server.mode = "ok"
    seen = []
    download(release_of(server), tmp_path, lambda *at: seen.append(at), session)
    assert server.ranges == ["", f"bytes={len(DATA) // 2}-"]
    assert len(DATA) // 2 < seen[0][0] <= len(DATA) // 2 + module.CHUNK
    assert (tmp_path / "set.zip").read_bytes() == DATA


def test_server_that_cannot_continue_sends_everything(server, session, tmp_path) -> None:
    (tmp_path / part_of(release_of(server))).write_bytes(DATA[:1000])
    server.mode = "no_range"
    assert download(release_of(server), tmp_path, silent, session).read_bytes() == DATA


@pytest.mark.parametrize("n_bytes", [1_000, len(DATA), len(DATA) + 1])
@pytest.mark.parametrize("size", [0, len(DATA)])
def test_damaged_part_is_thrown_away(server, session, tmp_path, n_bytes, size) -> None:
    release = release_of(server)._replace(size=size)
    (tmp_path / part_of(release)).write_bytes(bytes(n_bytes))
    assert download(release, tmp_path, silent, session).read_bytes() == DATA
    assert visible(tmp_path) == ["set.zip"]


def test_parts_of_an_older_publication_are_swept_and_others_left(server, session, tmp_path) -> None:
    (tmp_path / ".set-01234567.part").write_bytes(b"old")
    (tmp_path / ".another-01234567.part").write_bytes(b"not ours")
    download(release_of(server), tmp_path, silent, session)
    assert visible(tmp_path) == [".another-01234567.part", "set.zip"]


def test_the_page_can_stop_it_and_go_on_later(server, session, tmp_path) -> None:
    class StoppedError(Exception):
        pass

    def stop_half_way(have: int, total: int) -> None:
        if have > total // 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        download(release_of(server), tmp_path, stop_half_way, session)
    assert download(release_of(server), tmp_path, silent, session).read_bytes() == DATA
    assert server.ranges[1].startswith("bytes=")


# --- the disk -----------------------------------------------------------------------------

Usage = namedtuple("Usage", "total used free")


def test_too_little_space_is_told_before_writing(server, session, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1, 1, len(DATA)))
    assert "6 MB are needed" in failure(release_of(server), tmp_path, session)
    assert visible(tmp_path) == []


def test_disk_that_becomes_full_leaves_nothing(server, session, tmp_path, monkeypatch) -> None:
    def no_space(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    assert "became full" in failure(release_of(server), tmp_path, session)
    assert visible(tmp_path) == []


def test_folder_that_cannot_be_written(server, session, tmp_path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "cannot be written" in failure(release_of(server), tmp_path / "file" / "x", session)


# --- several processes, and sudden death --------------------------------------------------


def child(release: Release, folder: Path) -> subprocess.Popen[str]:
    arguments = [release.name, release.url, release.md5, str(release.size), str(folder)]
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def test_one_of_several_processes_downloads(server, tmp_path) -> None:
    server.mode = "slow"
    children = [child(release_of(server), tmp_path) for _ in range(4)]
    endings = [process.communicate(timeout=60)[0].split()[-1] for process in children]
    assert endings == ["finished"] * 4
    assert server.ranges == [""]
    assert (tmp_path / "set.zip").read_bytes() == DATA


def test_who_waits_sees_how_far_the_other_is(server, tmp_path) -> None:
    """A hundred students press the button of one server: one transfer, a hundred bars."""
    server.mode = "slow"
    seen: list[list[int]] = [[], [], []]

    def student(number: int) -> None:
        with requests.Session() as direct:
            direct.trust_env = False
            watch = seen[number].append
            download(release_of(server), tmp_path, lambda have, _: watch(have), direct)

    threads = [threading.Thread(target=student, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert server.ranges == [""]
    assert (tmp_path / "set.zip").read_bytes() == DATA
    assert all(bar == sorted(bar) and 0 < bar[-1] <= len(DATA) for bar in seen)


def test_kill_9_at_any_moment_never_leaves_a_wrong_file(server, session, tmp_path) -> None:
    server.mode = "slow"
    rng = random.Random(7)
    n_interrupted = 0
    for _ in range(N_KILLS):
        process = child(release_of(server), tmp_path)
        process.stdout.readline()
        time.sleep(rng.uniform(0.0, 0.4))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        target = tmp_path / "set.zip"
        n_interrupted += not target.exists()
        if target.exists():
            assert target.read_bytes() == DATA
            target.unlink()
    assert n_interrupted > 0
    server.mode = "ok"
    assert download(release_of(server), tmp_path, silent, session).read_bytes() == DATA
    assert visible(tmp_path) == ["set.zip"]


def test_a_zip_from_download_to_data_set(session, tmp_path) -> None:
    known = small_set()
    with serving(known.content) as server:
        dataset = read_movielens(download(release_of(server), tmp_path, silent, session))
    assert (dataset.name, dataset.ratings.values.size) == (known.name, known.shape[0])
