from gettext import NullTranslations

import pytest
from flask import Flask, render_template_string

from tracker.wording.language import N_, Words, _, ngettext, npgettext, pgettext, speaking

KINDS = Words({"heat": N_("Heat"), "ice": N_("Ice")})


class Loud(NullTranslations):
    """Says everything in capitals, and has three forms of what it counts."""

    def gettext(self, message: str) -> str:
        return message.replace("sees", "SEES").replace("Heat", "HEAT")

    def pgettext(self, context: str, message: str) -> str:
        return f"{context}:{message}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return {0: "none of %(n)s", 1: msgid1}.get(n, msgid2)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return f"{context}:{self.ngettext(msgid1, msgid2, n)}"


def test_english_is_what_stands_in_the_code() -> None:
    assert _("%(name)s sees it", name="Ada") == "Ada sees it"
    assert [ngettext("%(n)s day", "%(n)s days", n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert pgettext("month", "May") == "May"
    assert _("100 %% of it") == "100\N{NO-BREAK SPACE}% of it"  # never parted at the end of a line
    assert _("%(n)s %% of it", n=3) == "3\N{NO-BREAK SPACE}% of it"
    assert KINDS["heat"] == "Heat"


def test_another_language_says_all_of_it_while_it_is_spoken() -> None:
    with speaking(Loud()):
        assert _("%(name)s sees it", name="Ada") == "Ada SEES it"
        assert ngettext("%(n)s day", "%(n)s days", 0) == "none of 0"
        assert npgettext("length", "%(n)s day", "%(n)s days", 1) == "length:1 day"
        assert list(KINDS.values()) == ["HEAT", "Ice"]
    assert _("it sees") == "it sees"


def test_words_are_a_list_of_codes_in_their_order() -> None:
    assert list(KINDS) == ["heat", "ice"]
    assert len(KINDS) == 2
    assert "heat" in KINDS
    with pytest.raises(KeyError):
        KINDS["walk"]


def test_templates_say_the_same(app: Flask) -> None:
    text = (
        "{{ _('%(name)s sees it', name='<b>') }}|{{ pgettext('month', 'May') }}|"
        "{% trans n=2 %}{{ n }} day{% pluralize %}{{ n }} days{% endtrans %}"
    )
    with app.test_request_context():
        assert render_template_string(text) == "&lt;b&gt; sees it|May|2 days"
        with speaking(Loud()):
            assert render_template_string(text) == "&lt;b&gt; SEES it|month:May|2 days"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ _('100 %% <b>of</b> it') }}", "100\N{NO-BREAK SPACE}% <b>of</b> it"),
        ("{{ _('it sees') if n else _('nobody') }}", "it SEES"),
        ("{% for name in 'ab' %}{{ _('%(name)s sees', name=name) }},{% endfor %}", "a SEES,b SEES,"),
        ("{% macro one(name) %}{% trans %}{{ name }} sees{% endtrans %}{% endmacro %}{{ one('&') }}", "&amp; SEES"),
        ("{% trans many=n %}{{ many }} day{% pluralize %}{{ many }} days{% endtrans %}", "2 days"),
        ("{{ ngettext('%(num)s day', '%(num)s days', n) }}", "2 days"),
        ("{{ npgettext('length', 'day', '%(num)s days', n) }}", "length:2 days"),
        ("{{ _('%(inner)s sees', inner=_('it <i>sees</i>')) }}", "it <i>SEES</i> SEES"),
        ("{{ _('sees')|upper }}{{ 'say'|replace('a', _('sees')) }}", "SEESsSEESy"),
    ],
)
def test_templates_say_a_sentence_wherever_it_stands(app: Flask, text: str, said: str) -> None:
    with app.test_request_context(), speaking(Loud()):
        assert render_template_string(text, n=2) == said
