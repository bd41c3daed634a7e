"""A PDF as another program reads it."""

import io
from typing import Any

import pypdf


def opened(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def text_of(data: bytes) -> str:
    """All its text in reading order, as one line."""
    return " ".join(" ".join(page.extract_text() for page in opened(data).pages).split())


def bookmarks(data: bytes) -> list[str]:
    """The titles of its bookmarks, each before those within it."""

    def titles(items: list[Any]) -> list[str]:
        return [title for item in items for title in (titles(item) if isinstance(item, list) else [str(item.title)])]

    return titles(opened(data).outline)


def tags(data: bytes) -> list[tuple[str, str]]:
    """The structure in its order: each tag with its alternative text, or a blank."""
    found: list[tuple[str, str]] = []

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif hasattr(node, "get") and "/S" in node:
            found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            walk(node.get("/K", []))

    root: Any = opened(data).trailer["/Root"]
    walk(root["/StructTreeRoot"].get_object().get("/K", []))
    return found
