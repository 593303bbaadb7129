"""Tell whether an internet address is a public one, so that no link makes Dateline look into its own network.

Everything that is not plainly public is refused: this machine, private and shared networks (RFC 1918, RFC 6598),
link-local ones with the clouds' metadata services, multicast, reserved and documentation ranges, and every IPv6 form
that carries such an IPv4 address within it. Source: the IANA special-purpose address registries (RFC 6890), written
out here because what Python's `is_private` covers differs between its releases. Pure: nothing is resolved.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

__all__ = ["why_not_public"]

_V4 = tuple(
    (IPv4Network(network), why)
    for network, why in (
        ("127.0.0.0/8", "this machine"),
        ("0.0.0.0/8", "this machine"),
        ("10.0.0.0/8", "a private network"),
        ("172.16.0.0/12", "a private network"),
        ("192.168.0.0/16", "a private network"),
        ("100.64.0.0/10", "a provider's shared network"),
        ("169.254.0.0/16", "a link-local network (cloud metadata)"),
        ("168.63.129.16/32", "a cloud's own service"),
        ("192.0.0.0/24", "a reserved network"),
        ("192.0.2.0/24", "a network for documentation"),
        ("192.31.196.0/24", "a reserved network"),
        ("192.52.193.0/24", "a reserved network"),
        ("192.88.99.0/24", "a reserved network"),
        ("192.175.48.0/24", "a reserved network"),
        ("198.18.0.0/15", "a network for measurements"),
        ("198.51.100.0/24", "a network for documentation"),
        ("203.0.113.0/24", "a network for documentation"),
        ("224.0.0.0/4", "a multicast network"),
        ("240.0.0.0/4", "a reserved network"),
    )
)
_V6 = tuple(
    (IPv6Network(network), why)
    for network, why in (
        ("::1/128", "this machine"),
        ("::/128", "this machine"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "a link-local network"),
        ("fec0::/10", "a site-local network"),
        ("ff00::/8", "a multicast network"),
        ("64:ff9b:1::/48", "a private network"),
        ("2001:db8::/32", "a network for documentation"),
        ("3fff::/20", "a network for documentation"),
    )
)
_PUBLIC_V6 = IPv6Network("2000::/3")
_IETF_V6 = IPv6Network("2001::/23")
_NAT64 = IPv6Network("64:ff9b::/96")
_TEREDO = IPv6Network("2001::/32")
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})


def why_not_public(address: str) -> str:
    """What an address belongs to when it is not public ("a private network"), or "" where it is public.

    `address` is an IPv4 or IPv6 literal as a resolver gives it; anything else is "no address".
    """
    try:
        found = ip_address(address)
    except ValueError:
        return "no address"
    return _why_v4(found) if isinstance(found, IPv4Address) else _why_v6(found)


def _why_v4(address: IPv4Address) -> str:
    return next((why for network, why in _V4 if address in network), "")


def _why_v6(address: IPv6Address) -> str:
    if address.scope_id is not None:
        return "a link-local network"
    if why := next((why for network, why in _V6 if address in network), ""):
        return why
    carried = _carried(address)
    if why := next((why for inner in carried if (why := _why_v4(inner))), ""):
        return f"{why}, written as IPv6"
    if carried and (address.ipv4_mapped is not None or address in _NAT64 or address in _TEREDO):
        return ""
    if address not in _PUBLIC_V6 or address in _IETF_V6:
        return "a reserved network"
    return ""


def _carried(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses within an IPv6 one: mapped, 6to4, Teredo (server and client), NAT64, ISATAP."""
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    last = IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _NAT64 or (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return (last,)
    return ()
