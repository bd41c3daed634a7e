"""Lighthouse on Today and Progress, signed in, on its phone: `python -m scripts.lighthouse`.

Lighthouse comes from npm into a folder that is gone afterwards; the browser is the machine's Chromium.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.every_page import FULL, visitors
from scripts.screenshots import PROGRAMS, demo_app, serving

CATEGORIES = ("accessibility", "best-practices", "performance")
WANTED = {"accessibility": 100, "best-practices": 100, "performance": 95}
PAGES = ("today", "progress")
CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu"


def install(folder: Path) -> Path:
    """Lighthouse in this folder; gives its program."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is not on this machine")
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "lighthouse"]
    subprocess.run(command, check=True)  # noqa: S603 - our own words
    return folder / "node_modules" / ".bin" / "lighthouse"


def judge(program: Path, url: str, cookies: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """Lighthouse's whole report of one page, for whoever sends these cookies."""
    report, headers = folder / "report.json", folder / "headers.json"
    headers.write_text(json.dumps({"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}))
    command = [
        *(str(program), url, "--quiet", "--output=json", f"--output-path={report}", f"--extra-headers={headers}"),
        *(f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={CHROME_FLAGS}"),
    ]
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": str(found)})  # noqa: S603 - our own words
    answer: dict[str, Any] = json.loads(report.read_text())
    return answer


def tell(page: str, report: Mapping[str, Any]) -> bool:
    """Prints the scores of a page and what cost them; gives whether they are as wanted."""
    scores = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    print(f"{page}: " + ", ".join(f"{name} {score}" for name, score in scores.items()))
    for name in CATEGORIES:
        for ref in report["categories"][name]["auditRefs"]:
            audit = report["audits"][ref["id"]]
            if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"  {name}: {audit['title']} ({audit.get('displayValue', '')})")
    print(f"  bytes: {report['audits']['total-byte-weight'].get('displayValue', '')}", flush=True)
    return all(scores[name] >= least for name, least in WANTED.items())


def run(pages: Sequence[str], kept: Path | None) -> bool:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        program = install(folder)
        with demo_app() as app:
            patient = next(one for one in visitors(app) if one.name == FULL)
            with serving(app) as address:
                well = True
                for page in pages:
                    report = judge(program, address + patient.ids.path(page), patient.cookies, folder)
                    if kept is not None:
                        (kept / f"{page}.json").write_text(json.dumps(report))
                    well &= tell(page, report)
    return well


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", nargs="*", default=list(PAGES), help="addresses in the record of one of the demo")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the whole reports there")
    asked = parser.parse_args()
    if not run(asked.pages, asked.keep):
        sys.exit(1)


if __name__ == "__main__":
    main()
