"""Charts as plain Plotly figures: the one source of what Plotly, the drawings and the keys show.

Colours are names of CSS properties, `var(--leg)`: the drawing keeps them, the script turns them into what they stand
for in the theme of the moment. Every text is escaped here and nowhere later. Only scatter and bar traces are used.
"""

from tracker.charts.around import course
from tracker.charts.by_week import by_week
from tracker.charts.compare import compare
from tracker.charts.farthest import farthest
from tracker.charts.function import function
from tracker.charts.pain import pain

__all__ = ["by_week", "compare", "course", "farthest", "function", "pain"]
