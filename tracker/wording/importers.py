"""What is said of a file of another app: why something is left out, what is asked, and what cannot be read."""

from collections.abc import Mapping
from typing import Final

from tracker.domain.errors import Message
from tracker.wording import formats, imports
from tracker.wording.language import N_, _

LEFT_OUT: Final[Mapping[str, str]] = {
    # Rows that have no place here.
    "import_both": N_("It is one number for leg and back places, and you have not said which it stands for."),
    "import_column_not_asked": N_("Only the first %(most)s columns are asked about."),
    "import_database": N_(
        "It is a database, which is not opened, and it holds no pain. Please export from the app that you write in."
    ),
    "import_day_twice": N_("This day stands in the table more than once. The first of its rows is taken."),
    "import_no_field": N_("There is no place for this here."),
    "import_no_medicine": N_("It does not say which medicine it was."),
    "import_no_place": N_("It names no place, and you have not said where this pain was."),
    "import_no_score": N_("It has no leg or back score."),
    "import_not_leg_or_back": N_("It is neither leg nor back pain."),
    "import_not_taken": N_("It was not taken."),
    "import_nothing_in_it": N_("There is nothing in it that has a place here."),
    "import_only_in_json": N_("This file has no names of medicine. Please export JSON to take it over."),
    "import_present": N_("It has no strength, only that it was there."),
    "import_offer_not_taken": N_("You have not said that this is to be taken over."),
    "import_weight": N_("It is a weight, and you have not said that weights are taken over."),
    "import_session_too_long": N_(
        "A session lasts %(most)s hours at most here, so it is brought in without how long it was."
    ),
    "import_way_too_long": N_(
        "A way is %(most)s km at most here, so the session is brought in without how far it was."
    ),
    "import_words": N_("It is a word or a scale of words, and you have not said that those become numbers."),
    "import_zero": N_("It is a 0 without a place: nobody may have moved the slider, so it counts as not recorded."),
    # Rows that are wrong.
    "import_broken_row": N_("This row has more in it than the table has columns, or a quote that is never closed."),
    "import_no_day": N_("It has no day that can be read."),
    "import_no_day_column": N_("No column holds the day. Please say which one does."),
    "import_no_strength": N_("Its strength cannot be read."),
    "import_out_of_range": N_("Its strength lies outside its scale."),
    "import_to_come": N_("This is still to come."),
    "import_second_of_day": N_("The file has a row for this day already, and a day has one."),
}
UNREADABLE: Final[Mapping[str, str]] = {
    "import_archive_too_large": N_("What is in this archive has more than %(most)s GB, so it is not read."),
    "import_archive_too_tight": N_("What is in this archive is packed tighter than a diary can be, so it is not read."),
    "import_broken_archive": N_("This archive is damaged. Please export it again."),
    "import_broken_csv": N_("This does not read as a table. A quote may be opened and never closed."),
    "import_broken_json": N_("This does not read as JSON. The file may have been cut off."),
    "import_broken_xml": N_("This does not read as XML. The file may have been cut off."),
    "import_broken_workbook": N_("This workbook is damaged. Please save it again, as XLSX or CSV."),
    "import_empty": N_("This file is empty."),
    "import_encrypted_backup": N_(
        "This backup is encrypted. Please switch encryption off in the backup app, or decrypt it first."
    ),
    "import_locked": N_("This archive has a password, or is packed in a way we do not know. Please unpack it first."),
    "import_many_members": N_("This archive has more than %(most)s files, so it is not read."),
    "import_many_values": N_("This file holds more than %(most)s million values, so it is not read."),
    "import_no_occurrences": N_("This table only counts how often a symptom was recorded. Please export JSON instead."),
    "import_other_workbook": N_(
        "This is a workbook of another kind, or one with a password. Please save it as XLSX or CSV, without a password."
    ),
    "import_too_much": N_("This file takes more memory than this server has for it, so it is not read."),
    "import_too_long": N_("This file has more than %(most)s MB, so it is not read."),
}
COLUMNS: Final[Mapping[str, str]] = {
    "nothing": N_("Nothing that belongs here"),
    "day": N_("The day"),
    "time": N_("The time of day"),
    "day_time": N_("The day and the time"),
    "leg": N_("Leg pain"),
    "back": N_("Low back pain"),
    "both": N_("Leg and low back pain in one number"),
    "worst_leg": N_("Worst leg pain of the day"),
    "numbness": N_("Numbness or tingling"),
    "weakness": N_("Weakness"),
    "sleep_disturbed": N_("How much sleep was disturbed"),
    "sitting_minutes": N_("Minutes of sitting"),
    "walking_minutes": N_("Minutes of walking"),
    "treatment": N_("A treatment"),
    "minutes": N_("Minutes of the treatment"),
    "medicine": N_("A medicine"),
    "amount": N_("The amount of the medicine"),
    "note": N_("A note"),
    "tag": N_("Tags or activities"),
}


def said(message: Message) -> str:
    """Why a row is left out, or a file cannot be read, as a sentence."""
    if isinstance(message, str) or message.code not in LEFT_OUT.keys() | UNREADABLE.keys():
        return imports.said(message)
    shown = {name: formats.whole(value) if isinstance(value, int) else value for name, value in message.values.items()}
    return _({**LEFT_OUT, **UNREADABLE}[message.code], **shown)
