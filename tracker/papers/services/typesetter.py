"""A program of its own that sets one paper and ends: whatever the typesetter keeps in memory goes with it.

It is run by its path, reads what to do as JSON and writes the PDF, or what could not be shown: `letters`, those it was
asked about that no font has, each looked at alone; or `texts`, what it met in the paper, which may be several letters
that are only missing as one, or may not be named at all. PDF/UA forbids an empty box: the typesetter refuses.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any, Final

from typst import Fonts, TypstError
from typst import compile as typeset

UA: Final = "ua-1"
NOT_ALL_SHOWN: Final = 3
REFUSED: Final = re.compile(r"\bPDF/UA-1 error\b")
NOT_SHOWN: Final = re.compile(r'the text `"(.*?)"` could not be displayed')
BY_NUMBER: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
SOURCE: Final = Path(__file__).with_name("paper.typ")
PROBE: Final = b"""#set document(title: "letters")
#set text(font: sys.inputs.font)
#for letter in json(bytes(sys.inputs.letters)) [#box(text(letter)) ]
"""


def not_shown(diagnostic: str) -> list[str]:
    """The texts that a fault says cannot be displayed: letters, or several that a font has to put together."""
    return [BY_NUMBER.sub(lambda found: chr(int(found[1], 16)), text) for text in NOT_SHOWN.findall(diagnostic)]


def letters_missing(font: str, letters: list[str], fonts: Fonts) -> list[str]:
    """Those of the letters that no font has. Each is in a box of its own, so that no two are taken for one."""
    try:
        inputs = {"font": font, "letters": json.dumps(letters)}
        typeset(PROBE, format="pdf", font_paths=fonts, pdf_standards=[UA], sys_inputs=inputs)
    except TypstError as fault:
        texts = not_shown(fault.diagnostic)
        return [letter for letter in letters if letter in texts]
    return []


def set_paper(asked: dict[str, Any]) -> bytes | dict[str, list[str]]:
    """The PDF, or what could not be shown. `TypstError` for any other fault."""
    fonts = Fonts()
    missing = letters_missing(asked["font"], asked["letters"], fonts) if asked["letters"] else []
    if missing:
        return {"letters": missing, "texts": []}
    try:
        return typeset(
            SOURCE.read_bytes(),
            format="pdf",
            font_paths=fonts,
            pdf_standards=[UA],
            timestamp=asked["made"],
            sys_inputs={"paper": json.dumps(asked["paper"])},
        )
    except TypstError as fault:
        if not REFUSED.search(fault.diagnostic):
            raise
        return {"letters": [], "texts": not_shown(fault.diagnostic)}


def main() -> None:
    made = set_paper(json.load(sys.stdin))
    if isinstance(made, bytes):
        sys.stdout.buffer.write(made)
    else:
        json.dump(made, sys.stdout)
        sys.exit(NOT_ALL_SHOWN)


if __name__ == "__main__":
    main()
