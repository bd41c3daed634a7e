"""Draws the icons of the installed app from the mark: `python -m scripts.icons` writes them into `static/img`.

A maskable icon is cut to a circle of 80 % by some launchers, a monochrome one is a shape that they colour themselves.
"""

import base64
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

IMAGES: Final = Path(__file__).resolve().parents[1] / "static" / "img"
PAPER: Final = '<rect width="32" height="32" rx="8" fill="#fffdf9"/>'
WHOLE: Final = '<rect width="32" height="32" fill="#fffdf9"/>'
INSIDE: Final = '<g transform="translate(5.6 5.6) scale(0.65)">'
NAMES: Final = {
    "icon-180": (180, "whole"),
    "icon-192": (192, "any"),
    "icon-512": (512, "any"),
    "icon-maskable-192": (192, "maskable"),
    "icon-maskable-512": (512, "maskable"),
    "icon-monochrome-512": (512, "monochrome"),
}


def drawn(mark: str, purpose: str) -> str:
    """The mark as an icon for a purpose; ValueError where its paper is not found."""
    if PAPER not in mark:
        raise ValueError("the mark has another paper")
    head, rest = mark.split(PAPER)
    inside = rest.removesuffix("</svg>\n")
    match purpose:
        case "any":
            return mark
        case "whole":
            return f"{head}{WHOLE}{rest}"
        case "maskable":
            return f"{head}{WHOLE}{INSIDE}{inside}</g></svg>"
        case _:
            return f"{head}{INSIDE}{inside}</g></svg>".replace("#b8410e", "#000000")


def main() -> None:
    mark = (IMAGES / "mark.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (size, purpose) in NAMES.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            picture = base64.b64encode(drawn(mark, purpose).encode()).decode()
            page.set_content(
                "<style>body{margin:0}img{display:block;width:100vw;height:100vh}</style>"
                f'<img src="data:image/svg+xml;base64,{picture}">'
            )
            page.locator("img").evaluate("(img) => img.decode()")
            page.screenshot(path=IMAGES / f"{name}.png", omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
