"""A hand that does one job on a phone, and counts: taps, fields typed into, swipes, screens that loaded, seconds."""

import math
import time
from contextlib import suppress
from dataclasses import dataclass, field

from playwright.sync_api import Download, Locator, Page
from playwright.sync_api import Error as BrowserError

WAIT_MS = 10_000
SWIPE = 0.8  # of a screen


@dataclass(frozen=True)
class Cost:
    """What one job took. `taps` are all touches, `typed` the fields among them; `swipes` are screens scrolled past."""

    taps: int
    typed: int
    swipes: int
    screens: int
    seconds: float


@dataclass
class Hand:
    """Taps and types on one page; where the job begins is not counted as a screen."""

    page: Page
    home: str
    taps: int = 0
    typed: int = 0
    swipes: int = 0
    screens: int = 0
    begun: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(WAIT_MS)
        self.page.on("domcontentloaded", lambda _page: self._loaded())

    def _loaded(self) -> None:
        self.screens += 1

    def begin(self) -> None:
        """Count from here: the page on which the job begins is open."""
        self.page.wait_for_load_state("networkidle")
        self.taps = self.typed = self.swipes = self.screens = 0
        self.begun = time.monotonic()

    def tap(self, what: Locator | str) -> None:
        """One tap, after the swipes that bring it into sight."""
        locator = self._find(what)
        self._bring(locator)
        self.taps += 1
        locator.tap()

    def link(self, name: str) -> None:
        self.tap(self.page.get_by_role("link", name=name, exact=True).first)

    def button(self, name: str) -> None:
        self.tap(self.page.get_by_role("button", name=name, exact=True).first)

    def pick(self, name: str, value: object) -> None:
        """A radio or a box that is dressed as a tile or a chip."""
        self.tap(f"label:has(> input[name='{name}'][value='{value}'])")

    def choose(self, what: Locator | str, value: str) -> None:
        """From a list of the browser's: opening it, and the choice."""
        locator = self._find(what)
        self._bring(locator)
        self.taps += 2
        locator.select_option(value)

    def type(self, what: Locator | str, text: str) -> None:
        """Into a field: the tap that opens the keyboard, and the field that is typed."""
        self.tap(what)
        self.typed += 1
        self._find(what).fill(text)

    def see(self, what: Locator | str) -> None:
        """Where the job is done, or a step of it: brought into sight."""
        self._bring(self._find(what))

    def download(self, what: Locator | str) -> Download:
        with self.page.expect_download() as got:
            self.tap(what)
        got.value.path()
        return got.value

    def cost(self) -> Cost:
        seconds = time.monotonic() - self.begun
        self.page.wait_for_load_state("domcontentloaded")
        return Cost(self.taps, self.typed, self.swipes, self.screens, seconds)

    def _bring(self, locator: Locator) -> None:
        """Into sight, counting a swipe for each four fifths of a screen."""
        locator.wait_for()
        box, height = locator.bounding_box(), (self.page.viewport_size or {"height": 0})["height"]
        if box is not None:
            above, below = -box["y"], box["y"] + min(box["height"], height) - height
            self.swipes += max(0, math.ceil(max(above, below) / (height * SWIPE)))
        with suppress(BrowserError):  # a save in place may put a new one where it stands
            locator.scroll_into_view_if_needed()

    def _find(self, what: Locator | str) -> Locator:
        return self.page.locator(what).first if isinstance(what, str) else what
