"""Only plainly public addresses are public, in whatever form they are written."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.articles.web.addresses import why_not_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:0:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::8.8.8.8",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:0:7f00:1::1",
        "2001:db8::1",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "2606:4700::5efe:10.0.0.1",
        "localhost",
        "127.1",
        "0x7f000001",
        "",
    ],
)
def test_what_is_not_plainly_public_is_refused_with_why(address: str) -> None:
    assert why_not_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.215.14",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "2606:4700:4700::1111",
        "2a00:1450:4001:81b::200e",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
    ],
)
def test_public_addresses_are_public(address: str) -> None:
    assert why_not_public(address) == ""


@given(st.ip_addresses(v=4))
def test_nothing_is_public_that_python_knows_to_be_private_and_no_form_of_it_is(address: IPv4Address) -> None:
    refused = bool(why_not_public(str(address)))
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert refused
    for form in (f"::ffff:{address}", f"64:ff9b::{address}", str(IPv6Address((0x2002 << 112) | int(address) << 80))):
        assert bool(why_not_public(form)) == refused


@given(st.ip_addresses(v=6))
def test_no_ipv6_address_is_public_that_python_knows_to_be_none(address: IPv6Address) -> None:
    inner = address.ipv4_mapped or address.sixtofour or address.teredo
    if not inner and not address.is_global:
        assert why_not_public(str(address))
