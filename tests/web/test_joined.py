"""What pages ask for together: every part is in it, in its order, and none that is not understood is taken."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.support.pages import Browser
from tests.support.sources import ROOT, text_of
from tracker.web.assets import asset_url
from tracker.web.joined import SCRIPTS, SHEETS, joined_files

STATIC = ROOT / "static"


@pytest.fixture(scope="module")
def joined() -> dict[str, str]:
    return {name: text.decode() for name, text in joined_files(STATIC).items()}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_holds_its_parts_in_their_order(joined: dict[str, str], name: str) -> None:
    text = joined[f"css/{name}"]
    places = [text.index(text_of(STATIC / "css" / f"{part}.css")) for part in SHEETS[name]]
    assert places == sorted(places)
    assert text.count("{") == text.count("}")


def test_what_is_for_some_screens_is_for_them_alone(joined: dict[str, str]) -> None:
    text = joined["css/day-pages.css"]
    assert f"@media (min-width: 1000px) {{\n{text_of(STATIC / 'css' / 'charts.css')}}}\n" in text
    assert joined["css/chart-pages.css"].startswith(text_of(STATIC / "css" / "charts.css"))


def test_what_is_for_paper_is_for_paper_alone(joined: dict[str, str]) -> None:
    text = joined["css/every-page.css"]
    assert text.endswith(f"@media print {{\n{text_of(STATIC / 'css' / 'print.css')}}}\n")


@pytest.mark.parametrize(("name", "entry"), SCRIPTS.items())
def test_a_script_holds_each_module_once_and_before_who_imports_it(
    joined: dict[str, str], name: str, entry: str
) -> None:
    modules = re.findall(r'^joinedModules\["([\w-]+\.js)"\] = ', joined[f"js/{name}"], re.MULTILINE)
    assert modules[-1] == entry
    assert len(set(modules)) == len(modules) > 2
    for place, module in enumerate(modules):
        needed = re.findall(r'^import .* from "\./([\w-]+\.js)"', text_of(STATIC / "js" / module), re.MULTILINE)
        assert set(needed) <= set(modules[:place])


def folder(tmp_path: Path, **modules: str) -> Path:
    """A folder like ours in which some modules are others."""
    for kind in ("css", "js"):
        (tmp_path / kind).mkdir()
        for path in (STATIC / kind).iterdir():
            (tmp_path / kind / path.name).write_text(text_of(path))
    for name, text in modules.items():
        (tmp_path / "js" / f"{name}.js").write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "text",
    [
        'import * as all from "./errors.js";\n',
        'import errors from "./errors.js";\n',
        'import { wireErrors as wire } from "./errors.js";\n',
        "export default 1;\n",
        "export { one };\n",
    ],
)
def test_a_module_that_would_be_joined_wrongly_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match=r"scale\.js: "):
        joined_files(folder(tmp_path, scale=text))


def test_modules_that_import_each_other_are_refused(tmp_path: Path) -> None:
    texts = {"scale": 'import { one } from "./errors.js";\n', "errors": 'import { two } from "./scale.js";\n'}
    with pytest.raises(ValueError, match="imports itself"):
        joined_files(folder(tmp_path, **texts))


@pytest.mark.parametrize("takes", ["gzip", "identity"])
@pytest.mark.parametrize("name", ["css/every-page.css", "js/chart-pages.js"])
def test_it_is_served_as_the_others_are(app: Flask, client: Browser, name: str, takes: str) -> None:
    with app.test_request_context():
        address = asset_url(name)
    answer = client.client.get(address, headers={"Accept-Encoding": takes}, buffered=True)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert (answer.headers.get("Content-Encoding") == "gzip") is (takes == "gzip")
    again = client.client.get(address, headers={"Accept-Encoding": takes, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    again.close()


def test_who_works_on_the_parts_sees_them_joined_anew(
    app: Flask, client: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "debug", True)
    monkeypatch.setitem(app.extensions, "static_joined", {})
    answer = client.client.get("/static/dev/css/chart-pages.css", buffered=True)
    assert answer.get_data() == joined_files(STATIC)["css/chart-pages.css"]
    assert answer.headers["Cache-Control"] == "no-store"
