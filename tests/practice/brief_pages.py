"""Reads the page of the brief, and fills the usual record for it."""

from tests.practice.brief_records import Writer, steady
from tests.support.pages import Page

NOTE = "canary in a note"


def block(page: Page, code: str) -> str:
    """The words of one block, empty where it is not there."""
    found = page.all(f"section[id=brief-{code}]")
    return " ".join(found[0].to_text().split()) if found else ""


def said_on(page: Page) -> str:
    """The words of the page, without the blank that stands before a colon after something bold."""
    return page.text.replace(" :", ":")


def cells(page: Page, code: str) -> list[list[str]]:
    """The rows of a block's table."""
    section = page.one(f"section[id=brief-{code}]")
    return [[" ".join(cell.to_text().split()) for cell in row.query("th, td")] for row in section.query("tbody tr")]


def usual(write: Writer) -> None:
    """Five sessions, the last on Friday 27 February, and a diary of every day."""
    course_id = write.course(goal="Walk to the market")
    steady(write, 6, 4)
    write.sessions(
        *(
            {"local_day": write.ago(days), "course_id": course_id, "leg_before": 5, "leg_after": 0}
            for days in (20, 16, 12)
        ),
        {
            "local_day": write.ago(4),
            "course_id": course_id,
            "practitioner": "Li Wen",
            "leg_before": 5,
            "leg_after": 0,
            "back_before": 0,
            "points": "BL40 left; GB30 both",
            "helped": "somewhat",
            "side_effects": "bruise mild; tired",
        },
        {"local_day": write.ago(-3), "course_id": course_id, "status": "planned"},
    )


def noted(write: Writer) -> None:
    """A note in every place that takes one, since the session of four days ago."""
    usual(write)
    write.sessions({"local_day": write.ago(1), "kind": "heat", "note": f"{NOTE} of heat"})
    write.doses({"local_day": write.ago(2), "name": "Ibuprofen", "note": f"{NOTE} of medicine"})
    write.entries({"for_date": write.ago(3), "kind": "moment", "leg_pain": 3, "note": f"{NOTE} of a moment"})
    write.add_change("work", write.ago(2), f"{NOTE} of a change")
