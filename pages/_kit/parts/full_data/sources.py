"""Where the ratings of a full-size run come from: built in, a file of the reader's, a download."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from mf_core.datasets import DATASETS, Dataset
from mf_core.datasets.download import DownloadError, Release, download
from mf_core.datasets.movielens import read_movielens
from mf_core.datasets.releases import published
from mf_core.jobs import Job
from pages._kit import cached, controls, panels, text
from pages._kit.parts.full_data.upload import uploaded
from pages._kit.parts.full_data.watch import Watch

# Beside the course, unless whoever runs it says otherwise.
FOLDER = Path(os.environ.get("DOWNHILL_DATA", Path(__file__).parents[4] / ".cache" / "movielens"))
BUILT_IN, UPLOAD, DOWNLOAD = "Built in", "A file of mine", "Download MovieLens"
FULL = [name for name, source in DATASETS.items() if source.size == "full"]  # the built-in ones


def choose(page: str) -> None:
    """Let the reader choose where the ratings come from; the last good set stays until then."""
    where = controls.choose(page, "source", "Ratings", [BUILT_IN, UPLOAD, DOWNLOAD])
    if where == BUILT_IN:
        chosen: Dataset | None = _built_in(page)
    elif where == UPLOAD:
        chosen = uploaded(page)
    else:
        chosen = _downloaded(page)
    if chosen is not None:
        st.session_state[f"{page}_data"] = chosen


def current(page: str, job: Job[Watch] | None) -> Dataset:
    """The set chosen last; after a reload that of the run; the built-in one at first."""
    kept = st.session_state.get(f"{page}_data", job.order.watch.data if job else None)
    return kept if isinstance(kept, Dataset) else cached.dataset(FULL[0])


def describe(data: Dataset) -> None:
    """What the data set is, in a line or two; titles and notes as plain text."""
    ratings = data.ratings
    cells = ratings.n_users * ratings.n_items
    st.markdown(
        f"**{text.esc_md(data.title)}**: {text.counted(ratings.values.size, 'rating')} by "
        f"{text.counted(ratings.n_users, 'user')} of {text.counted(ratings.n_items, 'item')}; "
        f"{ratings.values.size / cells:.2%} of all cells. {text.esc_md(data.source)}"
    )
    for note in data.notes:
        panels.note(text.esc_md(note))


def _built_in(page: str) -> Dataset:
    name = FULL[0]
    if len(FULL) > 1:
        name = controls.choose(page, "built_in", "Data set", FULL, format_func=_title_of)
    return cached.dataset(name)


def _title_of(name: str) -> str:
    return DATASETS[name].title


@dataclass
class Transfer:
    """A download under way, watched from any number of pages."""

    done: int = 0
    whole: int = 0
    path: Path | None = None
    trouble: str = ""
    thread: threading.Thread | None = None

    def run(self, release: Release) -> None:
        """Fetch the release; what happened stays to be read."""

        def progress(done: int, whole: int) -> None:
            self.done, self.whole = done, whole

        try:
            self.path = download(release, FOLDER, progress)
        except DownloadError as error:
            self.trouble = str(error)


_TRANSFERS: dict[str, Transfer] = {}
_LOCK = threading.Lock()


def _downloaded(page: str) -> Dataset | None:
    releases = published()
    name = controls.choose(
        page, "release", "Release", list(releases), format_func=lambda n: _title(releases[n])
    )
    panels.note(
        f"From {urlsplit(releases[name].url).hostname}. MovieLens belongs to GroupLens, University "
        "of Minnesota, and comes under their terms: for research and teaching, not to be passed "
        "on. It is kept beside the course on this machine."
    )
    transfer = _TRANSFERS.get(name)
    if transfer is None or transfer.trouble:
        if transfer is not None:
            panels.refuse(text.esc_md(transfer.trouble, limit=400))
        label = "Try again" if transfer is not None else "Download"
        st.button(label, key=f"{page}_fetch", on_click=_begin, args=(releases[name],))
        return None
    if transfer.path is None:
        _watch(transfer)
        return None
    return _opened(transfer.path)


def _title(release: Release) -> str:
    return f"{release.title}, {release.n_ratings:,} ratings"


def _begin(release: Release) -> None:
    with _LOCK:
        before = _TRANSFERS.get(release.name)
        if before is not None and not before.trouble:
            return
        transfer = _TRANSFERS[release.name] = Transfer()
        transfer.thread = threading.Thread(target=transfer.run, args=(release,), daemon=True)
        transfer.thread.start()


@st.fragment(run_every=0.5)
def _watch(transfer: Transfer) -> None:
    """How far a download is; when it ends, the whole page runs again."""
    if transfer.path is not None or transfer.trouble:
        st.rerun()
    part = transfer.done / transfer.whole if transfer.whole else 0.0
    st.progress(
        min(part, 1.0), text=f"{transfer.done / 1e6:.1f} MB of {transfer.whole / 1e6:.1f} MB"
    )


@st.cache_resource(max_entries=2, show_spinner="Reading the ratings …")
def _opened(path: Path) -> Dataset:
    return read_movielens(path)
