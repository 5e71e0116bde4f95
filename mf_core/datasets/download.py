"""Fetching a published MovieLens zip: checked, resumable, one process at a time.

The reader picks a name from `PUBLISHED`; no address is ever typed in. The certificate of the
publisher's server has lapsed several times, also in the middle of a term: verification stays
on all the same, and every error says that the zip can be uploaded instead.
"""

import errno
import hashlib
import ipaddress
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from filelock import FileLock, Timeout

from mf_core.datasets.releases import PUBLISHED, Release

__all__ = ["PUBLISHED", "DownloadError", "Progress", "Release", "download"]

TIMEOUT = 10.0  # seconds without a byte
MAX_SECONDS = 3600.0  # for the whole transfer: a server that drips for ever is given up
LOOK_AGAIN = 0.5  # seconds between two looks at a download of somebody else
MAX_REDIRECTS = 5
CHUNK = 1 << 16
MAX_BYTES = 512 << 20  # where the publisher does not tell a size
INSTEAD = "You can also get the zip with your browser and upload it here."

Progress = Callable[[int, int], None]  # bytes so far, bytes in all (0: not known)


class DownloadError(RuntimeError):
    """The download did not work; the message tells what happened and what to do instead."""

    def __init__(self, what_happened: str) -> None:
        super().__init__(f"{what_happened} {INSTEAD}")


def download(
    release: Release,
    folder: Path,
    progress: Progress,
    session: requests.Session | None = None,
    timeout: float = TIMEOUT,
) -> Path:
    """The zip of a release, from the folder if it is there and sound, else from its publisher.

    A broken transfer leaves a `.part` file, and the next call goes on where it stopped. The
    checksum is always taken over the whole file, and only a sound file gets its final name.

    Parameters
    ----------
    release : an entry of `PUBLISHED`
    folder : where the zips are kept; made if it is not there
    progress : called with (bytes so far, bytes in all) after each piece; what it raises
        stops the transfer and is passed on, so that a page can stop it
    session : a requests session with other settings than the usual ones
    timeout : seconds without a byte after which to give up

    Raises
    ------
    DownloadError
    """
    if session is None:
        with requests.Session() as usual:
            return download(release, folder, progress, usual, timeout)
    target = folder / f"{release.name}.zip"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f".{release.name}.lock")
        _wait_for(lock, release, folder, progress)
        try:
            if not _is_sound(target, release):
                _fetch(release, target, progress, session, timeout)
        finally:
            lock.release()
    except requests.RequestException as error:
        raise DownloadError(_network_trouble(error, release, timeout)) from error
    except OSError as error:
        raise DownloadError(_disk_trouble(error, release, folder)) from error
    return target


def _wait_for(lock: FileLock, release: Release, folder: Path, progress: Progress) -> None:
    """Take the lock; while somebody else downloads this file, show how far they are."""
    give_up_at = time.monotonic() + MAX_SECONDS
    have = 0
    while time.monotonic() < give_up_at:
        try:
            lock.acquire(timeout=LOOK_AGAIN)
        except Timeout:
            with suppress(FileNotFoundError):  # not begun yet, or finished this instant
                have = _part(folder, release).stat().st_size
            progress(have, release.size)
        else:
            return
    raise DownloadError("Somebody else has been downloading this file for an hour.")


def _part(folder: Path, release: Release) -> Path:
    return folder / f".{release.name}-{release.md5[:8]}.part"


def _fetch(
    release: Release, target: Path, progress: Progress, session: requests.Session, timeout: float
) -> None:
    """Complete the part file and give it the final name; begin anew once if it was damaged."""
    part = _part(target.parent, release)
    _sweep(part, release)
    resumed = part.exists()
    _transfer(release, part, progress, session, timeout)
    if resumed and not _is_sound(part, release):
        part.unlink()
        _transfer(release, part, progress, session, timeout)
    if not _is_sound(part, release):
        part.unlink()
        raise DownloadError(
            "The file that arrived is damaged or is not the published one: its checksum is wrong."
        )
    part.replace(target)


def _sweep(part: Path, release: Release) -> None:
    """Remove what cannot be continued: parts of another publication, and an oversized one."""
    for stray in part.parent.glob(f".{release.name}-*.part"):
        if stray != part or stray.stat().st_size > (release.size or MAX_BYTES):
            stray.unlink()


def _transfer(
    release: Release, part: Path, progress: Progress, session: requests.Session, timeout: float
) -> None:
    """Append to the part file what it lacks."""
    have = part.stat().st_size if part.exists() else 0
    if release.size and have == release.size:
        return
    with _get(release.url, have, session, timeout) as response:
        if response.status_code == requests.codes.requested_range_not_satisfiable:
            return  # nothing lacks; the checksum will tell whether it is the right file
        if response.status_code not in (requests.codes.ok, requests.codes.partial_content):
            raise DownloadError(f"The server answered {response.status_code} instead of the file.")
        if response.status_code == requests.codes.ok:
            have = 0  # the server does not continue, so begin anew
        length = response.headers.get("Content-Length", "")
        announced = int(length) if length.isdecimal() else 0
        total = release.size or (have + announced if announced else 0)
        _check_space(part.parent, total - have)
        _write(response, part, have, total, progress)


def _write(
    response: requests.Response, part: Path, have: int, total: int, progress: Progress
) -> None:
    give_up_at = time.monotonic() + MAX_SECONDS
    with part.open("ab") as file:
        file.truncate(have)
        for chunk in response.iter_content(CHUNK):
            have += len(chunk)
            if have > (total or MAX_BYTES):
                raise DownloadError("The server sent more than it announced.")
            if time.monotonic() > give_up_at:
                raise DownloadError("The download took more than an hour.")
            file.write(chunk)
            progress(have, total)
        file.flush()
        os.fsync(file.fileno())


def _get(url: str, have: int, session: requests.Session, timeout: float) -> requests.Response:
    """Ask for the bytes from `have` on; follow redirects only within the same server."""
    home = urlsplit(url).netloc
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    for _ in range(MAX_REDIRECTS):
        if urlsplit(url).netloc != home or not _is_allowed(url):
            raise DownloadError("The server sends us to another address, which we do not follow.")
        response = session.get(
            url, headers=headers, timeout=timeout, stream=True, allow_redirects=False
        )
        if not response.is_redirect:
            return response
        response.close()
        url = urljoin(url, response.headers["Location"])
    raise DownloadError("The server sends us round in circles.")


def _is_allowed(url: str) -> bool:
    """Accept https; plain http only to this very machine, where nobody can listen in."""
    parts = urlsplit(url)
    if parts.scheme == "https":
        return True
    try:
        is_loopback = ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
    return parts.scheme == "http" and is_loopback


def _is_sound(path: Path, release: Release) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        # MD5 is what the publisher gives; it guards against damage, https against malice.
        found = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
    return found.hexdigest() == release.md5


def _check_space(folder: Path, n_bytes: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < 2 * n_bytes:
        raise DownloadError(
            f"The disk has {free >> 20:,} MB left, and {2 * n_bytes >> 20:,} MB are needed."
        )


def _network_trouble(error: requests.RequestException, release: Release, timeout: float) -> str:
    host = urlsplit(release.url).hostname
    if isinstance(error, requests.exceptions.SSLError):
        return (
            f"There is no safe connection to {host}: its certificate is not valid today, "
            "so nothing was downloaded."
        )
    if isinstance(error, requests.Timeout) or "timed out" in str(error):
        return f"{host} sent nothing for {timeout:g} seconds; try again to go on from there."
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "The connection broke; try again to go on from there."
    return f"{host} cannot be reached; is this computer online?"


def _disk_trouble(error: OSError, release: Release, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        for part in folder.glob(f".{release.name}-*.part"):
            part.unlink(missing_ok=True)
        return "The disk became full during the download; what had arrived was removed."
    return f"The folder {folder} cannot be written ({error.strerror or type(error).__name__})."
