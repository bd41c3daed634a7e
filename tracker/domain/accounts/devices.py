"""What is kept of the device of a sign-in: a plain summary of its browser, and an address cut short."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
# As it stands in every row; `wording/security.py` says it.
UNKNOWN_BROWSER, UNKNOWN_SYSTEM, ON = "A browser", "an unknown device", " on "
UNKNOWN_NETWORK = "unknown"
SHOWN_PREFIX = {4: 24, 6: 48}
COUNTED_PREFIX = {4: 32, 6: 64}


def summary(user_agent: str) -> str:
    """Firefox on Android."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), UNKNOWN_BROWSER)
    system = next((name for mark, name in SYSTEMS if mark in user_agent), UNKNOWN_SYSTEM)
    return f"{browser}{ON}{system}"


def _parsed(address: str | None) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return None
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed


def _network(address: str | None, prefixes: dict[int, int]) -> str:
    parsed = _parsed(address)
    if parsed is None:
        return UNKNOWN_NETWORK
    return str(ip_network((parsed, prefixes[parsed.version]), strict=False))


def shown_address(address: str | None) -> str:
    """The network the address is in (/24 or /48): enough to know one's own place, too little to find anybody."""
    return _network(address, SHOWN_PREFIX)


def counted_address(address: str | None) -> str:
    """What the throttles take for one address: in IPv6 the /64 that one connection is given."""
    return _network(address, COUNTED_PREFIX)
