"""Which addresses may be asked: public ones, over http and https.

In: an address as typed, or as resolved. Out: yes, no, or InputError in one sentence. Never here: the network
(fetch_http.py connects, and asks here about each address that a name leads to).
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from urllib.parse import urlsplit

from index.errors import InputError

Address = IPv4Address | IPv6Address
Reachable = Callable[[Address], bool]

_NAT64 = IPv6Network("64:ff9b::/96")


def public(address: Address) -> bool:
    """Whether an address belongs to the open internet, as also the one that it embeds."""
    inner = _embedded(address)
    return address.is_global and not address.is_multicast and (inner is None or public(inner))


def check(url: str) -> None:
    """Raise InputError where an address is none that we ask."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise InputError("The address is not well formed.") from None
    if parts.scheme.lower() not in ("http", "https"):
        raise InputError(f"Only http and https addresses are read, not {parts.scheme or 'this'}.")
    if not host:
        raise InputError("The address names no host.")
    if parts.username or parts.password:
        raise InputError("The address holds a user name or password; leave them out.")


def _embedded(address: Address) -> Address | None:
    """The IPv4 address inside an IPv6 one (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
