"""The rows of a chart's table as a page shows them.

Written here and not by the template: a page of charts has some thousand cells, and a call for each is most of its cost.
"""

from markupsafe import Markup

from tracker.charts.svg_traces import attribute
from tracker.charts.tables import Row, Table


def table_rows(table: Table, day_url: str | None) -> Markup:
    """Each row with its place on the axis; `day_url` is what a day is put behind to reach that day's page, or none."""
    linked = day_url if table.of_days else None
    places = table.places or [""] * len(table.rows)
    rows = [_row(row, place, linked) for row, place in zip(table.rows, places, strict=True)]
    return Markup("".join(rows))  # noqa: S704  every text in it is escaped below


def _row(row: Row, place: str, linked: str | None) -> str:
    name, *cells = map(attribute, row)
    told = "".join([f"<td>{cell}</td>" for cell in cells])
    if not place:
        return f'<tr><th scope="row">{name}</th>{told}</tr>'
    at = attribute(place)
    if linked is not None:
        name = f'<a href="{attribute(linked)}{at}">{name}</a>'
    return f'<tr data-place="{at}"><th scope="row">{name}</th>{told}</tr>'
