"""Plotly's script is sent as it was installed, compressed once, for good, without ever importing the package."""

import gzip
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tracker.charts import views
from tracker.charts.plotly_asset import FILE, PlotlyAsset
from tracker.web.gate import Policy, policy_of

ADDRESS = f"/plotly/{metadata.version('plotly')}.js"
ASSET = PlotlyAsset(Path(str(metadata.distribution("plotly").locate_file("plotly"))) / FILE, metadata.version("plotly"))
GZIP = {"Accept_Encoding": "gzip, br"}


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    app = Flask("charts", instance_path=str(tmp_path))
    app.register_blueprint(views.blueprint)
    return app


Get = Callable[..., TestResponse]


@pytest.fixture
def get(app: Flask) -> Iterator[Get]:
    client = app.test_client()
    answers: list[TestResponse] = []

    def fetch(address: str, **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answers.append(client.get(address, headers=named))
        return answers[-1]

    yield fetch
    for answer in answers:
        answer.close()


def test_the_script_is_sent_compressed_and_kept_for_good(get: Get, tmp_path: Path) -> None:
    response = get(ADDRESS, **GZIP)
    assert response.status_code == 200
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.mimetype == "text/javascript"
    assert gzip.decompress(response.data) == ASSET.source.read_bytes()
    [kept] = (tmp_path / "cache").iterdir()
    made = kept.stat().st_mtime_ns
    get(ADDRESS, **GZIP)
    assert kept.stat().st_mtime_ns == made


def test_who_takes_no_gzip_gets_the_script_itself(get: Get) -> None:
    empty: dict[str, str] = {}
    for headers in (empty, {"Accept_Encoding": "gzip;q=0"}):
        response = get(ADDRESS, **headers)
        assert "Content-Encoding" not in response.headers
        assert response.data == ASSET.source.read_bytes()


def test_a_second_look_costs_nothing(get: Get) -> None:
    tag = get(ADDRESS, **GZIP).headers["ETag"]
    assert get(ADDRESS, **GZIP, If_None_Match=tag).status_code == 304


def test_another_version_is_not_there(get: Get) -> None:
    assert get("/plotly/0.0.1.js").status_code == 404
    assert get("/plotly/..%2f..%2fetc.js").status_code == 404


def test_without_a_place_to_write_the_script_is_sent_as_it_is(get: Get, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder would be")
    response = get(ADDRESS, **GZIP)
    assert response.status_code == 200
    assert "Content-Encoding" not in response.headers


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(data: bytes, *, mtime: int) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(gzip, "compress", full)
    assert ASSET.compressed(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_the_view_is_for_everyone() -> None:
    assert policy_of(views.plotly) == Policy(signed_in=False)


def test_style_ids_are_found_in_the_script(tmp_path: Path) -> None:
    source = tmp_path / "p.js"
    source.write_text(f'if(!document.getElementById("{"a1" * 32}")){{}};document.getElementById("short")')
    assert PlotlyAsset(source, "1").style_ids == ("a1" * 32,)


def test_plotly_is_never_imported() -> None:
    code = (
        "import sys, tracker.charts.presented, tracker.charts.views as v; v.installed(); print('plotly' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  our own
    assert done.stdout.strip() == "False"
