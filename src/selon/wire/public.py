"""Public addresses: whether one is of the open network, or leads into the machine or its network."""

from __future__ import annotations

import ipaddress

# What ipaddress calls global, or did in some versions, and still leads inwards or through a tunnel.
INWARD = tuple(
    map(
        ipaddress.ip_network,
        ("100.64.0.0/10", "192.88.99.0/24", "2002::/16", "2001::/32", "64:ff9b:1::/48", "::ffff:0:0/96", "fec0::/10"),
    )
)
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(written: str) -> bool:
    """Whether the address is one of the open network, by whatever it wraps as well."""
    try:
        address = ipaddress.ip_address(written.partition("%")[0])
    except ValueError:
        return False
    if address in NAT64:
        return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    inward = address.is_private or address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not inward and not any(address in net for net in INWARD)
