"""Pages carry no indentation, and lose nothing else by it."""

from jinja2 import DictLoader, Environment

from tracker.web.template_engine import TightTemplates


def rendered(name: str, source: str) -> str:
    made = Environment(loader=DictLoader({name: source}), extensions=[TightTemplates], autoescape=True)
    return made.get_template(name).render(words="two\n  lines")


def test_one_blank_of_an_indentation_stays() -> None:
    assert rendered("page.html", "<p>\n    one\n\t\ttwo\n\n  </p>") == "<p>\n one\n two\n\n </p>"


def test_words_beside_a_block_tag_stay_apart() -> None:
    made = Environment(extensions=[TightTemplates], autoescape=True, trim_blocks=True, lstrip_blocks=True)
    source = "{% if true %}400 mg{% endif %}\n        <b>helped</b>"
    made.loader = DictLoader({"page.html": source})
    assert made.get_template("page.html").render() == "400 mg <b>helped</b>"


def test_what_people_wrote_keeps_its_blanks() -> None:
    assert rendered("page.html", "<textarea>\n{{ words }}</textarea>") == "<textarea>\ntwo\n  lines</textarea>"


def test_other_files_stay_as_they_are() -> None:
    assert rendered("mail.txt", "a\n  b") == "a\n  b"
