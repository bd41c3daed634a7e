"""What is kept of the device of a sign-in: a plain summary of its browser, and an address cut short."""

from ipaddress import IPv6Address, ip_address, ip_network

from tracker.domain.values.tables import table

_MARKS = table("devices")
BROWSERS = tuple((row["mark"], row["name"]) for row in _MARKS if row["part"] == "browser")
SYSTEMS = tuple((row["mark"], row["name"]) for row in _MARKS if row["part"] == "system")
# As it stands in every row; `wording/accounts.py` says it.
UNKNOWN_BROWSER, UNKNOWN_SYSTEM, ON = "A browser", "an unknown device", " on "
UNKNOWN_NETWORK = "unknown"
SHOWN_PREFIX = {4: 24, 6: 48}
COUNTED_PREFIX = {4: 32, 6: 64}


def summary(user_agent: str) -> str:
    """Firefox on Android."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), UNKNOWN_BROWSER)
    system = next((name for mark, name in SYSTEMS if mark in user_agent), UNKNOWN_SYSTEM)
    return f"{browser}{ON}{system}"


def _network(address: str | None, prefixes: dict[int, int]) -> str:
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return UNKNOWN_NETWORK
    if isinstance(parsed, IPv6Address):
        parsed = parsed.ipv4_mapped or parsed
    return str(ip_network((parsed, prefixes[parsed.version]), strict=False))


def shown_address(address: str | None) -> str:
    """The network the address is in (/24 or /48): enough to know one's own place, too little to find anybody."""
    return _network(address, SHOWN_PREFIX)


def counted_address(address: str | None) -> str:
    """What the throttles take for one address: in IPv6 the /64 that one connection is given."""
    return _network(address, COUNTED_PREFIX)
