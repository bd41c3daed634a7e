"""A small site that shows charts under the real content policy, for tests in a browser."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from flask import Flask, Response, render_template_string
from jinja2 import FileSystemLoader, StrictUndefined
from playwright.sync_api import Page, expect
from werkzeug.wrappers import Response as WerkzeugResponse

from tests.support.live import serving_plainly
from tracker.charts import views
from tracker.charts.presented import PresentedChart
from tracker.web import assets, languages
from tracker.web.headers import CONTENT_SECURITY_POLICY
from tracker.web.template_engine import TemplateEngine

ROOT = Path(__file__).resolve().parents[2]
DAY_URL = "/patients/1/days/"
PAGE = """{% from "components/chart.html" import chart_head, chart_figure with context %}<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Charts</title><link rel="icon" href="data:,">
{% for name in ["tokens", "base", "layout", "components"] %}
<link rel="stylesheet" href="{{ asset_url("css/" ~ name ~ ".css") }}">{% endfor %}{{ chart_head() }}</head>
<body class="plain"><header><a class="brand" href="/">Sciatica Tracker</a></header>
<main><h1>Charts</h1>{% for chart in charts %}<section class="card">
{% call chart_figure(chart, day_url=day_url) %}<a href="/entries.csv">Entries (CSV)</a>{% endcall %}
</section>{% endfor %}
<p id="after">After</p></main></body></html>"""
Charts = Callable[[], Sequence[PresentedChart]]


@contextmanager
def chart_site(folder: Path, pages: Mapping[str, Charts], template: str = PAGE) -> Iterator[str]:
    """Its address; each page is named by its key."""
    app = Flask("charts", instance_path=str(folder), static_folder=None)
    app.jinja_environment = TemplateEngine
    app.static_folder = str(ROOT / "static")
    assets.init_app(app)
    app.register_blueprint(views.blueprint)
    app.jinja_env.loader = FileSystemLoader(ROOT / "templates")
    app.jinja_env.undefined = StrictUndefined
    languages.init_app(app)

    @app.get("/<name>")
    def page(name: str) -> WerkzeugResponse:
        charts = pages[name]()
        if (figure := views.figure_asked(charts)) is not None:
            return figure
        html = render_template_string(template, charts=charts, day_url=DAY_URL)
        return Response(html, headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY})

    with serving_plainly(app) as url:
        yield url


def menu_opened(page: Page, chart: str) -> None:
    """The menu of a chart is open, and what its buttons need has come."""
    page.locator(f"#{chart} .chart-menu > summary").click()
    expect(page.locator(f"#{chart} [data-save='svg']")).to_be_enabled()


def explored(page: Page, chart: str) -> None:
    """Plotly has taken the place of the drawing, as was asked for."""
    menu_opened(page, chart)
    page.locator(f"#{chart} [data-explore]").click()
    page.locator(f"#{chart}.chart-is-live").wait_for(timeout=30_000)
