"""What the interface says to programs, for the people who write them: why something cannot be done."""

from collections.abc import Mapping
from typing import Final

from tracker.wording.language import N_, _

# By the status of an answer, or by a reason of our own: the title and the detail of a problem.
PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    "400": (N_("This could not be read"), N_("The request is not one that the documentation describes.")),
    "401": (
        N_("A token is needed"),
        N_("Send “Authorization: Bearer” and the token. Its owner makes one in Settings, under Programs."),
    ),
    "unknown_token": (
        N_("This token opens nothing"),
        N_("It is not known, has ended, or its last day has passed. Its owner can make another in Settings."),
    ),
    "address": (
        N_("A token does not belong in an address"),
        N_("Addresses are kept in logs. Send it as “Authorization: Bearer”, and end this one in Settings."),
    ),
    "scope": (N_("This token may not do that"), N_("Its owner let it do less. They can make another in Settings.")),
    "factor": (
        N_("A second factor is needed"),
        N_("Practitioners see what patients share once they have added a second factor, in Settings."),
    ),
    "today": (N_("This token is for today"), N_("It may write what is of the day it is for the patient now.")),
    "403": (N_("This was not taken"), N_("It was sent by a page of another site. Nothing was saved.")),
    "404": (N_("Nothing is here"), N_("There is nothing at this address, or nothing that this token is shown.")),
    "405": (N_("This address cannot be used that way"), N_("The header Allow names the methods it takes.")),
    "409": (N_("This cannot be saved as it stands"), N_("What is stored now stands in its way.")),
    "gone": (
        N_("This was deleted"),
        N_("It can be brought back by undoing the change that deleted it, for 30 days. Or send it with another id."),
    ),
    "nothing_to_undo": (
        N_("This cannot be undone"),
        N_("The change is not known, was undone before, or something newer has been saved since."),
    ),
    "410": (
        N_("Please synchronise anew"),
        N_("What was deleted since then may be forgotten, or a file was brought in. Ask for the list without “since”."),
    ),
    "412": (
        N_("It has changed meanwhile"),
        N_("It is not the version that was named. Read it again, and send the change with the version of now."),
    ),
    "there_already": (N_("This is there already"), N_("It was to be made only if there was none of this id.")),
    "413": (N_("This is too long"), N_("The body is longer than this address takes. Nothing was saved.")),
    "414": (N_("This is too long"), N_("This address is too long.")),
    "415": (N_("Only JSON is read here"), N_("Send the body as JSON, with “Content-Type: application/json”.")),
    "422": (N_("This cannot be taken"), N_("Something in it is not as it may be. Nothing was saved.")),
    "429": (N_("Please wait a little"), N_("There were too many requests. The header Retry-After says how long.")),
    "500": (N_("Something went wrong on our side"), N_("Nothing was saved. Please try again.")),
}
OTHERWISE: Final = (N_("This did not work"), N_("Nothing was saved."))


def problem_words(reason: int | str) -> tuple[str, str]:
    """The title and the detail of a problem."""
    title, detail = PROBLEMS.get(str(reason), OTHERWISE)
    return _(title), _(detail)
