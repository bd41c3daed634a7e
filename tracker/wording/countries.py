"""The names of the countries whose emergency number is known here (ISO 3166 codes)."""

from typing import Final

from tracker.domain.safety.warning_signs import EMERGENCY_NUMBERS
from tracker.wording.language import Words, locale

NAMES: Final = {
    "AT": "Austria", "AU": "Australia", "BE": "Belgium", "BG": "Bulgaria", "BR": "Brazil", "CA": "Canada",
    "CH": "Switzerland", "CN": "China", "CY": "Cyprus", "CZ": "Czechia", "DE": "Germany", "DK": "Denmark",
    "EE": "Estonia", "ES": "Spain", "FI": "Finland", "FR": "France", "GB": "United Kingdom", "GR": "Greece",
    "HK": "Hong Kong", "HR": "Croatia", "HU": "Hungary", "IE": "Ireland", "IL": "Israel", "IN": "India",
    "IS": "Iceland", "IT": "Italy", "JP": "Japan", "KR": "South Korea", "LI": "Liechtenstein", "LT": "Lithuania",
    "LU": "Luxembourg", "LV": "Latvia", "MT": "Malta", "MX": "Mexico", "MY": "Malaysia", "NL": "Netherlands",
    "NO": "Norway", "NZ": "New Zealand", "PH": "Philippines", "PL": "Poland", "PT": "Portugal", "RO": "Romania",
    "SE": "Sweden", "SG": "Singapore", "SI": "Slovenia", "SK": "Slovakia", "TH": "Thailand", "TR": "Türkiye",
    "TW": "Taiwan", "UA": "Ukraine", "US": "United States", "VN": "Vietnam", "ZA": "South Africa",
}  # fmt: skip


class _Countries(Words):
    """Their names in the language of this request."""

    def __getitem__(self, code: str) -> str:
        spoken = locale()
        return self.marked[code] if spoken is None else spoken.territories.get(code, self.marked[code])


_NAMED = sorted(
    ((code, NAMES.get(code, code)) for code in EMERGENCY_NUMBERS), key=lambda pair: pair[1].replace("Ü", "U")
)
COUNTRIES = _Countries(dict(_NAMED))
