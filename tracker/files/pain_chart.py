"""The chart of pain by day in a workbook, drawn by the spreadsheet itself, with gaps where nothing was recorded."""

from collections.abc import Sequence
from typing import Any, Final

from tracker.domain.limits import SCORE_HIGH, SCORE_LOW
from tracker.files.contract import PAIN_BY_DAY
from tracker.files.rows import Row
from tracker.files.sheet_cells import day_cell
from tracker.wording import workbook as words

PLACE: Final = (1, len(PAIN_BY_DAY.columns) + 1)
LABELS_MOST: Final = 10
MARKED_MOST: Final = 400  # days, over which marks would hide the line
SIZE: Final = {"width": 1080, "height": 460}
# The columns in the order they are drawn, each with its colour, its line and whether its marks are hollow.
DRAWN: Final = (
    ("leg_pain", "#B8410E", {"width": 1.75}, False),
    ("back_pain", "#443BBD", {"width": 1.25, "dash_type": "dash"}, False),
    ("leg_pain_later", "#B8410E", {"none": True}, True),
    ("back_pain_later", "#443BBD", {"none": True}, True),
)
MARKS: Final = {"leg_pain": "circle", "back_pain": "square", "leg_pain_later": "circle", "back_pain_later": "square"}


def draw_pain(workbook: Any, sheet: Any, rows: Sequence[Row]) -> None:
    """Beside the rows of `PAIN_BY_DAY` on their sheet; the values are kept in the chart too, for what only shows it."""
    chart = workbook.add_chart({"type": "line"})
    names = PAIN_BY_DAY.header
    for name, colour, line, hollow in DRAWN:
        column = names.index(name)
        shape = "none" if len(rows) > MARKED_MOST and not hollow else MARKS[name]
        mark = {"type": shape, "size": 4, "border": {"color": colour}}
        chart.add_series(
            {
                "name": words.SERIES[name],
                "categories": [sheet.name, 1, 0, len(rows), 0],
                "values": [sheet.name, 1, column, len(rows), column],
                "categories_data": [day_cell(row[0].isoformat()) for row in rows],
                "values_data": [row[column] for row in rows],
                "line": line if "none" in line else line | {"color": colour},
                "marker": mark | {"fill": {"color": "#FFFFFF" if hollow else colour}},
            }
        )
    chart.set_title({"name": words.CHART["title"], "overlay": False})
    chart.set_x_axis(
        {
            "date_axis": True,
            "num_format": "yyyy-mm-dd",
            "label_position": "low",
            "major_unit": max(1, len(rows) // LABELS_MOST),
            "major_unit_type": "days",
        }
    )
    chart.set_y_axis({"min": SCORE_LOW, "max": SCORE_HIGH, "major_unit": 2, "name": words.CHART["scale"]})
    chart.set_legend({"position": "bottom"})
    chart.show_blanks_as("gap")
    chart.set_size(SIZE)
    sheet.insert_chart(*PLACE, chart, {"description": words.CHART["alternative"]})
