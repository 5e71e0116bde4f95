"""Two replicas behind a real nginx, by `deploy/nginx.conf` as it stands but for its ports."""

import os
import shutil
import subprocess
import time

import pytest
import requests

import run
from tests.browser import free_port, serving

CONFIG = run.HERE / "deploy" / "nginx.conf"


def find_nginx():
    """nginx; Debian's is installed where we may, as the browser is."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", "nginx-light"]
        subprocess.run(["apt-get", "update", "-q"], check=False)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(install, check=False, env=environment)
        found = shutil.which("nginx", path="/usr/sbin")
    assert found, "This test needs nginx: sudo apt install nginx-light"
    return found


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """Two replicas, and the address of nginx before them."""
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "tmp").mkdir()
    with serving(folder / "first.txt") as first, serving(folder / "second.txt") as second:
        port, config = free_port(), CONFIG.read_text(encoding="utf-8")
        ours = (first.url[7:], second.url[7:], f"127.0.0.1:{port}")
        for theirs, own in zip(
            ("127.0.0.1:8501", "127.0.0.1:8502", "127.0.0.1:8080"), ours, strict=True
        ):
            config = config.replace(theirs, own)
        (folder / "nginx.conf").write_text(config, encoding="utf-8")
        command = [find_nginx(), "-p", str(folder), "-c", "nginx.conf", "-g", "daemon off;"]
        with (folder / "nginx.txt").open("w") as log:
            nginx = subprocess.Popen(command, stderr=log)
        try:
            wait_for(f"http://{ours[2]}", folder / "nginx.txt")
            yield f"http://{ours[2]}", first, second
        finally:
            nginx.terminate()
            nginx.wait(10)


def wait_for(url, log):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            if requests.get(f"{url}/_stcore/health", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.05)
    raise RuntimeError(log.read_text(encoding="utf-8"))


def test_nginx_adds_its_headers_and_keeps_the_metrics_to_itself(hall):
    url, *_ = hall
    page = requests.get(f"{url}/slope", timeout=10)
    assert page.ok
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert page.cookies["downhill"]
    assert requests.get(f"{url}/_stcore/metrics", timeout=10).status_code == 403
    too_much = requests.put(f"{url}/_stcore/upload_file/a/b", data=bytes(27 << 20), timeout=10)
    assert too_much.status_code == 413


def test_when_one_of_two_replicas_dies_the_other_answers(hall):
    url, first, second = hall
    visitors = [requests.Session() for _ in range(12)]
    for visitor in visitors:
        assert visitor.get(f"{url}/downhill/health", timeout=10).ok
    first.process.kill()
    first.process.wait(10)
    assert [v.get(f"{url}/downhill/health", timeout=10).status_code for v in visitors] == [200] * 12
    assert second.process.poll() is None
