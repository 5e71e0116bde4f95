"""Answers leave at once: Nagle's algorithm switched off for every connection of the server."""

import gc
import socket


def speak_at_once() -> None:
    """Set TCP_NODELAY on the sockets this process listens on; what they accept inherits it.

    Streamlit (and uvicorn with several workers) binds its socket without naming TCP, so asyncio
    does not recognise the connections it accepts there as TCP and leaves Nagle's algorithm on.
    Head and body of an answer are two segments: the second one then waits for the client's
    acknowledgement of the first, which the client delays. Each answer over a kept-alive connection
    took 44 ms, of which less than 1 ms was ours.

    Nobody hands the socket to an app. But when an app starts, its server has bound it already; so
    we look for it among the objects of the process, once.
    """
    for found in gc.get_objects():
        if isinstance(found, socket.socket) and _is_tcp(found):
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _is_tcp(found: socket.socket) -> bool:
    internet = found.family in {socket.AF_INET, socket.AF_INET6}
    return internet and found.type == socket.SOCK_STREAM and found.fileno() >= 0
