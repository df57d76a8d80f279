"""An address gives its bytes: within limits of size, time and hops, and never from a private network.

In: an address. Out: Fetched, or InputError in one sentence. Never here: understanding what the bytes are.
A name is resolved once and the connection goes to the very address that was checked, so a name cannot point to a
public address for the check and to a private one for the connection.
"""

from __future__ import annotations

import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address

import httpcore
import httpx

from index.errors import InputError
from index.urls import Reachable, check, public

LARGEST = 50_000_000
SECONDS = 30.0
HOPS = 5
AGENT = "OnRecord (a reader of news articles)"

_HEADERS = {
    "User-Agent": AGENT, "Accept-Encoding": "identity",
    "Accept": "text/html,application/xhtml+xml,application/xml,application/pdf,*/*;q=0.5",
}  # fmt: skip
_FAILURES = (
    httpx.HTTPError, httpx.InvalidURL, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError,
    httpcore.UnsupportedProtocol, OSError, ValueError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, where they came from in the end, and what they are said to be."""

    data: bytes
    url: str
    type: str
    charset: str | None


def get(url: str, reachable: Reachable = public) -> Fetched:
    """What the address gives. Raises InputError: scheme, private address, size, time, status, too many hops."""
    guard = _Guard(reachable, time.monotonic() + SECONDS)
    with httpx.Client(transport=_Transport(guard), timeout=10.0, trust_env=False, headers=_HEADERS) as client:
        for _ in range(HOPS + 1):
            check(url)
            try:
                with client.stream("GET", url) as response:
                    if response.has_redirect_location:
                        url = str(response.url.join(response.headers["location"]))
                        continue
                    return _answer(response)
            except _FAILURES as error:
                raise InputError(f"The address cannot be reached: {_why(error)}.") from error
    raise InputError(f"The address sends on more than {HOPS} times, so it was given up.")


def _answer(response: httpx.Response) -> Fetched:
    if response.status_code != 200:
        raise InputError(f"The server answers {response.status_code} {response.reason_phrase or ''}".rstrip() + ".")
    data = _plain(_body(response), response.headers.get("content-encoding", ""))
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Fetched(data, str(response.url), kind, response.charset_encoding)


def _body(response: httpx.Response) -> bytes:
    """All of it, as sent, while it stays within size."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_raw():
        size += len(part)
        if size > LARGEST:
            raise InputError(f"The address gives more than {LARGEST / 1e6:.0f} MB, so it was given up.")
        parts.append(part)
    return b"".join(parts)


def _plain(data: bytes, encoding: str) -> bytes:
    """Undo a compression that we did not ask for, within the same limit."""
    if encoding.strip().lower() in ("", "identity"):
        return data
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        raise InputError(f"The address gives text packed as {encoding}, which was not asked for.")
    try:
        plain = zlib.decompressobj(wbits=47).decompress(data, LARGEST + 1)
    except zlib.error:
        raise InputError("The address gives damaged data.") from None
    if len(plain) > LARGEST:
        raise InputError(f"The address gives more than {LARGEST / 1e6:.0f} MB unpacked, so it was given up.")
    return plain


def _why(error: BaseException) -> str:
    if isinstance(error, httpx.TimeoutException | httpcore.TimeoutException | TimeoutError):
        return "it does not answer in time"
    text = " ".join(str(error).split()).rstrip(".")
    return text[:160] or type(error).__name__


class _Guard(httpcore.NetworkBackend):
    """Connects only to addresses that may be reached, and reads no longer than the deadline."""

    def __init__(self, reachable: Reachable, deadline: float) -> None:
        self._reachable = reachable
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        address = self._resolve(host, port)
        stream = self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
        return _Timed(stream, self._deadline)

    def _resolve(self, host: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise InputError(f"There is no host called {host[:80]}.") from None
        addresses = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        if not addresses or not all(map(self._reachable, addresses)):
            raise InputError("The address leads into a private network, so it was not asked.")
        return str(addresses[0])


class _Timed(httpcore.NetworkStream):
    """A connection with an end: a server that sends a byte now and then, even of its headers, is left in time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise InputError(f"The address took more than {SECONDS:.0f} seconds, so it was given up.")
        return self._stream.read(max_bytes, min(left, timeout or left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, timeout), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


class _Transport(httpx.BaseTransport):
    """httpx over a pool whose every connection goes through the guard."""

    def __init__(self, guard: _Guard) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=guard)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        asked = httpcore.Request(request.method, target, headers=request.headers.raw, extensions=request.extensions)
        answer = self._pool.handle_request(asked)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Stream(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
