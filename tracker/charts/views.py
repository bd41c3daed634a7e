"""The address under which browsers get Plotly's script, and what the chart macro needs to know of it."""

from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, abort, current_app, request, send_file, url_for
from werkzeug.wrappers import Response

from tracker.charts.gallery import gallery
from tracker.charts.plotly_asset import installed
from tracker.charts.presented import PresentedChart
from tracker.charts.sample import Sample, sample
from tracker.web.assets import FOR_GOOD
from tracker.web.gate import public

blueprint = Blueprint("charts", __name__)


@blueprint.get("/plotly/<version>.js")
@public
def plotly(version: str) -> Response:
    asset = installed()
    if asset is None or version != asset.version:
        abort(404)
    gzipped = asset.compressed(Path(current_app.instance_path) / "cache") if _takes_gzip() else None
    response = send_file(gzipped or asset.source, mimetype="text/javascript", conditional=True, etag=True)
    if gzipped is not None:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOR_GOOD
    return response


def _takes_gzip() -> bool:
    return request.accept_encodings.quality("gzip") > 0


@blueprint.app_template_global()
def plotly_url() -> str | None:
    """Where Plotly's script is; None where it is not installed, and nothing offers to explore."""
    return None if (asset := installed()) is None else url_for("charts.plotly", version=asset.version)


@blueprint.app_template_global()
def plotly_styles() -> str:
    return "" if (asset := installed()) is None else " ".join(asset.style_ids)


@blueprint.app_template_global()
def saves_data() -> bool:
    """Whether the browser asks to be spared: then even with a mouse the large script comes only when wanted."""
    return request.headers.get("Save-Data", "").lower() == "on"


@blueprint.app_template_global()
def sample_chart() -> Sample:
    return sample()


@blueprint.app_template_global()
def gallery_charts() -> Sequence[PresentedChart]:
    return gallery()
