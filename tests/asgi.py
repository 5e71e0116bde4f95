"""An ASGI app asked without a server."""

import asyncio


def asked(app, path, query="", **headers):
    """Status, headers and body of a GET request to an ASGI app, without a server."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
    }
    sent = []

    async def run():
        async def receive():
            await asyncio.Event().wait()  # the visitor stays

        async def send(message):
            sent.append(message)

        await app(scope, receive, send)

    asyncio.run(run())
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}, body
