"""An answer over a kept-alive connection does not wait for the acknowledgement of its head."""

import http.client
import socket
import time
from urllib.parse import urlsplit

from pages._kit.frame.nodelay import speak_at_once
from tests.browser import serving


def test_what_a_listening_socket_accepts_speaks_at_once():
    with socket.socket(family=socket.AF_INET) as listener:  # as Streamlit binds it: no protocol
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        speak_at_once()
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_no_answer_of_the_running_course_waits_for_a_delayed_acknowledgement(tmp_path):
    """With Nagle's algorithm on, every one of them takes at least 40 ms."""
    with serving(tmp_path / "log.txt") as server:
        connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
        seconds = [answer_time(connection) for _ in range(30)]
        connection.close()
    assert min(seconds[1:]) < 0.035  # the first answer of a connection never waits


def answer_time(connection):
    began = time.perf_counter()
    connection.request("GET", "/downhill/health")
    assert connection.getresponse().read()
    return time.perf_counter() - began
