"""What templates are compiled to says the same as what Jinja writes: each beside the other."""

import uuid
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, url_for
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from tracker.web import addresses
from tracker.web.template_code import ABSENT, TemplateCode, as_markup, shown

MACROS = """
{%- macro one(label, kind="plain", class=none) %}<b class="{{ class }}">{{ label }}|{{ kind }}</b>{% endmacro %}
{%- macro around(title) %}<i>{{ title }}{{ caller() }}{{ caller() }}</i>{% endmacro %}
{%- macro handing(title) %}<u>{{ title }}{{ caller(3, far="<off>") }}</u>{% endmacro %}
{%- macro many(first) %}{{ first }}{% for other in varargs %}, {{ other }}{% endfor %}{{ kwargs.last }}{% endmacro %}
"""
PAGES = {
    "text": "{{ text }} {{ number }} {{ nothing }} {{ safe }} {{ text ~ safe }} {{ 'a<b' }}",
    "macro": "{{ one(text) }}{{ one(label=text, kind=safe) }}{{ one(text, safe) }}{{ one(text, **{'class': 'wide'}) }}",
    "keyword": "{{ told(text, as='<practitioner>') }}{{ told(*[text], **{'as': number}) }}",
    "caller": "{% call around(text) %}<p>{{ safe }}{{ text }}</p>{% endcall %}",
    "handed": "{% call(number, far) handing(text) %}{{ number }}{{ far }}{% endcall %}",
    "more": "{{ many(text, 1, '<two>', last='&') }}",
    "loop": "{% for each in [text, number] %}{{ one(each, loop.index) }}{{ loop.cycle('a', '<b>') }}{% endfor %}",
    "set": "{% set held %}<s>{{ text }}</s>{% endset %}{{ held }}{{ one(held) }}",
    "nested": "{% macro inner(x) %}[{{ x }}{{ outer(x) }}]{% endmacro %}"
    "{% macro outer(x) %}({{ x }}){% endmacro %}{{ inner(text) }}",
    "method": "{{ text.upper() }}{{ mapping.get('key') }}{{ mapping.missing_method is defined }}",
    "attribute": "{{ held.key.key }}{{ held.items() | length }}{{ held.key.none is defined }}{{ held.key.self.key }}"
    "{% for one in held.key.many if one.key %}{{ one.key }}{{ [one.key, 1] | join(held.key.key) }}{% endfor %}"
    "{{ held.key.many | map(attribute='key') | join }}{{ (held.key.none or held.key).key if held.key.none else 1 }}",
    "bare": "{% autoescape false %}{{ text }}{{ one(text) }}{% endautoescape %}",
}
FACTS: Mapping[str, Any] = {
    "text": "<a href='x'>&\"",
    "number": 7,
    "nothing": None,
    "safe": Markup("<em>&amp;</em>"),
    "mapping": {"key": "<value>"},
    "held": {"key": SimpleNamespace(key="<", none=None, self={"key": 2}, many=[{"key": "&"}, {"key": ""}])},
    "told": lambda text, **more: f"{text} {more['as']}",
}


class OurCode(Environment):
    """Jinja that writes our code."""

    code_generator_class = TemplateCode
    shown = staticmethod(shown)
    absent = ABSENT
    as_markup = staticmethod(as_markup)


def _page(engine: type[Environment], source: str) -> str:
    imports = "{% from 'macros.html' import one, around, handing, many %}"
    loader = DictLoader({"macros.html": MACROS, "page.html": imports + source})
    made = engine(loader=loader, autoescape=True, undefined=StrictUndefined)
    return made.get_template("page.html").render(FACTS)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_jinja_says(name: str) -> None:
    assert _page(OurCode, PAGES[name]) == _page(Environment, PAGES[name])


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("{{ one(text, color='red') }}", TypeError),
        ("{{ one(text, 'a', 'b', 'c') }}", TypeError),
        ("{{ one() }}", UndefinedError),
        ("{{ around(text) }}", UndefinedError),
        ("{{ nobody(text) }}", UndefinedError),
        ("{{ held.nothing.key }}", UndefinedError),
        ("{{ nobody.key }}", UndefinedError),
    ],
)
def test_what_is_called_wrongly_is_refused_as_jinja_does(source: str, error: type[Exception]) -> None:
    for engine in (Environment, OurCode):
        with pytest.raises(error):
            _page(engine, source)


@given(st.one_of(st.text(), st.text().map(Markup), st.integers(), st.booleans(), st.none(), st.dates(), st.floats()))
def test_what_is_shown_is_escaped_as_ever(value: object) -> None:
    assert str(shown(value)) == str(escape(value))


def test_an_address_is_remembered_with_the_types_of_its_values(app: Flask) -> None:
    patient = uuid.uuid4()
    with app.test_request_context("/"):
        for values in ({"page": 1}, {"page": True}, {"page": 1.0}, {"page": None}, {"page": "1"}, {"page": [1, 2]}):
            for _ in range(2):
                asked: dict[str, Any] = {"patient_id": patient, **values}
                assert addresses.url_for("dashboard.diary", **asked) == url_for("dashboard.diary", **asked)


def test_an_address_begins_where_the_app_does(app: Flask) -> None:
    with app.test_request_context("/", base_url="http://localhost/"):
        assert addresses.url_for("guide.help_now") == url_for("guide.help_now")
    with app.test_request_context("/", base_url="http://localhost/tracker/"):
        assert addresses.url_for("guide.help_now") == url_for("guide.help_now")
        assert addresses.url_for("guide.help_now").startswith("/tracker/")
