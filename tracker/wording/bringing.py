"""What is said on the way of a file into the diary: what is asked, what would become of its rows, and what became."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Final

from tracker.domain.errors import Fault
from tracker.domain.values import numbers
from tracker.wording import formats
from tracker.wording.files import file_title
from tracker.wording.importers import COLUMNS, said
from tracker.wording.language import N_, Words, _
from tracker.wording.vocabularies import CHANGE_KINDS, DOSE_UNITS, IMPORT_SOURCES, SESSION_KINDS

OURS: Final = "ours"
EXISTING: Final[Mapping[str, str]] = {
    "keep": N_("Keep mine"),
    "take": N_("Take those of the file"),
    "ask": N_("Ask me for each day"),
}
# The same of rows of our own files, which are more than days.
EXISTING_ROWS: Final[Mapping[str, str]] = {**EXISTING, "ask": N_("Ask me for each of them")}
DAY_CHOICES: Final[Mapping[str, str]] = {"keep": N_("Keep mine"), "take": N_("Take the file’s")}
VISITS: Final[Mapping[str, str]] = {
    "same": N_("They are the same: leave them out"),
    "others": N_("They are others: bring them in too"),
}
QUESTIONS: Final[Mapping[str, str]] = {
    "site": N_("Where was the pain called “%(of)s”?"),
    "attack": N_("What were the attacks in this file?"),
    "both": N_("One number stands for leg and back together. Which pain was it?"),
    "words": N_("Shall words of strength become numbers?"),
    "zero": N_("What does a 0 mean where no place is given?"),
    "day_order": N_("Which comes first in the dates of this file?"),
    "scale": N_("How far does the scale of “%(of)s” go?"),
    "clock": N_("Which clock are the times of this file from?"),
    "offer": N_("Take over “%(of)s” as %(kind)s?"),
    "weight": N_("Take over your weight, as dated changes?"),
    "column": N_("What is in the column “%(of)s”?"),
    "sheet": N_("Which sheet is your diary on?"),
}
ANSWERS: Final[Mapping[str, str]] = {
    "neither": N_("Something else: leave it out"),
    "leg": N_("Leg pain"),
    "back": N_("Low back pain"),
    "both": N_("Both"),
    "no": N_("No, leave it out"),
    "yes": N_("Yes"),
    "not_recorded": N_("Nothing was recorded"),
    "no_pain": N_("No pain"),
    "month": N_("The month"),
    "day": N_("The day"),
    "utc": N_("Universal time (UTC)"),
    "local": N_("The clock on the wall"),
}
WORDS_NO: Final = N_("No, leave those out")
WORDS_YES: Final = N_("Yes, as in the table below")
# How words of strength become numbers, as it is shown before. Source: docs/files.md, “From other apps”.
SCALE: Final[Sequence[tuple[str, int]]] = (
    (N_("none, no pain"), 0),
    (N_("mild"), 2),
    (N_("moderate"), 5),
    (N_("severe"), 8),
    (N_("unbearable, extreme, very severe"), 10),
)
# What the steps in the files of these apps are called there, from 0 on, and what they become.
STEPS: Final[Mapping[str | None, Sequence[tuple[str, int]]]] = {
    "flaredown": (
        (N_("not active"), 0),
        (N_("slightly active"), 2),
        (N_("fairly active"), 5),
        (N_("very active"), 8),
        (N_("extremely active"), 10),
    ),
    "visible": ((N_("none"), 0), (N_("mild"), 2), (N_("moderate"), 5), (N_("severe"), 8)),
}
UNREAD: Final = {
    "stopped": N_("Reading this file stopped before its end. That can happen when the server starts anew."),
    "later": N_("Several files are being read just now. Please try again in a minute."),
    "not_written": N_("Bringing it in stopped before its end, so nothing of it was saved. Please try again."),
    "changed": N_("Your diary changed since this page was shown. Please look at it once more."),
    "another": N_("Another file waits by now. Please look at that one."),
    "answers": N_("This is what your new answers make of the file. Please look once more, and then bring it in."),
    "as_before": N_("You brought a table with these columns before. It is read as you said then; please look over it."),
    "lacks": N_("Something has to be answered first. It is marked below."),
    "nothing": N_("There is nothing to bring in."),
    "full": N_("There is no room left on this server, so the file was not kept. Please tell whoever runs it."),
    "no_room": N_("There is no room left on this server, so your answers were not kept. Please tell whoever runs it."),
    "writing": N_("The file before it is being brought in just now. Please choose this one again once that is done."),
    "none": N_("Please choose a file."),
    "empty": N_("This file is empty."),
    "failed": N_("The file could not be kept. Please try again."),
    "leave": N_("Please say that these rows are to be left out, or mend them in the file and choose it again."),
}
CHANGE: Final = "change"  # of which kind is not known: "other" would say less


def too_large(most: int) -> str:
    """That a file is longer than may be brought."""
    return _(
        "This file has more than %(most)s MB, which is as much as this server takes. A shorter time in the other app’s "
        "export makes it smaller.",
        most=most,
    )


def source_name(code: str) -> str:
    """What an app is called."""
    return _("Sciatica Tracker") if code == OURS else IMPORT_SOURCES[code]


def source_title(code: str) -> str:
    """The same as it begins a line."""
    return formats.capital(source_name(code))


def sources(codes: Sequence[str]) -> dict[str, str]:
    """What apps are called, by code, in the order of their names; a table of one's own last."""
    named = {code: _("A table of my own") if code == "spreadsheet" else source_name(code) for code in codes}
    return dict(sorted(named.items(), key=lambda item: (item[0] == "spreadsheet", item[1].casefold())))


def question(ask: str, of: str, kind: str) -> str:
    """What is asked."""
    shown = formats.shortly(of)
    if ask == "site" and not of:
        return _("Where was the pain that this file gives no place for?")
    if ask == "offer":
        return _(QUESTIONS[ask], of=shown, kind=_kind(kind))
    return _(QUESTIONS[ask], of=shown)


def _kind(kind: str) -> str:
    if kind == CHANGE:
        return _("a dated change")
    if kind in SESSION_KINDS:
        return _("a session: %(kind)s", kind=SESSION_KINDS[kind])
    return _("a dated change: %(kind)s", kind=CHANGE_KINDS[kind]) if kind in CHANGE_KINDS else kind


def answer(ask: str, choice: str) -> str:
    """What an answer is called."""
    if ask == "words":
        return _(WORDS_YES if choice == "yes" else WORDS_NO)
    if ask == "column":
        return _(COLUMNS[choice])
    if ask == "scale":
        return _("0 to %(top)s", top=choice)
    if ask == "sheet":
        return formats.shortly(choice)
    return _(ANSWERS[choice]) if choice in ANSWERS else choice.replace("_", " ")


def examples(ask: str, found: Sequence[str], rows: int) -> str:
    """What stands in the rows that a question is about, and how many they are."""
    count = formats.counting("%(n)s row", "%(n)s rows", rows) if ask != "sheet" else ""
    shown = [f"“{formats.shortly(one)}”" for one in found]
    if not shown:
        return count
    return _("%(count)s, such as %(examples)s", count=count, examples=", ".join(shown)) if count else ", ".join(shown)


def leave_label(refused: int) -> str:
    """The tick by which rows that are wrong are left out."""
    return formats.counting("Leave this row out", "Leave these %(n)s rows out", refused)


def day_label(day: str) -> str:
    return formats.day_year(date.fromisoformat(day))


_COUNTED: Final = {
    "entry": lambda n: formats.counting("%(n)s day or moment", "%(n)s days or moments", n),
    "session": lambda n: formats.counting("%(n)s session", "%(n)s sessions", n),
    "dose": lambda n: formats.counting("%(n)s dose of medicine", "%(n)s doses of medicine", n),
    "change": lambda n: formats.counting("%(n)s dated change", "%(n)s dated changes", n),
    "context": lambda n: formats.counting("%(n)s day with steps or sleep", "%(n)s days with steps or sleep", n),
}
KINDS: Final = Words(
    {
        "entry": N_("Pain"),
        "session": N_("Sessions"),
        "dose": N_("Medicine"),
        "change": N_("Dated changes"),
        "context": N_("Steps and sleep"),
    }
)


def scale(source: str | None = None) -> list[tuple[str, int]]:
    """How words of strength become numbers; of an app whose file has steps for its words, with the step in front."""
    if source in STEPS:
        return [(f"{step}, {_(word)}", score) for step, (word, score) in enumerate(STEPS[source])]
    return [(_(word), score) for word, score in SCALE]


def counted(counts: Mapping[str, int]) -> list[str]:
    """How many rows of each kind, each as words."""
    return [_COUNTED[what](counts[what]) for what in _COUNTED if counts.get(what)]


_OWN: Final = Words(
    {
        "entries.csv": N_("Pain"),
        "sessions.csv": N_("Session"),
        "courses.csv": N_("Course"),
        "medication.csv": N_("Medicine"),
        "episode.csv": N_("Your sciatica"),
        "cautions.csv": N_("Caution"),
        "function.csv": N_("Activity"),
        "changes.csv": N_("Dated change"),
        "tags.csv": N_("Own words of a day"),
        "day_context.csv": N_("Steps and sleep"),
        "plan_changes.csv": N_("Change of a plan"),
        "reviews.csv": N_("Review of a course"),
        "starting_weeks.csv": N_("Starting week"),
        "experiments.csv": N_("Experiment"),
        "details.csv": N_("Details of a session, a medicine or a course"),
        "fit_answers.csv": N_("Answers on acupuncture"),
        "questions.csv": N_("Question"),
    }
)


def own_file(name: str) -> str:
    """What one of our own files holds."""
    return file_title(name)


def own_kind(name: str) -> str:
    """What one row of one of our own files is."""
    return _OWN[name]


def own_counts(*, new: int, back: int, same: int, taken: int, kept: int) -> str:
    """What becomes of the rows of one of our own files."""
    told = [_("%(count)s new", count=new - back), _("%(count)s here already", count=same)]
    if back:
        told.append(_("%(count)s deleted here before, brought back", count=back))
    if taken:
        told.append(_("%(count)s taken from the file in place of yours", count=taken))
    if kept:
        told.append(_("%(count)s left out, because yours is kept", count=kept))
    return formats.commas(told)


def none_taken() -> str:
    """That no medicine was taken on a day."""
    return _("None taken")


def not_recorded() -> str:
    """That a field is empty."""
    return _("Not recorded")


def yes_or_no(value: bool) -> str:  # noqa: FBT001 - a value of a row
    return _("Yes") if value else _("No")


def others_files(name: str, own: str) -> str:
    """That files were downloaded by another account."""
    return _(
        "The account that downloaded these files is called “%(name)s”, and yours “%(own)s”. If it is somebody else’s "
        "diary, please do not bring it in: it would be mixed with yours.",
        name=formats.shortly(name),
        own=own,
    )


def in_a_line(counts: Mapping[str, int]) -> str:
    """The same in one line; of our own files, how many rows in all."""
    if any(name.endswith(".csv") for name in counts):
        rows = sum(count for name, count in counts.items() if name.endswith(".csv"))
        return formats.counting("%(n)s row of your own files", "%(n)s rows of your own files", rows)
    return formats.listed(counted(counts)) if counted(counts) else _("nothing")


def span(first: date, last: date) -> str:
    """From when to when."""
    if first == last:
        return formats.day_year(first)
    return _("%(first)s to %(last)s", first=formats.day_year(first), last=formats.day_year(last))


def days_counted(days: int) -> str:
    return formats.counting("%(n)s day", "%(n)s days", days)


def row(what: str, values: Mapping[str, Any]) -> str:
    """A row as it would stand in the diary, in one line; the values are plain, as history keeps them."""
    return formats.commas([*_when(what, values), *_said(what, values)])


def row_of_a_day(what: str, values: Mapping[str, Any]) -> str:
    """The same of a row whose day stands beside it."""
    return formats.commas(_said(what, values))


def _when(what: str, values: Mapping[str, Any]) -> list[str]:
    moment = values.get("started_at") or values.get("taken_at")
    if moment is None:
        day = formats.day_year(_day(values["for_date"]))
        if not values.get("for_time"):
            return [day]
        return [day, _("time not known") if values.get("time_unknown") else str(values["for_time"])[:5]]
    offset = values.get("started_offset") if what == "session" else values.get("taken_offset")
    there = _moment(moment).astimezone(timezone(timedelta(minutes=offset or 0)))
    unknown = values.get("time_unknown")
    return [formats.day_year(there.date()), _("time not known") if unknown else formats.clock(there)]


def _day(value: Any) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: Any) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _said(what: str, values: Mapping[str, Any]) -> list[str]:
    if what == "entry":
        return _scores(values)
    if what == "session":
        long = [formats.minutes(values["minutes"])] if values.get("minutes") else []
        return [SESSION_KINDS[values["kind"]], *long]
    if what == "dose":
        return [" ".join(filter(None, (values.get("name"), _amount(values))))]
    if what == "change":
        return [CHANGE_KINDS[values["kind"]]]
    steps, sleep = values.get("steps"), values.get("sleep_minutes")
    counts = [] if steps is None else [formats.counting("%(n)s step", "%(n)s steps", steps)]
    return counts + ([] if sleep is None else [_("slept %(told)s", told=formats.minutes(sleep))])


def _scores(values: Mapping[str, Any]) -> list[str]:
    named = {
        "leg_pain": N_("leg %(score)s"),
        "back_pain": N_("back %(score)s"),
        "numbness_tingling": N_("numbness %(score)s"),
    }
    found = [_(text, score=values[name]) for name, text in named.items() if values.get(name) is not None]
    return [*found, _("from words")] if values.get("from_words") else found


def _amount(values: Mapping[str, Any]) -> str:
    if values.get("amount") is None:
        return ""
    unit = values.get("unit") or ""
    return f"{numbers.typed(Decimal(values['amount']))} {DOSE_UNITS.get(unit, unit)}".strip()


def place(line: int | None, member: str | None, column: str | None) -> str:
    """Where in a file something stands."""
    parts = [
        formats.shortly(member) if member else "",
        _("line %(line)s", line=line) if line else "",
        _("column “%(column)s”", column=formats.shortly(column)) if column else "",
    ]
    return formats.commas([part for part in parts if part])


def why(fault: Fault) -> str:
    """Why a row is left out, or a file cannot be read."""
    return said(fault)


def brought(source: str, counts: Mapping[str, int]) -> str:
    """That an import is done."""
    return _("Brought in from %(source)s: %(counts)s.", source=source_name(source), counts=in_a_line(counts))


def taken_back(source: str, rows: int, put_back: int) -> str:
    """That an import was taken back."""
    gone = formats.counting("%(n)s row was taken out again.", "%(n)s rows were taken out again.", rows)
    if not put_back:
        return gone
    if source == OURS:
        back = formats.counting("%(n)s row is as it was before.", "%(n)s rows are as they were before.", put_back)
    else:
        back = formats.counting("%(n)s day is as it was before.", "%(n)s days are as they were before.", put_back)
    return f"{gone} {back}" if rows else back
