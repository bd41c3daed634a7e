"""A program of its own that sets one paper and ends: whatever the typesetter keeps in memory goes with it.

It is run by its path (`setting.py`), reads what to do as JSON and writes the PDF, or the letters that no font has, of
those it was asked about and those it met. PDF/UA forbids an empty box in place of a letter: the typesetter refuses.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any, Final

from typst import Fonts, TypstError
from typst import compile as typeset

UA: Final = "ua-1"
LETTERS_MISSING: Final = 3
NOT_SHOWN: Final = re.compile(r'the text `"(.*?)"` could not be displayed')
BY_NUMBER: Final = re.compile(r"\\u\{([0-9a-f]+)\}")
SOURCE: Final = Path(__file__).with_name("paper.typ")
PROBE: Final = b"""#set document(title: "letters")
#set text(font: sys.inputs.font)
#for letter in json(bytes(sys.inputs.letters)) [#text(letter) ]
"""


def not_shown(diagnostic: str) -> set[str]:
    """The letters that a fault says no font has."""
    texts = (BY_NUMBER.sub(lambda found: chr(int(found[1], 16)), text) for text in NOT_SHOWN.findall(diagnostic))
    return {letter for text in texts for letter in text}


def set_paper(asked: dict[str, Any]) -> bytes | set[str]:
    """The PDF, or the letters that no font has. `TypstError` for any other fault."""
    fonts = Fonts()
    probe = {"font": asked["font"], "letters": json.dumps(asked["letters"])}
    paper = {"paper": json.dumps(asked["paper"])}
    try:
        if asked["letters"]:
            typeset(PROBE, format="pdf", font_paths=fonts, pdf_standards=[UA], sys_inputs=probe)
        return typeset(
            SOURCE.read_bytes(),
            format="pdf",
            font_paths=fonts,
            pdf_standards=[UA],
            timestamp=asked["made"],
            sys_inputs=paper,
        )
    except TypstError as fault:
        missing = not_shown(fault.diagnostic)
        if not missing:
            raise
        return missing


def main() -> None:
    made = set_paper(json.load(sys.stdin))
    if isinstance(made, bytes):
        sys.stdout.buffer.write(made)
    else:
        json.dump(sorted(made), sys.stdout)
        sys.exit(LETTERS_MISSING)


if __name__ == "__main__":
    main()
