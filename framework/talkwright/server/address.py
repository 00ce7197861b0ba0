"""Where a request comes from. Anybody can write ``X-Forwarded-For``, so it counts only from proxies we trust."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv6Address, ip_address

from sanic import Request

_FORWARDED = ("x-forwarded-for", "forwarded", "x-real-ip")


def address_of(request: Request, trusted: Collection[str]) -> str | None:
    """The address of the caller; None when it came through a proxy that is not ``trusted``, and so nobody knows.

    From trusted proxies it is the last address in ``X-Forwarded-For`` that is none of theirs.
    """
    peer = peer_of(request)
    if peer not in trusted:
        return None if any(name in request.headers for name in _FORWARDED) else peer
    hops = [hop.strip() for line in request.headers.getall("x-forwarded-for", []) for hop in line.split(",")]
    return next((hop for hop in reversed(hops) if hop not in trusted), peer)


def peer_of(request: Request) -> str:
    """The address that the connection itself has."""
    return str(request.ip)


def network_of(request: Request, trusted: Collection[str]) -> str:
    """What one caller is, for limits: an IPv4 address, or the first 64 bits of an IPv6 address."""
    text = address_of(request, trusted) or peer_of(request)
    try:
        address = ip_address(text)
    except ValueError:  # a proxy that writes what is no address
        return text
    if not isinstance(address, IPv6Address):
        return text
    mapped = address.ipv4_mapped
    return str(mapped) if mapped else str(IPv6Address(int(address) >> 64 << 64))


def is_here(host: str | None) -> bool:
    """Whether ``host``, a name or an address without a port, is this machine's own."""
    if host == "localhost":
        return True
    try:
        return host is not None and ip_address(host).is_loopback
    except ValueError:
        return False
