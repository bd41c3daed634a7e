"""Puts hostile text where the planted record has its words, and reads what comes out."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any, Final
from urllib.parse import urljoin

from flask.testing import FlaskClient
from sqlalchemy import Table, select, update

from tests.support.besieged import Besieged
from tests.support.pages import Page
from tracker.domain.points.points import OtherLocation, write_points
from tracker.storage.base import Base
from tracker.web.extensions import db

PLANTED: Final = ("canary", "Li Wen", "Dr Meyer")
NOT_PLANTED: Final = frozenset({"account.user_name", "account.name_key"})  # names of letters and digits alone
EVERY_FILE: Final = ("entries", "sessions", "courses", "medication", "weekly")
BREAK: Final = "<br>"


def plant_texts(besieged: Besieged, texts: Sequence[str]) -> list[str]:
    """Each word of the record, its practitioner and its links becomes one of the texts; gives those that were used."""
    turn = count()
    used: list[str] = []
    with besieged.app.app_context():
        for table in Base.metadata.sorted_tables:
            for row in db.session.execute(select(table)).mappings().all():
                changed: dict[str, Any] = {
                    name: texts[next(turn) % len(texts)]
                    for name, value in row.items()
                    if _is_planted(table, name, value)
                }
                used += changed.values()
                if "canary" in str(row.get("points")):
                    words = OtherLocation(" ".join(texts[next(turn) % len(texts)].split()) or "ashi")
                    changed["points"] = write_points([words])
                if table.name == "archived_writing":
                    said = {
                        name: texts[next(turn) % len(texts)]
                        for name, value in row["content"].items()
                        if isinstance(value, str) and value.startswith(PLANTED)
                    }
                    changed["content"] = {**row["content"], **said}
                    used += said.values()
                if changed:
                    where = [column == row[column.name] for column in table.primary_key.columns]
                    db.session.execute(update(table).where(*where).values(**changed))
        db.session.commit()
    return list(dict.fromkeys(used))


def _is_planted(table: Table, name: str, value: object) -> bool:
    if table.name in {"access_event", "security_event"} or f"{table.name}.{name}" in NOT_PLANTED:
        return False
    return isinstance(value, str) and any(value.startswith(word) for word in PLANTED)


def figures(page: Page, url: str, client: FlaskClient) -> Iterator[Any]:
    """The data of every chart on a page, as whoever explores it gets them, and whatever else is data in the page."""
    for node in page.all("script[type='application/json']"):
        yield json.loads(node.to_text(strip=False))
    for node in page.all("[data-explore]"):
        told = client.get(urljoin(page.response.request.path, node.attrs["data-explore"])).json
        assert told is not None, (url, node.attrs["data-explore"])
        yield told["figure"]


def strings(value: Any) -> Iterator[str]:
    """Every text in a figure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def markup_in(text: str) -> bool:
    """Whether a label holds what Plotly would take for markup, or a bare ampersand."""
    plain = text.replace(BREAK, "")
    for entity in ("&lt;", "&gt;", "&amp;"):
        plain = plain.replace(entity, "")
    return any(sign in plain for sign in "<>&")


def cells(data: bytes) -> Iterator[str]:
    """Every cell of a file."""
    for row in csv.reader(io.StringIO(data.decode(), newline=""), strict=True):
        yield from row


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        return {name: files.read(name) for name in files.namelist()}
