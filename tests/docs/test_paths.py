"""What the project's pages name is there: files, folders and other pages."""

import re
from collections.abc import Iterator

from tests.docs.blocks import FENCE, ROOT, pages

PATH = re.compile(r"`((?:[\w-]+/)+(?:[\w-]+\.(?:py|html|js|css|toml|md|sh|yml|lock))?)`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
# Where a page may mean a path from.
STARTS = ("", "tracker/", "tracker/domain/")
# Folders of an installation, not of the project.
ELSEWHERE = {"backups/", "instance/"}


def missing() -> Iterator[str]:
    for page in pages():
        text = page.read_text(encoding="utf-8")
        for path in PATH.findall(FENCE.sub("", text)):
            if path not in ELSEWHERE and not any((ROOT / start / path).exists() for start in STARTS):
                yield f"{page.name}: {path}"
        yield from (f"{page.name}: {link}" for link in LINK.findall(text) if not (page.parent / link).exists())


def test_what_the_pages_name_is_there() -> None:
    assert list(missing()) == []
