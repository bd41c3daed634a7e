"""Every page a patient can reach, and what must hold of each beyond what axe and the parser see."""

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from tests.support.downloads import ONE_FILE
from tests.support.factors import begin_app
from tests.support.people import Person, sign_in
from tracker.accounts.models import Account
from tracker.correspondence.models import PlanProposal, ReviewNote
from tracker.demo import factory
from tracker.diary.models import Entry, LifeEvent
from tracker.experiments.models import Experiment
from tracker.patients.models import Caution
from tracker.review.models import CourseReview
from tracker.sharing.models import Archive, Grant
from tracker.sharing.services import archives
from tracker.treatment.models import Course, Dose, TreatmentSession
from tracker.web import clock
from tracker.web.extensions import db

PUBLIC = (
    *("/", "/sign-up", "/sign-up?as=practitioner", "/sign-in", "/sign-in?note=out", "/recover", "/help-now"),
    *("/evidence", "/ask", "/checklist", "/fit", "/interface", "/offline", "/no-network", "/no-such-page"),
)
ACCOUNT = (
    "/settings",
    "/settings/practitioner",
    "/settings/password",
    "/settings/sign-ins",
    "/settings/activity",
    "/settings/recovery-codes",
    "/settings/second-factor",
    "/settings/second-factor/app",
    "/settings/calendars",
    "/settings/calendars/new",
    "/settings/reminders",
    "/reminders/not-today",
    "/settings/channels",
    "/settings/webhooks",
    "/settings/webhooks/new",
    "/settings/programs",
    "/settings/programs/new",
    "/settings/delete",
    "/confirm?next=/settings",
    "/help-now?from=entry&then=/settings",
)
# With an authenticator app in use, and with a password that was right and waits for its code.
GUARDED = (
    "/sign-in/second-step",
    "/settings/second-factor?next=/settings",
)
# Pages that look another way with nothing in the record.
EMPTY_OR_NOT = (
    "today",
    "diary",
    "diary?view=list",
    "diary?view=list&q=a&kind=entry",
    "progress",
    "course",
    "around",
    "with-and-without?range=all",
    "experiments",
    "year",
    "days/{day}",
    "days/{day}/tags",
    "sessions",
    "sessions/points",
    "courses",
    "medication",
    "deleted",
    "cautions",
    "function",
    "function/activities",
    "notes",
    "questions",
    *("fit", "fit/questions"),
    "warning-signs",
    "brief",
    "sharing",
    "sharing/log",
)
FORMS = (
    *("more", "moments/new"),
    "changes/new",
    "sessions/new",
    "sessions/new/acupuncture",
    "sessions/new/physiotherapy",
    "sessions/new/other",
    "sessions/new/heat",
    "sessions/new/walking",
    "sessions/new/acupuncture?status=planned",
    "sessions/new/acupuncture/series",
    "courses/new",
    "experiments/new",
    "medication/new",
    "exports",
    "imports",
    "letter",
    "episode",
    "signs",
    "sharing/invite",
    "sharing/find",
    "sharing/links/new",
    "sharing/health-links/new",
)
OF_A_FULL_RECORD = (
    "progress?range=all",
    "progress?range=1y&reference=1&unit=minutes",
    "compare",
    "progress?range=own&from=2020-02-01&to=2020-01-01",
    "entries/{entry}",
    "entries/{moment}",
    "changes/{change}",
    *("experiments/{experiment}", "experiments/{running}"),
    "sessions/{session}",
    "sessions/{session}/edit",
    "sessions/{planned}",
    "sessions/{planned}/later",
    "sessions/{planned}/edit",
    "sessions?saved={revision}",
    "sessions?show=courses",
    "courses/{course}",
    "courses/{course}/review",
    "courses/{course}/sessions",
    "reviews/{review}",
    "medication/{dose}",
    "sharing/grants/{grant}",
)
# What a practitioner finds in a record that they may write back to.
PRACTISED = (
    "/patients",
    "/patients?show=attention&sort=name",
    "/patients?labels=1",
    "/former-patients",
    "/former-patients/{archive}",
    "/take",
    "/settings/practitioner",
    "brief",
    "label",
    "progress",
    "diary",
    "diary?view=list",
    "diary?view=list&q=a&kind=entry",
    "sessions",
    "medication",
    "exports",
    "letter",
    "year",
    "around",
    "with-and-without",
    "experiments",
    "experiments/{experiment}",
    "compare",
    "courses",
    "course",
    "notes",
    "notes/{note}",
    "warning-signs",
    "courses/{course}/propose",
    "sessions/record",
    "sessions/points",
    "sessions/{session}",
    "sessions/{session}/record/edit",
)
# Shown only in development, sent on elsewhere, or no pages but files; those of a share link have a walk of their own.
NO_PAGES = {
    *("health.healthz", "static", "charts.plotly", "reports.file", *ONE_FILE, "reports.archived", "diary.open_day"),
    *("guide.components", "treatment.record", "pocket.manifest", "pocket.service_worker", "pocket.shared_file"),
    # Files, and pages of a file that waits, which tests/e2e/test_bringing_along.py walks.
    *("calendars.appointment", "calendars.feed", "manifests.waiting_file", "imports.look", "imports.left_out"),
    *("sharing.still_shared", "sharing.unkept", "sharing.open_link", "sharing.opened"),
    # What mailed links lead to: tests/channels/test_pages.py; and what devices ask: tests/pocket/test_waiting.py.
    *("channels.open_link", "channels.open_stop", "pocket.waiting", "pocket.to_read"),
}

# What a finger must hit is 48 px high at least; anything else that can be pressed stands clear of its neighbours (axe).
LOOK = """() => {
  const wrong = [], seen = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const heading = [...document.querySelectorAll("h1")].map((h) => h.innerText.trim());
  if (heading.length !== 1 || !document.title.startsWith(heading[0]))
    wrong.push(`h1 ${heading}, title ${document.title}`);
  const big = ".button, .tile, .chip, .chip-button, .tick, .call, .day-row, .chart-button, .link-button," +
    "nav.places a, select, textarea, summary, input:not([type=hidden])";
  for (const e of document.querySelectorAll(big)) {
    if (!seen(e) || ["radio", "checkbox"].includes(e.type)) continue;
    const { width, height } = e.getBoundingClientRect();
    if (height < 48 || width < 40) wrong.push(`small: ${e.outerHTML.slice(0, 90)} ${width} x ${height}`);
  }
  return wrong;
}"""
FITS = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > clientWidth + 1
    && e.checkVisibility() && !e.closest(".chart-table-scroll"));
  return [`${scrollWidth} > ${clientWidth}`, ...wide.slice(-3).map((e) => e.outerHTML.slice(0, 100))];
}"""
# One of each sort is enough. Boxes dressed as chips and tiles show the focus on their label.
FOCUS = """() => {
  const wrong = [], sorts = new Set();
  const ring = (e) => { const s = getComputedStyle(e);
    return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none"; };
  for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    const sort = [e.tagName, e.type, e.className, e.parentElement.className].join(" ");
    if (sorts.has(sort) || !e.checkVisibility()) continue;
    sorts.add(sort);
    e.focus();
    if (document.activeElement !== e) continue;
    const faces = [e, e.closest("label"), e.nextElementSibling].filter(Boolean);
    if (!faces.some(ring)) wrong.push(`no focus to see: ${e.outerHTML.slice(0, 90)}`);
    const { left, right, top, bottom } = (e.closest("label.chip, label.tile") ?? e).getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const over = document.elementFromPoint(x, y);
    if (over?.closest("nav.places, header.top") && !over.closest("nav.places, header.top").contains(e))
      wrong.push(`hidden under a bar: ${e.outerHTML.slice(0, 90)}`);
  }
  return wrong;
}"""
WHOLE_AXE: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# The rules whose answer depends on colours and room: enough for the second look at the same page.
SEEN_AXE: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "target-size"]}
AXE_SCRIPT = Axe().axe_script


@dataclass(frozen=True)
class Ids:
    """What stands for the names in the addresses above."""

    patient: uuid.UUID
    day: str
    entry: object = ""
    moment: object = ""
    change: object = ""
    session: object = ""
    planned: object = ""
    revision: object = ""
    course: object = ""
    review: object = ""
    dose: object = ""
    note: object = ""
    grant: object = ""
    archive: object = ""
    experiment: object = ""
    running: object = ""

    def path(self, rest: str) -> str:
        if rest.startswith("/"):
            return rest.format_map(vars(self))
        return f"/patients/{self.patient}/" + rest.format_map(vars(self))


def ids_of_anyone(patient_id: uuid.UUID) -> Ids:
    return Ids(patient=patient_id, day=str(clock.now().date() - timedelta(days=3)))


def ids_of_filled(app: Flask, person: Person) -> Ids:
    """The ids of a record that has some of everything; what the demo does not have is added, once for all walks."""
    filled = _FILLED.setdefault(app, {})
    if person not in filled:
        filled[person] = _fill(app, person)
    return filled[person]


_FILLED: WeakKeyDictionary[Flask, dict[Person, Ids]] = WeakKeyDictionary()


def _fill(app: Flask, person: Person) -> Ids:
    begin_app(app, person.account_id)
    with app.app_context():
        _add_rare_things(person)
        ids = replace(
            ids_of_anyone(person.patient_id),
            entry=_one(Entry, person, kind="daily"),
            moment=_one(Entry, person, kind="moment"),
            change=_one(LifeEvent, person),
            session=_one(TreatmentSession, person, kind="acupuncture", status="attended"),
            planned=_one(TreatmentSession, person, status="planned"),
            course=_one(Course, person),
            review=_one(CourseReview, person),
            dose=_one(Dose, person, none_taken=False),
            note=_one(ReviewNote, person),
            grant=db.session.execute(select(Grant.id).where(Grant.patient_id == person.patient_id)).scalar_one(),
            archive=_keep_what_was_written(person),
            experiment=_one(Experiment, person, coins="abbab"),
            running=_one(Experiment, person, coins="bab"),
        )
    client = sign_in(app, person)
    deleted = client.post(client.path(f"entries/{_last_moment(app, person)}/delete"), follow=False)
    return replace(ids, revision=deleted.location.rpartition("saved=")[2])


def _keep_what_was_written(person: Person) -> uuid.UUID:
    """What the practitioner of this record keeps, as if they had another patient who wrote just the same."""
    grant = db.session.execute(select(Grant).where(Grant.patient_id == person.patient_id)).scalar_one()
    archives.keep(
        db.session(), person.patient_id, grant.practitioner_account_id, ended_at=clock.now(), ended_by="patient"
    )
    kept = db.session.execute(select(Archive)).scalar_one()
    kept.patient_id, kept.patient_name = uuid.uuid4(), "Teresa"
    db.session.commit()
    return kept.id


def practitioner_of(app: Flask, person: Person) -> Person:
    """The practitioner of the demo with whom the record is shared; their `patient_id` is that of the record."""
    with app.app_context():
        query = select(Account.id, Account.user_name).join(Grant, Grant.practitioner_account_id == Account.id)
        account_id, user_name = db.session.execute(query.where(Grant.patient_id == person.patient_id)).one()
    return Person(account_id, person.patient_id, user_name)


def _one(model: Any, person: Person, *, column: str = "id", **values: object) -> uuid.UUID:
    query = (
        select(getattr(model, column))
        .filter_by(patient_id=person.patient_id, deleted_at=None, **values)
        .order_by(model.id)
    )
    found: uuid.UUID = db.session.execute(query.limit(1)).scalar_one()
    return found


def _last_moment(app: Flask, person: Person) -> uuid.UUID:
    with app.app_context():
        query = select(Entry.id).filter_by(patient_id=person.patient_id, kind="moment", deleted_at=None)
        found: uuid.UUID = db.session.execute(query.order_by(Entry.id.desc()).limit(1)).scalar_one()
    return found


def _add_rare_things(person: Person) -> None:
    """Cautions, an earlier course, appointments, two proposals, and two experiments."""
    now = clock.now()
    for state, decided_at in (("open", None), ("declined", now)):
        db.session.add(
            PlanProposal(
                id=uuid.uuid4(),
                patient_id=person.patient_id,
                course_id=_one(Course, person),
                by_account_id=_one(ReviewNote, person, column="by_account_id"),
                by_name="Li Wen",
                made_at=now,
                planned_sessions=14,
                reason="The calf is still sore after sitting.",
                state=state,
                decided_at=decided_at,
            )
        )
    ended = {"kind": "physiotherapy", "phase": "ended", "ended_on": now.date() - timedelta(days=370)}
    last = uuid.UUID(int=2**128 - 1)  # by id, so that the addresses above keep to the demo's own
    row = factory.course(now.date() - timedelta(days=400), now, id=last, planned_sessions=8, per_week=None, **ended)
    db.session.add(Course(patient_id=person.patient_id, **row))
    for kind in ("blood_thinner", "pregnancy"):
        db.session.add(Caution(patient_id=person.patient_id, **factory.caution(kind, now.date())))
    for days in (-1, 3):
        at = now + timedelta(days=days)
        planned = factory.session(at.date(), now, status="planned", started_at=at, practitioner="Li Wen")
        db.session.add(TreatmentSession(patient_id=person.patient_id, **planned))
    for ago, coins in ((90, "abbab"), (4, "bab")):
        tried = factory.experiment(now.date() - timedelta(days=ago), now, coins, arm_b_words="Lie still")
        db.session.add(Experiment(patient_id=person.patient_id, **tried))
    db.session.commit()


def look(page: Page) -> list[str]:
    """Everything wrong with the page as it stands."""
    found: list[str] = page.evaluate(LOOK)
    return found


def fits(page: Page) -> list[str]:
    """What sticks out sideways."""
    found: list[str] = page.evaluate(FITS)
    return found


def focus(page: Page) -> list[str]:
    """Whatever takes the focus without showing it; the last key pressed must have been one."""
    page.keyboard.press("Tab")
    found: list[str] = page.evaluate(FOCUS)
    return found


def axe(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe finds, a few of each sort."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    violations = page.evaluate("async (options) => (await axe.run(options)).violations", options)
    return [
        f"{one['id']} {node['html'][:120]} {node['failureSummary'][:300]}"
        for one in violations
        for node in one["nodes"][:3]
    ]
