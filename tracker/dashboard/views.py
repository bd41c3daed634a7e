"""The five places, Today, Diary, Progress, Course and More, and what Progress leads to."""

from tracker.dashboard import around, compare, course, diary_page, more, progress, today, year
from tracker.dashboard.blueprint import blueprint

__all__ = ["around", "blueprint", "compare", "course", "diary_page", "more", "progress", "today", "year"]
