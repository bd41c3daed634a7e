"""docs/routes.md names every address, how it is asked and what it asks for: a reviewer sees a new one in the diff."""

from typing import Final

from flask import Flask

from tests.support.rules import of_programs
from tests.support.sources import ROOT, text_of
from tracker.web.gate import Policy, policy_of

WRITTEN: Final = ROOT / "docs" / "routes.md"
HOW: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")


def asked_of(policy: Policy | None, *, programs: bool) -> str:
    """What a policy asks for, in the words of the page."""
    if policy is None:
        return "refused"
    signed = "a program" if programs else "signed in"
    who = signed if policy.signed_in else "anybody" if policy.looks_who else "anybody, unseen"
    right = None if policy.action is None else f"may {policy.action}"
    token = None if policy.needs is None else f"token: {policy.needs}"
    sending = None if policy.posting is None else f"sending: may {policy.posting}"
    more = (
        "password given lately" if policy.fresh else None,
        "second factor" if policy.factor else None,
        "changes nothing" if policy.reads else None,
    )
    return "; ".join(part for part in (who, token, right, sending, *more) if part)


def lines_of(app: Flask) -> list[str]:
    """The rows of the table, by address."""
    programs = of_programs(app)
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    return [
        f"| `{rule.rule}` | {', '.join(how for how in HOW if how in (rule.methods or ()))} "
        f"| {asked_of(policy_of(app.view_functions[rule.endpoint]), programs=rule in programs)} |"
        for rule in rules
    ]


def test_every_address_is_written_down_as_it_is(app: Flask) -> None:
    written = [line for line in text_of(WRITTEN).splitlines() if line.startswith("| `")]
    made = lines_of(app)
    assert ([line for line in made if line not in written], [line for line in written if line not in made]) == ([], [])
    assert written == made, "in another order, or twice"
