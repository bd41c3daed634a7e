"""Where a webhook may be sent: addresses as they are typed, and the numbers they lead to."""

from contextlib import nullcontext
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.errors import Invalid
from tracker.domain.outbound.places import Place, check_number, is_public, may_be_called, read_network, read_place

PORTS = (443, 8443)
# Whatever must not be reached from the outside: RFC 6890 and its successors, and the insides of clouds.
NOT_PUBLIC = [
    "0.0.0.0", "0.1.2.3",  # noqa: S104 - it is refused
    "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.1.2.3",
    "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.0.1",
    "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "192.88.99.1", "64:ff9b::c058:6301", "3fff::1", "3fff:fff::1",
    "168.63.129.16", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
    "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "ff0e::1", "4000::1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "2a01:4f8::1", "::ffff:1.1.1.1", "64:ff9b::101:101"]


@pytest.mark.parametrize("number", NOT_PUBLIC)
def test_no_inside_is_public(number: str) -> None:
    assert not is_public(ip_address(number))
    assert not may_be_called(ip_address(number), (), secure=True)


@pytest.mark.parametrize("number", PUBLIC)
def test_what_is_on_the_internet_may_be_called_over_tls_alone(number: str) -> None:
    assert may_be_called(ip_address(number), (), secure=True)
    assert not may_be_called(ip_address(number), (ip_network("10.0.0.0/8"),), secure=False)


@given(st.ip_addresses(v=4))
def test_however_a_number_is_written_it_is_judged_as_what_it_is(number: IPv4Address) -> None:
    mapped, translated = IPv6Address(f"::ffff:{number}"), IPv6Address(int(IPv6Address("64:ff9b::")) + int(number))
    assert is_public(number) == is_public(mapped) == is_public(translated)
    assert not is_public(number) or (number.is_global and not number.is_private and not number.is_multicast)
    for network in (ip_network("192.168.0.0/16"), ip_network("fd00::/8")):
        assert may_be_called(mapped, (network,), secure=False) == (number in network)


@given(st.ip_addresses(v=6))
def test_of_ipv6_what_is_public_is_global_unicast(number: IPv6Address) -> None:
    if is_public(number) and number.ipv4_mapped is None and number not in ip_network("64:ff9b::/96"):
        assert number in ip_network("2000::/3")
        assert number.is_global
        assert number.teredo is None
        assert number.sixtofour is None


def test_what_the_host_has_named_may_be_called_in_any_way_and_no_more() -> None:
    home = (read_network("192.168.1.20/32"), read_network(" fd00::/8 "))
    assert may_be_called(ip_address("192.168.1.20"), home, secure=False)
    assert may_be_called(ip_address("fd00::1"), home, secure=True)
    assert not may_be_called(ip_address("192.168.1.21"), home, secure=True)
    assert not may_be_called(ip_address("fd00::1%eth0"), home, secure=True)
    with pytest.raises(ValueError, match="host bits"):
        read_network("192.168.1.20/24")


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("https://home.example.org", Place("https", "home.example.org", 443, "/")),
        (" https://Home.Example.org:8443/a?b=c ", Place("https", "home.example.org", 8443, "/a?b=c")),
        ("https://bücher.example/x", Place("https", "xn--bcher-kva.example", 443, "/x")),
        ("https://home.example.org./x", Place("https", "home.example.org", 443, "/x")),
        ("https://1.1.1.1/x", Place("https", "1.1.1.1", 443, "/x")),
        ("https://[2606:4700::1]:8443/x", Place("https", "2606:4700::1", 8443, "/x")),
        ("https://127.1/x", Place("https", "127.1", 443, "/x")),  # a name to us: what it leads to is judged
        ("https://a.example/x#top", Place("https", "a.example", 443, "/x")),
    ],
)
def test_an_address_is_taken_apart(typed: str, place: Place) -> None:
    assert read_place(typed, ports=PORTS, plain=False) == place


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("home.example.org/x", "no_https"),
        ("http://home.example.org/x", "no_https"),
        ("file:///etc/passwd", "no_https"),
        ("gopher://a.example/x", "no_https"),
        ("https:///x", "no_address"),
        ("https://a b.example/x", "no_address"),
        ("https://a.example/x y", "no_address"),
        ("https://a.example/ü", "no_address"),
        ("https://a.example:port/x", "no_address"),
        ("https://[::1/x", "no_address"),
        ("https://a..b/x", "no_address"),
        ("https://-a.example/x", "no_address"),
        ("https://" + "ü" * 300 + ".example", "no_address"),
        ("https://" + "a." * 150 + "example", "no_address"),
        ("https://me:secret@a.example/x", "address_with_password"),
        ("https://me@a.example/x", "address_with_password"),
        ("https://a.example:22/x", "port_not_open"),
        ("https://a.example:0/x", "port_not_open"),
        ("https://a.example/" + "x" * 500, "too_long"),
    ],
)
def test_what_is_no_address_of_ours_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_place(typed, ports=PORTS, plain=False)
    assert getattr(refused.value.message, "code", None) == code


def test_without_tls_only_where_the_host_named_networks() -> None:
    assert read_place("http://ha.local/x", ports=(80,), plain=True).port == 80
    assert not read_place("http://ha.local/x", ports=(80,), plain=True).is_secure


@pytest.mark.parametrize(
    ("typed", "is_open"),
    [
        ("https://home.example.org", True),
        ("https://1.1.1.1", True),
        ("http://192.168.1.20", True),
        ("https://192.168.1.21", False),
        ("http://1.1.1.1", False),
        ("https://[::1]", False),
        ("https://169.254.169.254", False),
    ],
)
def test_a_number_that_is_typed_is_judged_at_once(typed: str, is_open: bool) -> None:
    place = read_place(typed, ports=(80, 443), plain=True)
    with nullcontext() if is_open else pytest.raises(Invalid):
        check_number(place, [read_network("192.168.1.20/32")])


@given(st.text(max_size=60))
def test_whatever_is_typed_is_taken_or_refused_with_a_reason(typed: str) -> None:
    try:
        place = read_place(typed, ports=PORTS, plain=True)
    except Invalid:
        return
    assert place.host.isascii()
    assert place.path.isascii()
    assert place.path.startswith("/")
    assert not set(place.path) & set("\r\n ")


@given(st.sampled_from(["a.example", "[::1]", "10.0.0.1", "xn--bcher-kva.example"]), st.sampled_from(PORTS))
def test_what_is_shown_of_an_address_leaves_out_its_path(host: str, port: int) -> None:
    shown = read_place(f"https://{host}:{port}/secret", ports=PORTS, plain=False).origin
    assert shown == (host if port == 443 else f"{host}:{port}")
