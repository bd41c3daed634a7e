"""A sentence that counts is chosen by its number, whatever else is said in it."""

import re

import pytest

from tests.support.sources import ROOT

COUNTED = re.compile(
    r"\{%-?\s*trans\b((?:(?!%\}).)*)%\}(?:(?!endtrans|\{%-?\s*trans).)*?\{%-?\s*pluralize\s*(\w*)\s*-?%\}", re.DOTALL
)
NAMES = re.compile(r"(?:^|,)\s*(\w+)\s*=")


def counted_by(template: str) -> list[str]:
    """What each counting sentence of a template is chosen by; unsaid, that is the first of its names."""
    return [said or NAMES.findall(names)[0] for names, said in COUNTED.findall(template)]


def test_every_counting_sentence_of_a_template_is_chosen_by_its_number() -> None:
    found = {path.name: counted_by(path.read_text()) for path in (ROOT / "templates").rglob("*.html")}
    counting = {name: by for name, by in found.items() if by}
    assert len(counting) > 10
    assert {name: by for name, by in counting.items() if set(by) != {"n"}} == {}


@pytest.mark.parametrize(
    ("tag", "by"),
    [("trans name=row, n=shown | length", "name"), ("trans n=shown, name=row", "n")],
)
def test_what_is_named_first_counts_where_nothing_else_is_said(tag: str, by: str) -> None:
    assert counted_by(f"{{% {tag} %}}{{{{ n }}}} day{{% pluralize %}}{{{{ n }}}} days{{% endtrans %}}") == [by]
