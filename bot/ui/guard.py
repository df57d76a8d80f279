"""Keeps the window to itself: no other site may call it, and its page may call no other site.

In: HTTP requests. Out: 403 for a foreign Host or Origin; a Content-Security-Policy on every answer. Never here: logins.
A page of another site can reach 127.0.0.1 through the reader's own browser, directly or by a name that points there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Scope]]
Send = Callable[[Scope], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
EVERYWHERE = frozenset({"0.0.0.0", "::"})
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; "
    "form-action 'self'; base-uri 'self'"
)
"""Gradio needs inline scripts and eval; nothing needs another host."""


class Guard:
    """ASGI middleware. `host` is the address the server listens on."""

    def __init__(self, app: App, host: str) -> None:
        self.app, self.host = app, host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if not self.own(headers.get(b"host", ""), headers.get(b"origin")):
            return await _refuse(send)

        async def guarded(message: Scope) -> None:
            if message["type"] == "http.response.start":
                policy = (b"content-security-policy", POLICY.encode())
                message["headers"] = [*message.get("headers", ()), policy, (b"referrer-policy", b"no-referrer")]
            await send(message)

        await self.app(scope, receive, guarded)

    def own(self, host: str, origin: str | None) -> bool:
        """Is the request addressed to this server by a name of its own, and sent by its own page or by a program?"""
        name = urlsplit(f"//{host}").hostname or ""
        if self.host not in EVERYWHERE and name not in LOOPBACK | {self.host}:
            return False
        return origin is None or urlsplit(origin).netloc == host


async def _refuse(send: Send) -> None:
    told = b"This window answers only to its own page."
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": told})
