"""Form tokens are masked anew in each answer, and what comes back is the token or is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.pages import TOKEN, Browser
from tracker.web.form_tokens import masked, unmasked

SIGNED = "ImEi.aaaa.bbbb_-"


def _tokens(browser: Browser, address: str) -> set[str]:
    return set(TOKEN.findall(browser.client.get(address).get_data(as_text=True)))


@given(st.binary(min_size=len(SIGNED), max_size=len(SIGNED)))
def test_a_mask_hides_and_gives_back(pad: bytes) -> None:
    hidden = masked(SIGNED, pad)
    assert SIGNED not in hidden
    assert unmasked(hidden) == SIGNED


@pytest.mark.parametrize("sent", [SIGNED, "", "made up", "é", "\ud800", "abc", "%%%%"])
def test_what_is_no_mask_is_judged_as_it_is(sent: str) -> None:
    assert unmasked(sent) == sent


@given(st.text())
def test_nothing_that_is_sent_is_a_fault(sent: str) -> None:
    assert isinstance(unmasked(sent), str)


def test_all_forms_of_an_answer_have_one_and_the_next_answer_another(patient: Browser) -> None:
    today = patient.path("today")
    first, second = _tokens(patient, today), _tokens(patient, today)
    assert len(first) == len(second) == 1
    assert first != second
    shared = "".join(a for a, b in zip(first.pop(), second.pop(), strict=True) if a == b)
    assert len(shared) < 30, "signs that stay the same are there by chance"


def test_both_open_the_door(patient: Browser) -> None:
    token = patient.token()
    for sent in (token, unmasked(token)):
        assert patient.post(patient.path("episode"), {"side": "left"}, token=sent).status == 200
    for sent in (token[4:], token[:-4], token[:-4] + "AAAA"):
        assert patient.post(patient.path("episode"), {"side": "left"}, token=sent).status == 400
