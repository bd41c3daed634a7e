"""How somebody wants the pages to look, on every device they sign in on."""

from dataclasses import dataclass
from typing import Final

SYSTEM, LIGHT, DARK = "system", "light", "dark"
THEMES: Final = (SYSTEM, LIGHT, DARK)
TEXT_SIZES: Final = ("100", "115", "130")
"""In percent of the size that the browser is set to."""
DAY_FIRST, MONTH_FIRST, ISO = "day_first", "month_first", "iso"
DATE_FORMATS: Final = (DAY_FIRST, MONTH_FIRST, ISO)
SCHEMES: Final = {SYSTEM: "light dark", LIGHT: "only light", DARK: "only dark"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One code of each list above; as it is for whoever chose nothing, and for whoever is not signed in."""

    theme: str = SYSTEM
    text_size: str = TEXT_SIZES[0]
    date_format: str = DAY_FIRST

    @property
    def scheme(self) -> str:
        """What CSS calls the theme (CSS Color Adjustment, `color-scheme`)."""
        return SCHEMES[self.theme]
