"""The style sheets and scripts that pages ask for together, joined into one file each.

They are written as small files, each of one thing. Asked for one by one, a first visit waits for thirty answers, each
with its own head; so what always comes together goes out together, made when the app starts. The small files are
served too: what a script imports later it finds beside it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

CSS, JS = "css", "js"
EVERY_PAGE: Final = ("tokens", "base", "layout", "page", "forms", "scale", "components", "extras", "waiting", "print")
CHARTS: Final = ("charts", "charts-told")
# What a page asks for, and the sheets in it, in their order.
SHEETS: Final = {
    "every-page.css": EVERY_PAGE,
    "chart-pages.css": CHARTS,
    "progress-pages.css": (*CHARTS, "progress", "correspondence", "paper"),
    "day-pages.css": ("today", "diary", "day", "day-list", "charts", "correspondence"),
}
# Where a sheet in one of them is not for every screen.
MEDIA: Final = {("every-page.css", "print"): "print", ("day-pages.css", "charts"): "(min-width: 1000px)"}
# What a page asks for, and the module that begins it: with all that it imports before anything is done.
SCRIPTS: Final = {
    "every-page.js": "main.js",
    "chart-pages.js": "charts.js",
    "pocket-pages.js": "pocket.js",
    "waiting.js": "waiting.js",
}
_MODULES: Final = "joinedModules"
_IMPORT: Final = re.compile(r'^import \{ (\w+(?:, \w+)*) \} from "\./([\w-]+\.js)";$', re.MULTILINE)
_EXPORT: Final = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_LEFT: Final = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def joined_files(static: Path) -> dict[str, bytes]:
    """The joined files by their names in the folder; ValueError where a module is written in a way not understood."""
    sheets = {f"{CSS}/{name}": _sheets(static / CSS, name) for name in SHEETS}
    scripts = {f"{JS}/{name}": script_of(static / JS, entry) for name, entry in SCRIPTS.items()}
    return {name: text.encode() for name, text in (sheets | scripts).items()}


def _sheets(folder: Path, name: str) -> str:
    parts = ((MEDIA.get((name, part)), (folder / f"{part}.css").read_text(encoding="utf-8")) for part in SHEETS[name])
    return "\n".join(text if media is None else f"@media {media} {{\n{text}}}\n" for media, text in parts)


def script_of(folder: Path, entry: str) -> str:
    """A module and all it needs, as functions that run one after the other: none sees what another keeps to itself."""
    return f'"use strict";\nconst {_MODULES} = {{}};\n' + "".join(
        _module(folder, name) for name in _needed(folder, entry, ())
    )


def _needed(folder: Path, name: str, asking: tuple[str, ...]) -> Iterator[str]:
    """The modules that one imports, each once and before whoever imports it, and then itself."""
    if name in asking:
        raise ValueError(f"{name} imports itself, by way of {', '.join(asking)}")
    seen: dict[str, None] = {}
    for _names, other in _IMPORT.findall(_read(folder, name)):
        seen |= dict.fromkeys(_needed(folder, other, (*asking, name)))
    yield from seen
    yield name


def _module(folder: Path, name: str) -> str:
    text = _IMPORT.sub(rf'const {{ \1 }} = {_MODULES}["\2"];', _read(folder, name))
    given = ", ".join(exported for _whole, exported in _EXPORT.findall(text))
    text = _EXPORT.sub(r"\1", text)
    if left := _LEFT.search(text):
        raise ValueError(f"{name}: {left[0]}")
    return f'{_MODULES}["{name}"] = (() => {{\n{text}return {{ {given} }};\n}})();\n'


def _read(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")
