"""Which requests have threads of their own, and what is said to whom too many wait before."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask, request

from tests.support.pages import Browser
from tracker.domain.sharing.access import Action
from tracker.passwords.hashing import Hasher
from tracker.web import gate
from tracker.web.lanes import TURNED_AWAY, Lane, Signposts, lane_of_view

JUDGE = {
    "accounts.sign_up",
    "accounts.sign_in",
    "accounts.recover",
    "accounts.confirm",
    "accounts.password",
    "accounts.recovery_codes",
    "accounts.delete_account",
    "sharing.new_link",
    "sharing.opened",
}
ALSO_FILES = {"manifests.manifest", "reports.archived"} | {
    f"imports.{name}" for name in ("answer", "give_up", "left_out", "look", "take_back", "upload")
}
RECORD = f"/patients/{UUID(int=1)}"
KEPT = {"pocket.manifest", "pocket.no_network", "pocket.offline", "pocket.service_worker"}
ALWAYS = {"guide.help_now", "health.healthz", "static"} | KEPT


def test_every_view_is_in_the_lane_it_should_be_in(app: Flask) -> None:
    """That no other view hashes is watched in every test (`tests/support/lane_watch.py`)."""
    lanes = {name: lane_of_view(view, "POST") for name, view in app.view_functions.items()}
    assert {name for name, lane in lanes.items() if lane is Lane.PASSWORD} == JUDGE
    assert {name for name, lane in lanes.items() if lane is Lane.HELP} == ALWAYS
    policies = {name: gate.policy_of(view) for name, view in app.view_functions.items()}
    exports = {name for name, policy in policies.items() if policy and policy.action is Action.EXPORT}
    assert {name for name, lane in lanes.items() if lane is Lane.FILES} == exports | ALSO_FILES


@pytest.mark.parametrize(
    ("method", "path", "lane"),
    [
        ("POST", "/sign-in", Lane.PASSWORD),
        ("GET", "/sign-in", Lane.PAGES),
        ("HEAD", "/sign-in", Lane.PAGES),
        ("POST", "/shared", Lane.PASSWORD),
        ("POST", "/sign-in/passkey", Lane.SAVES),
        ("POST", "/settings/look", Lane.SAVES),
        ("HEAD", f"{RECORD}/exports/entries.csv", Lane.FILES),
        ("GET", f"{RECORD}/exports/all.zip", Lane.FILES),
        ("GET", f"{RECORD}/exports", Lane.PAGES),
        ("GET", "/help-now", Lane.HELP),
        ("GET", "/healthz", Lane.HELP),
        ("GET", "/static/0/css/base.css", Lane.HELP),
        ("POST", "/help-now", Lane.PAGES),
        ("GET", "/nothing/here", Lane.PAGES),
        ("BREW", "/sign-in", Lane.PAGES),
        ("GET", "/\xff\xfe", Lane.PAGES),
    ],
)
def test_a_request_is_known_by_its_method_and_path(app: Flask, method: str, path: str, lane: Lane) -> None:
    assert Signposts(app).lane_of(method, path) is lane


def test_the_watch_finds_a_view_that_hashes_without_saying_so(make_app: Callable[..., Flask]) -> None:
    app, hasher = make_app(), Hasher(cheap=True)

    @app.post("/secretly")
    @gate.public
    def secretly() -> str:
        return hasher.hash(request.path)

    app.extensions["csrf"].exempt(secretly)
    with pytest.raises(AssertionError, match="secretly hashes"):
        app.test_client().post("/secretly", data={"a": "b"})


def test_whoever_typed_nothing_else_is_not_told_that_it_is_kept(client: Browser) -> None:
    typed = {"password": "a secret of hers"}
    page = client.post("/sign-in", typed, environ_overrides={TURNED_AWAY: True})
    assert (page.status, "kept on this page" in page.text) == (503, False)
    assert "Please go back and send it again" in page.text


def test_whoever_is_turned_away_keeps_the_name_they_typed(client: Browser) -> None:
    typed = {"user_name": "Rosa", "password": "a secret of hers"}
    page = client.post("/sign-in", typed, environ_overrides={TURNED_AWAY: True})
    assert (page.status, page.headers["Retry-After"]) == (503, "5")
    assert page.heading == "Please try again in a moment"
    assert "a secret of hers" not in page.body
    assert "What you typed is kept on this page, but no passwords and codes: those are asked for again." in page.text
    again = client.submit(page, "/sign-in")
    assert again.one("#user_name").attrs["value"] == "Rosa"
    assert again.error_of("password")
