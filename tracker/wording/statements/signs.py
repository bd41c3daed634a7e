"""The warning signs as statements: the questions of "Get help now", each with where it was read."""

from collections.abc import Mapping
from typing import Final

from tracker.wording import sources as read
from tracker.wording.language import N_, Words
from tracker.wording.sources import Source
from tracker.wording.statements.statement import Place, Statement
from tracker.wording.warning_signs import AFTER_NEEDLING, EMERGENCY, URGENT


def _signs(part: str, words: Words, *sources: Source) -> Mapping[str, Statement]:
    return {
        code: Statement(code=f"{part}.{code}", place=Place.HELP, part=part, texts=(text,), sources=sources)
        for code, text in words.marked.items()
    }


EMERGENCY_SIGNS: Final = _signs("emergency", EMERGENCY, read.CES_PRACTICE, read.CES_PATHWAY)
URGENT_SIGNS: Final = _signs("soon", URGENT, read.NICE_NG59, read.WARNING_TABLE)
AFTER_SIGNS: Final = _signs("after", AFTER_NEEDLING, read.BAEUMLER_2021)
CAUDA_EQUINA: Final = Statement(
    code="emergency.any",
    place=Place.HELP,
    part="emergency",
    texts=(N_("One of these signs, new or getting worse, together with back or leg pain, is enough to go."),),
    sources=(read.CES_PRACTICE, read.CES_PATHWAY),
)
SIGNS: Final = (*EMERGENCY_SIGNS.values(), CAUDA_EQUINA, *AFTER_SIGNS.values(), *URGENT_SIGNS.values())
"""All of them, the loudest first."""
