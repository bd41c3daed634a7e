"""The five places, Today, Diary, Progress, Course and More, and what Progress leads to."""

from tracker.dashboard.views import (
    around,
    compare,
    course,
    day,
    diary,
    fit,
    more,
    progress,
    session,
    session_points,
    with_without,
    year,
)
from tracker.dashboard.views.base import blueprint

__all__ = [
    "around",
    "blueprint",
    "compare",
    "course",
    "day",
    "diary",
    "fit",
    "more",
    "progress",
    "session",
    "session_points",
    "with_without",
    "year",
]
