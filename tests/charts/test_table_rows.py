"""The rows of a chart's table: each cell in its place, every text escaped, and days that lead to their pages."""

import pytest

from tracker.charts.table_rows import table_rows
from tracker.charts.tables import Table

ROWS = (("Mon 26 Jan", "5", ""), ('<b>Tue</b> & "Wed"', "it's 3", "</td>"))


def test_a_row_is_named_by_its_first_cell() -> None:
    assert table_rows(Table("", ("Day", "Leg"), [("Mon", "5"), ("Tue", "")]), "/days/") == (
        '<tr><th scope="row">Mon</th><td>5</td></tr><tr><th scope="row">Tue</th><td></td></tr>'
    )


def test_no_text_is_markup() -> None:
    rows = table_rows(Table("", ("Day", "Leg", "Back"), ROWS), None)
    assert "<td>it&#x27;s 3</td><td>&lt;/td&gt;</td>" in rows
    assert '<th scope="row">&lt;b&gt;Tue&lt;/b&gt; &amp; &quot;Wed&quot;</th>' in rows
    hostile = Table("", ("Day",), [("Mon",)], ['"><script>'], of_days=True)
    assert "<script" not in table_rows(hostile, '/days/"')


@pytest.mark.parametrize(
    ("of_days", "day_url", "name"),
    [
        (True, "/days/", '<a href="/days/2026-01-26">Mon</a>'),
        (True, None, "Mon"),
        (False, "/days/", "Mon"),
    ],
)
def test_a_row_with_a_place_says_where_it_stands_and_a_day_leads_to_its_page(
    of_days: bool, day_url: str | None, name: str
) -> None:
    table = Table("", ("Day", "Leg"), [("Mon", "5"), ("All", "4")], ["2026-01-26", ""], of_days)
    assert table_rows(table, day_url) == (
        f'<tr data-place="2026-01-26"><th scope="row">{name}</th><td>5</td></tr>'
        '<tr><th scope="row">All</th><td>4</td></tr>'
    )
