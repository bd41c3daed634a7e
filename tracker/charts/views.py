"""The address under which browsers get Plotly's script, and what a page of charts gives it to draw."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, abort, current_app, jsonify, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from tracker.charts.plotly_asset import installed
from tracker.charts.presented import PresentedChart
from tracker.charts.sample import gallery, sample
from tracker.charts.svg_traces import ROOM
from tracker.charts.table_rows import table_rows
from tracker.web.assets import FOR_GOOD, asset_url
from tracker.web.compressing import takes_gzip
from tracker.web.gate import public

# The names by which an address asks for the figure of one chart, or for its tables alone.
FIGURE: Final = "figure"
TABLE: Final = "table"
blueprint = Blueprint("charts", __name__)


@blueprint.get("/plotly/<version>.js")
@public
def plotly(version: str) -> Response:
    asset = installed()
    if asset is None or version != asset.version:
        abort(404)
    gzipped = asset.compressed(Path(current_app.instance_path) / "cache") if takes_gzip() else None
    response = send_file(gzipped or asset.source, mimetype="text/javascript", conditional=True, etag=True)
    if gzipped is not None:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOR_GOOD
    return response


@blueprint.app_template_global()
def figure_url(uid: str) -> str | None:
    """Where the figure of a chart on this page is; None where Plotly is not installed and nothing explores."""
    if installed() is None:
        return None
    return _here((FIGURE, uid))


@blueprint.app_template_global()
def table_url(uid: str) -> str:
    """Where the tables of a chart on this page are, by themselves."""
    return _here((TABLE, uid))


@blueprint.app_template_global()
def chart_url(uid: str) -> str:
    """Where a chart is whose tables are shown by themselves."""
    return f"{_here()}#{uid}"


def _here(*more: tuple[str, str]) -> str:
    """The address of the page, with what it was asked for and more."""
    asked = [pair for pair in request.args.items(multi=True) if pair[0] not in {FIGURE, TABLE}]
    return f"?{urlencode([*asked, *more])}"


def figure_asked(charts: Iterable[PresentedChart]) -> Response | None:
    """The figure of the one of these charts that the page's address asks for, and all it takes to explore it.

    None where the page itself is asked for. A figure has no address of its own: whoever may see it, and what the log
    says of it, is decided as for the page that shows it.
    """
    chart, asset = _asked(FIGURE, charts), installed()
    if chart is None:
        return None
    if asset is None:
        abort(404)
    return jsonify(
        figure=chart.figure,
        room=ROOM,
        script=url_for("charts.plotly", version=asset.version),
        sheet=asset_url("css/plotly-global.css"),
        styles=asset.style_ids,
    )


def table_asked(charts: Iterable[PresentedChart], **page: Any) -> str | None:
    """The tables of the one of these charts that the page's address asks for, as a page; as of `figure_asked`.

    It is opened as it is where no script runs, and else brought into the page that leads there. `page` is what the
    template needs besides.
    """
    chart = _asked(TABLE, charts)
    return None if chart is None else render_template("dashboard/chart_table.html", chart=chart, **page)


def _asked(name: str, charts: Iterable[PresentedChart]) -> PresentedChart | None:
    uid = request.args.get(name)
    if uid is None:
        return None
    chart = next((chart for chart in charts if chart.uid == uid), None)
    if chart is None or chart.empty:
        abort(404)
    return chart


blueprint.add_app_template_global(sample, "sample_chart")
blueprint.add_app_template_global(gallery, "gallery_charts")
blueprint.add_app_template_global(table_rows)
