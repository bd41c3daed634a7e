"""Takes two pictures of Today, shown by browsers before the app is installed: `python -m scripts.store_pictures`."""

from typing import Final

from scripts.every_page import FULL, settle, tab, visitors
from scripts.screenshots import chromium, demo_app, serving
from tracker.configuration.settings import find_folder

SIZES: Final = {"narrow": (360, 720, 2), "wide": (1280, 800, 1)}
QUALITY: Final = 45


def main() -> None:
    with demo_app() as app:
        who = next(one for one in visitors(app) if one.name == FULL)
        with serving(app) as home, chromium() as browser:
            for name, (width, height, scale) in SIZES.items():
                with tab(browser, home, width, who.cookies, scale=scale) as page:
                    page.set_viewport_size({"width": width, "height": height})
                    page.goto(home + who.ids.path("today"))
                    settle(page)
                    path = find_folder("static") / "img" / f"today-{name}.jpg"
                    page.screenshot(path=path, type="jpeg", quality=QUALITY)
                    print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
