"""Two visitors on one server: each tries all that the other owns."""

import asyncio
import re

import requests

from tests.visitor import visiting

FILE = "full_data_source=A+file+of+mine"
LONG = "full_data_sgd_epochs=200"
TRAIN = {"full_data_start": {"triggerValue": True}}
TABLE = b"user,item,rating\n" + b"".join(b"%d,%d,3\n" % (n, n % 7) for n in range(40))


def run_of(visitor):
    """The id of the run a page shows the news of."""
    return re.findall(r"downhill/jobs/([\w-]+)/events", "".join(visitor.said))[-1]


async def training(visitor):
    await visitor.open("full_data", LONG)
    await visitor.change(TRAIN, query=LONG)
    await visitor.change({}, query=LONG)
    return run_of(visitor)


def test_whoever_has_the_address_of_a_run_can_watch_it_and_nothing_else(server):
    asyncio.run(two_at_one_run(server.url))


async def two_at_one_run(url):
    async with visiting(url) as owner, visiting(url) as stranger:
        run = await training(owner)
        pause = owner.ids["full_data_pause"]
        await stranger.open("full_data", f"{LONG}&run={run}")
        assert run_of(stranger) == run
        assert any("Somebody else started this run" in text for text in stranger.said)
        steering = {"full_data_pause", "full_data_stop", "full_data_resume", "full_data_more"}
        assert not steering & stranger.ids.keys()

        stranger.ids["full_data_pause"] = pause  # who forges the button presses nothing
        forged = {"full_data_pause": {"triggerValue": True}}
        await stranger.change(forged, query=f"{LONG}&run={run}")
        await stranger.change(TRAIN, query=f"{LONG}&run={run}")  # and trains beside it, not over it
        await stranger.change({}, query=LONG)
        assert run_of(stranger) != run

        await owner.change({}, query=f"{LONG}&run={run}")
        assert run_of(owner) == run
        assert "full_data_pause" in owner.ids
        assert not any("Go on" in text for text in owner.said)
        for visitor in (owner, stranger):
            assert visitor.mishaps == []
            await visitor.change({"full_data_stop": {"triggerValue": True}}, query=LONG)


def test_a_file_of_one_visitor_is_out_of_reach_of_the_other(server):
    asyncio.run(two_with_a_file(server.url))


async def two_with_a_file(url):
    async with visiting(url) as owner, visiting(url) as stranger:
        for visitor in (owner, stranger):
            await visitor.open("full_data", FILE)
        web = requests.Session()
        web.get(f"{url}/_stcore/health", timeout=10)
        web.headers["X-Xsrftoken"] = web.cookies["_streamlit_xsrf"]
        theirs = f"{url}/_stcore/upload_file/{owner.session}/mine"

        def put(address, **options):
            return web.put(address, files={"f": ("a.csv", TABLE)}, timeout=10, **options)

        assert (await asyncio.to_thread(put, theirs)).status_code == 204
        assert web.get(theirs, timeout=10).content.find(TABLE) < 0  # nobody can read it back
        asked = stranger.ids["full_data_upload"]
        info = {"fileId": "mine", "name": "a.csv", "size": str(len(TABLE))}
        state = {"fileUploaderStateValue": {"uploadedFileInfo": [info]}}
        stranger.ids = {"full_data_upload": asked}
        await stranger.change({"full_data_upload": state}, query=FILE)
        assert not any("by 40 users" in text for text in stranger.said)
        await owner.change({"full_data_upload": state}, query=FILE)
        assert any("by 40 users" in text for text in owner.said)  # the same words, of its owner
        assert owner.mishaps == stranger.mishaps == []


def test_a_file_needs_the_session_it_is_for_and_the_token_of_its_page(server):
    """U2: a page elsewhere can neither guess the one nor read the other."""
    web = requests.Session()
    web.get(f"{server.url}/_stcore/health", timeout=10)
    unknown = f"{server.url}/_stcore/upload_file/00000000-0000-0000-0000-000000000000/a"
    assert web.put(unknown, files={"f": ("a.csv", TABLE)}, timeout=10).status_code == 403
    token = {"X-Xsrftoken": web.cookies["_streamlit_xsrf"]}
    refused = web.put(unknown, files={"f": ("a.csv", TABLE)}, headers=token, timeout=10)
    assert refused.status_code == 400
