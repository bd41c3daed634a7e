"""The PDFs as a browser gets them: of the days asked for, of what is shared, counted, and on the usual paper."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.papers.reading import bookmarks, opened, tags, text_of
from tests.practice.brief_records import Writer
from tests.reports.test_export_limits import use_up
from tests.reports.test_letter import filled
from tests.support import sharing
from tests.support.canaries import ANY, LIMITED_DAYS, NOTE, OLD, Canaries, plant
from tests.support.evening import TODAY
from tests.support.pages import Browser
from tests.support.people import Person, make_person, sign_in
from tracker.dashboard.services.ranges import parse_span
from tracker.throttling.throttles import LimitedAct

NAMES = ("report", "brief", "letter")


@pytest.fixture
def write(app: Flask, somebody: Person) -> Writer:
    return Writer(app, somebody.patient_id, TODAY)


def pdf(browser: Browser, name: str, query: str = "") -> bytes:
    answer = browser.get(browser.path(f"{name}.pdf{query}"))
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    data: bytes = answer.response.get_data()
    return data


def test_the_report_says_what_the_letter_says_and_more(owner: Browser, write: Writer) -> None:
    filled(write)
    data = pdf(owner, "report")
    text = text_of(data)
    for sentence in (
        "Leg pain is down 2.0 points (33 %) from the starting week: 6.0 to 4.0.",
        "Bruise: noted in 1 session, at worst mild",
        "Ibuprofen: 2 times on 1 day.",
        "No caution is noted.",
        "Said to have taken none: on 1 day.",
        "Side effects: Bruise (mild), Drowsy or tired",
        "Acupuncture (missed)",
        "It is no diagnosis",
        "Confidential",
        "rough range",
    ):
        assert sentence in text, sentence
    assert bookmarks(data)[:6] == [
        "What it is about",
        "Cautions",
        "What the numbers of the course say",
        "Pain by day, 0 to 10",
        "Charts",
        "Pain and treatment over time",
    ]
    told = [alternative for kind, alternative in tags(data) if kind == "/Figure"]
    assert told
    assert all(told)


def test_an_empty_record_says_so(owner: Browser) -> None:
    text = text_of(pdf(owner, "report"))
    assert "No course of treatment is shown here" in text
    assert "No session was recorded in these days." in text
    assert "not recorded on enough days" in text


def test_the_report_says_what_goes_with_better_and_worse_days(owner: Browser, write: Writer) -> None:
    write.entries(
        *(
            {"for_date": write.ago(day), "leg_pain": day % 4 + 3, "sleep_disturbed": 7 * (day % 3 == 0)}
            for day in range(1, 45)
        )
    )
    text = text_of(pdf(owner, "report"))
    assert "On days after a bad night: no clear difference (14 days with it, 30 without)." in text
    assert "It may be the other way round" in text


def test_a_range_holds_its_days_alone(owner: Browser, write: Writer) -> None:
    filled(write)
    first, last = TODAY - timedelta(days=13), TODAY - timedelta(days=5)
    text = text_of(pdf(owner, "report", f"?from={first}&to={last}"))
    assert "Heat" in text
    assert "Drowsy or tired" in text
    assert "at worst mild" in text
    assert "Ibuprofen" not in text
    assert "Li Wen" not in text


def test_days_the_wrong_way_round_are_told_on_the_page(owner: Browser) -> None:
    page = owner.get(owner.path("report.pdf?from=2026-03-02&to=2026-03-01"))
    assert "The last day is before the first day." in page.text


@pytest.mark.parametrize("query", ["from=2035-01-01", "from=9999-12-31", "from=9999-12-31&to=9999-12-31"])
def test_days_to_come_are_told_on_the_page(owner: Browser, query: str) -> None:
    page = owner.get(owner.path(f"report.pdf?{query}"))
    assert "This day has not come yet." in page.text
    assert page.text.index("Which days") < page.text.index("A letter to print")  # first what is to be mended


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?to=9999-12-31", "Pain was recorded on 0 of 92 days."),
        (f"?from={TODAY}&to=9999-12-31", "Pain was recorded on 0 of 1 day."),
        ("?to=1990-01-01", "Pain was recorded on 0 of 1 day."),
    ],
)
def test_a_range_is_cut_to_days_that_there_were(owner: Browser, query: str, says: str) -> None:
    text = text_of(pdf(owner, "report", query))
    assert says in text, text[:600]


def test_days_before_those_shared_are_told_on_the_page(app: Flask) -> None:
    practitioner, person = sharing.make_practitioner(app), make_person(app, "Rosa")
    first_day = sharing.today() - timedelta(days=LIMITED_DAYS)
    sharing.share(app, person, practitioner, first_day=first_day)
    browser = sharing.as_practitioner(app, practitioner, person)
    before = first_day - timedelta(days=1)
    assert "These days are not shared." in browser.get(browser.path(f"report.pdf?to={before}")).text
    asked = {"range": "own", "from": "2020-01-01", "to": before.isoformat()}
    assert (
        parse_span(asked, sharing.today(), first_day).problem == "These days are not shared. Please choose later ones."
    )
    assert parse_span(asked, sharing.today()).problem is None
    assert f"of {LIMITED_DAYS + 1}" in text_of(pdf(browser, "report", f"?to={sharing.today()}"))


def test_an_unknown_reason_says_nothing(owner: Browser) -> None:
    page = owner.get(owner.path("exports?from=2026-03-01&wrong=day_to_come"))
    assert not page.all(".field-error, .error-summary")


def test_the_brief_and_the_letter(owner: Browser, write: Writer) -> None:
    filled(write)
    brief = pdf(owner, "brief")
    assert "Leg pain is down 2.0 points (33 %) from the starting week" in text_of(brief)
    assert "The last four weeks" in bookmarks(brief)
    letter = text_of(pdf(owner, "letter"))
    assert "Acupuncture: 3 of 10 planned sessions attended, 1 missed, 1 appointment ahead." in letter
    assert "In your own words" in letter


def test_an_overfull_record_says_what_it_leaves_out(
    owner: Browser, write: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(write)
    write.doses({"local_day": write.ago(2), "name": "Naproxen"})
    for name in ("ROWS_MOST", "CHART_ROWS_MOST", "MEDICINES_MOST"):
        monkeypatch.setattr(f"tracker.papers.services.report.{name}", 1)
    text = text_of(pdf(owner, "report"))
    assert "4 earlier ones are not shown here; the CSV files have all." in text
    assert "1 earlier one is not shown here" in text


@pytest.mark.parametrize("name", NAMES)
def test_what_it_is_as_a_file(owner: Browser, name: str) -> None:
    answer = owner.get(owner.path(f"{name}.pdf"))
    assert answer.headers["Content-Disposition"].startswith(f"attachment; filename=sciatica-tracker-{name}-")
    assert answer.headers["Cache-Control"] == "no-store"
    head = owner.client.head(owner.path(f"{name}.pdf"))
    assert (head.status_code, head.get_data()) == (200, b"")
    assert owner.get(owner.path(f"{name}.pdf?paper=papyrus")).status == 404


def test_who_asks_about_it_alone_is_told_no_wrong_length(owner: Browser) -> None:
    answer = owner.client.head(owner.path("report.pdf"))
    assert answer.status_code == 200
    assert "Content-Length" not in answer.headers


def test_the_paper_is_that_of_the_country(owner: Browser) -> None:
    def width(language: str, query: str = "") -> int:
        owner.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
        return round(float(opened(pdf(owner, "letter", query)).pages[0].mediabox[2]))

    assert [width("en-US,en;q=0.9"), width("es-mx"), width("en-GB"), width("de")] == [612, 612, 595, 595]
    assert [width("en-US", "?paper=a4"), width("de", "?paper=us-letter")] == [595, 612]


@pytest.mark.parametrize("notes", [True, False])
def test_nothing_goes_out_that_is_not_shared(app: Flask, notes: bool) -> None:
    practitioner, person = sharing.make_practitioner(app), make_person(app, "Rosa")
    rosa: Canaries = plant(app, person, practitioner)
    first_day = sharing.today() - timedelta(days=LIMITED_DAYS)
    sharing.share(app, person, practitioner, notes=notes, first_day=first_day)
    browser = sharing.as_practitioner(app, practitioner, person)
    hidden = rosa.words(OLD, *([] if notes else [NOTE]))
    for name in NAMES:
        for query in ("", "?from=2020-01-01&to=2035-12-31"):
            data = pdf(browser, name, query)
            shown = text_of(data) + " ".join(told for _kind, told in tags(data))
            assert [word for word in hidden if word in shown] == [], name
            assert "Rosa shares" in shown or name == "brief"
    assert rosa.words(ANY)[0] in text_of(pdf(browser, "report"))


def test_the_patient_reads_in_the_log_what_was_downloaded(app: Flask) -> None:
    practitioner, person = sharing.make_practitioner(app), make_person(app, "Rosa")
    sharing.share(app, person, practitioner)
    browser = sharing.as_practitioner(app, practitioner, person)
    files = [f"{name}.pdf" for name in NAMES] + ["exports/all.xlsx", "exports/all.fhir.json"]
    for file in files:
        assert browser.get(browser.path(file)).status == 200
    owner = sign_in(app, person)
    log = owner.get(owner.path("sharing/log")).text
    for file in files:
        assert f"downloaded {file.rpartition('/')[2]}" in log


def test_they_are_counted_as_files_are(app: Flask, owner: Browser, somebody: Person) -> None:
    use_up(app, somebody.account_id, LimitedAct.EXPORT_FILE, 120)
    answer = owner.get(owner.path("report.pdf"))
    assert answer.status == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "There were many downloads in the last hour." in answer.text
    assert answer.one("main .button").attrs["href"] == owner.path("report.pdf")


def test_too_many_at_once_wait(app: Flask, owner: Browser, somebody: Person) -> None:
    ends = [app.extensions["export_turns"].take(somebody.account_id, whole=False) for _ in range(4)]
    answer = owner.get(owner.path("brief.pdf"))
    for end in ends:
        end()
    assert (answer.status, answer.headers["Retry-After"]) == (429, "15")
    assert "Several downloads are under way on this server." in answer.text


def test_one_button_where_the_pages_are(owner: Browser, write: Writer) -> None:
    filled(write)
    for page, name in (("exports", "report"), ("progress", "report"), ("brief", "brief")):
        link = owner.get(owner.path(page)).all(f"a[href*='/{name}.pdf']")[0].attrs["href"]
        assert owner.get(link).headers["Content-Type"] == "application/pdf"


def test_whoever_may_not_export_sees_no_button(app: Flask, owner: Browser, somebody: Person, write: Writer) -> None:
    filled(write)
    holder = sharing.as_link_holder(app, somebody, sharing.make_link(app, somebody))
    assert not holder.get(f"/patients/{somebody.patient_id}/progress").all("a[href*='.pdf']")
    assert holder.client.get(f"/patients/{somebody.patient_id}/report.pdf").status_code in {302, 303, 403, 404}


def test_the_source_names_nobody() -> None:
    source = Path("tracker/papers/services/paper.typ").read_text()
    assert "eval" not in source
    assert "import" not in source
