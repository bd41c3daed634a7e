"""Text as it is read, whatever kind of blanks stands in it."""


def plain(text: str) -> str:
    """The text with plain blanks where lines must not be broken, as between a number and its sign of per cent."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
