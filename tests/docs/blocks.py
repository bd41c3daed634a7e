"""The commands that the project's pages tell people to type, as they stand there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
FENCE = re.compile(r"^```(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
IN_COMMENT = re.compile(r"(?:^# {3}\S.*\n)+", re.MULTILINE)
IN_TEXT = re.compile(r"`((?:tracker|python -m tracker|make) [^`]*)`")
COMMENT = re.compile(r"\s+# .*$|\s{2,}\(.*\)$|^#.*$")


@dataclass(frozen=True)
class Block:
    """Lines to be typed one after the other, and where they stand."""

    file: str
    line: int
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line}"


def pages() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def fences() -> Iterator[tuple[Path, int, str, str]]:
    """Every fenced block: its page, its first line, the language it names, and its text."""
    for page in pages():
        text = page.read_text(encoding="utf-8")
        for match in FENCE.finditer(text):
            yield page, text.count("\n", 0, match.start()) + 2, match[1], match[2]


def blocks() -> list[Block]:
    """The shell blocks of README and docs, and the commands in the comments of what lies in deploy/."""
    found = [_block(page, line, text) for page, line, language, text in fences() if language == "sh"]
    for path in sorted((ROOT / "deploy").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            text = path.read_text(encoding="utf-8")
            for match in IN_COMMENT.finditer(text):
                typed = "".join(line.removeprefix("#   ") + "\n" for line in match[0].splitlines())
                found.append(_block(path, text.count("\n", 0, match.start()) + 1, typed))
    return found


def mentioned() -> Iterator[tuple[str, str]]:
    """The commands named in running text: the page, and the words."""
    for page in pages():
        text = FENCE.sub("", page.read_text(encoding="utf-8"))
        yield from ((page.name, " ".join(words.split())) for words in IN_TEXT.findall(text))


def _block(path: Path, line: int, text: str) -> Block:
    joined = text.replace("\\\n", " ")
    typed = (COMMENT.sub("", one).strip() for one in joined.splitlines())
    return Block(str(path.relative_to(ROOT)), line, tuple(" ".join(one.split()) for one in typed if one))
