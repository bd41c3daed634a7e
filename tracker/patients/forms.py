"""Forms about the record itself: episode, cautions, country and named activities."""

from collections.abc import Mapping
from functools import partial
from itertools import zip_longest
from typing import Any, Self

from tracker.domain.limits import ACTIVITIES_MOST
from tracker.domain.safety.warning_signs import NO_SIGN
from tracker.web import opened
from tracker.web.forms import BaseForm, ChoiceField, ChoicesField, DayField, LineField, NoteField, ScoreField
from tracker.web.meanwhile import merge_named
from tracker.wording import patients as words
from tracker.wording.cautions import CAUTIONS
from tracker.wording.language import N_, _
from tracker.wording.vocabularies import CAUSES_TOLD, DURATIONS, SIDES
from tracker.wording.warning_signs import SIGN_AND_NONE, SIGNS_OR_NONE

SCORED = "score_of_"


class EpisodeForm(BaseForm):
    side = ChoiceField(N_("Which side is it?"), SIDES)
    began_on = DayField(N_("When did this bout begin?"), hint=N_("A rough date is fine."))
    duration_at_start = ChoiceField(N_("How long had you had it when you started here?"), DURATIONS)
    cause_told = ChoiceField(
        N_("What did a clinician say the cause is?"), CAUSES_TOLD, hint=N_("Leave it open if nobody said.")
    )
    note = NoteField(N_("Anything to remember about it?"))

    def values(self) -> dict[str, Any]:
        names = ("side", "began_on", "duration_at_start", "cause_told", "note")
        return {name: self[name].data for name in names}


class CautionsForm(BaseForm):
    """What applies, each with its own note; `note` is for what is ticked now."""

    kinds = ChoicesField(N_("Does any of these apply to you?"), CAUTIONS)
    note = NoteField(N_("Anything your practitioner should know about it?"))

    @classmethod
    def of(cls, notes: Mapping[str, str | None]) -> Self:
        """The form for the notes of the cautions that apply now, by kind."""
        data = {"kinds": tuple(notes), **{note_of(kind): note for kind, note in notes.items()}}
        form = cls(data=data)
        if notes:
            form.note.label.text = _("About what you tick now")
        return form

    @property
    def own_notes(self) -> list[NoteField]:
        """The notes to show: those of cautions that apply, and whatever was written here of another."""
        kinds = self.kinds.object_data
        return [self[note_of(kind)] for kind in CAUTIONS if kind in kinds or self[note_of(kind)].text]

    def notes(self) -> dict[str, str | None]:
        """The note of each kind that is ticked."""
        fresh = self._fresh()
        return {kind: self.note.data if kind in fresh else self[note_of(kind)].data for kind in self.kinds.data}

    def _fresh(self) -> list[str]:
        """The kinds that `note` is about: ticked now, with no note of their own."""
        known = self.kinds.object_data
        return [kind for kind in self.kinds.data if kind not in known and not self[note_of(kind)].data]

    def validate(self, extra_validators: Any = None) -> bool:
        """Nothing that was written is dropped, because its caution was ended, here or elsewhere, or none was ticked."""
        right = super().validate(extra_validators)
        if self.note.data and not self._fresh() and not self.note.errors:
            self.note.errors = [words.about_nothing(noted_before=bool(self.kinds.object_data))]
            right = False
        for kind in CAUTIONS:
            note = self[note_of(kind)]
            if note.data and note.data != note.object_data and kind not in self.kinds.data and not note.errors:
                note.errors = [_(words.UNTICKED)]
                right = False
        return right


def note_of(kind: str) -> str:
    """The field for what is written about a caution."""
    return f"note_{kind}"


for _kind in CAUTIONS:
    setattr(CautionsForm, note_of(_kind), NoteField(partial(words.about_caution, _kind)))


class SignsForm(BaseForm):
    """What cannot wait, asked in the first days. That none applies is an answer, and no answer is none."""

    warning_signs = ChoicesField(N_("Did any of these start or get worse lately?"), SIGNS_OR_NONE)
    country = ChoiceField(
        N_("Which country are you in?"), words.COUNTRIES, hint=N_("So that we can show its emergency number.")
    )

    def validate(self, extra_validators: Any = None) -> bool:
        right = super().validate(extra_validators)
        if NO_SIGN in self.warning_signs.data and len(self.warning_signs.data) > 1 and not self.warning_signs.errors:
            self.warning_signs.errors = [_(SIGN_AND_NONE)]
            right = False
        return right


class ActivitiesForm(BaseForm):
    """Up to five activities, in the patient's own words."""

    unmerged: str | None = None
    activity_1 = LineField(N_("First activity"), most=80)
    activity_2 = LineField(N_("Second activity"), most=80)
    activity_3 = LineField(N_("Third activity"), most=80)
    activity_4 = LineField(N_("Fourth activity"), most=80)
    activity_5 = LineField(N_("Fifth activity"), most=80)

    @property
    def rows(self) -> list[LineField]:
        return [self[f"activity_{number}"] for number in range(1, ACTIVITIES_MOST + 1)]

    def merge_sent(self, sent: Any) -> None:
        """A list is merged as one, since it tells nothing in which row a name stands; not before it can be read."""
        if any(row.process_errors for row in self.rows):
            self.unmerged = sent.get(opened.NAME)
            return
        shown = opened.read(sent.get(opened.NAME))
        base = [shown.get(row.name, {}).get(opened.WHOLE) for row in self.rows]
        mine, kept = [row.data for row in self.rows], [row.object_data for row in self.rows]
        by_token = {opened.short(name): name for name in [*kept, *mine] if name}
        tokens = ([opened.short(name) for name in names if name] for names in (base, mine, kept))
        names = [by_token[token] for token in merge_named(*map(tuple, tokens))]
        if len(names) > ACTIVITIES_MOST:
            self.form_errors.append(words.too_many_activities(names[ACTIVITIES_MOST:]))
        for row, name in zip_longest(self.rows, names[:ACTIVITIES_MOST]):
            row.take(name)

    @property
    def opened_with(self) -> str:
        return super().opened_with if self.unmerged is None else self.unmerged

    def names(self) -> tuple[str, ...]:
        """What was named, each once, in order."""
        return tuple(dict.fromkeys(row.data for row in self.rows if row.data))


class FunctionScoresForm(BaseForm):
    """One scale for each activity; made for the activities at hand by `for_activities`."""

    @classmethod
    def for_activities(cls, named: Mapping[str, str], today: Mapping[str, int | None]) -> "FunctionScoresForm":
        """A form with a scale per activity: its name, and its score of today if it has one, by field name."""
        fields = {field: ScoreField(partial(str, name), hint=words.activity_scale) for field, name in named.items()}
        made: FunctionScoresForm = type("FunctionScoresForm", (cls,), fields)(data=today)
        return made

    def given(self) -> dict[str, int]:
        """The scores that were given or changed, by field name."""
        return {field.name: field.data for field in self.merging if field.data not in (None, field.object_data)}

    def blame_gone(self, sent: Mapping[str, str]) -> None:
        """Say which scores were given for activities that are no longer on the list; `sent` is the whole form."""
        gone = [value for name, value in sent.items() if name.startswith(SCORED) and name not in self and value]
        if gone:
            self.form_errors.append(words.no_longer_scored(gone))
