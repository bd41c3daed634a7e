"""Every limit a form, the import, the database and the page share: one constant, many doors. Two: the low, the high.

Scores are the whole numbers of the numeric pain rating scale (Farrar 2001, Pain 94:149); the others are wide
enough for any honest answer and narrow enough to catch a slip of the finger.
"""

from datetime import timedelta

SCORE_LOW, SCORE_HIGH = 0, 10
DAY_MINUTES = 24 * 60
DAYS_LATER_HIGH = 99_999
SESSION_MINUTES = 1, 12 * 60
NEEDLE_COUNT = 0, 60
NEEDLE_MINUTES = 1, 120
NEEDLE_MINUTES_USUAL = (20, 45)
NEEDLE_GAUGE_HIGH, NEEDLE_LENGTH_HIGH, STIMULATION_HZ_HIGH = 2, 300, 1000
ADVERSE_EVENTS_MOST = 8
RECORD_DAYS_BACK = 14
ICE_MINUTES_HINT = 20
DISTANCE = 1, 200_000
STEPS = 0, 200_000
COST_HIGH = 99_999
AMOUNT_HIGH = 99_999
RELIEF_MINUTES = 1, 48 * 60
PLANNED_SESSIONS, PLANNED_SESSIONS_DEFAULT = (1, 60), 10
PLANNED_SESSIONS_USUAL = (6, 12)
PER_WEEK, PER_WEEK_DEFAULT = (1, 14), 2
VISITS = 0, 500
EXERCISES_MOST = 12
SETS_HIGH, REPETITIONS_HIGH, HOLD_SECONDS_HIGH = 100, 1000, 3600
POINTS_MOST = 60
ACTIVITIES_MOST = 5
YEARS_LOW, YEARS_HIGH = 0, 70
HOURS_LENGTH = 500
LINK_DAYS_LOW, LINK_DAYS_HIGH, LINK_DAYS_DEFAULT = 1, 90, 30
INVITE_DAYS = 7
LINE_LENGTH = 120
LABEL_LENGTH = 40
NOTE_LENGTH = 4000
EARLIEST_YEAR = 1970
# How far what has happened may lie ahead: clocks of phones and servers differ.
CLOCK_SLACK = timedelta(minutes=15)
PLAN_AHEAD_DAYS = 730
RESTORE_DAYS = 30
