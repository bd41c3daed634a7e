"""What the rules refuse or doubt, in sentences: one for each code of a `Fault`."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from tracker.domain.errors import Invalid, Message, Problems
from tracker.wording.cautions import CAUTIONS
from tracker.wording.formats import commas, day_year, whole
from tracker.wording.language import N_, _
from tracker.wording.vocabularies import DETAIL_WORDS, SESSION_KINDS, SIDE_EFFECTS

SENTENCES: Final[Mapping[str, str]] = {
    "above_zero": N_("Please give more than 0, or leave it empty."),
    "arm_by_others": N_(
        "What practitioners do is said to last for days, so blocks of a few days cannot tell it apart. A course with "
        "its starting week and its reviews is the way to look at it."
    ),
    "arm_medicine": N_(
        "Medicine cannot be tried like this. When to take it, and when not, is for you and whoever prescribed it or "
        "sold it to you."
    ),
    "arm_words_needed": N_("Please say in your own words what it is."),
    "arms_alike": N_("Both are the same. Please change one, or say in your own words how they differ."),
    "broken_character": N_("This text has a broken character that cannot be saved. Please type it again."),
    "choose_one": N_("Please choose one of the answers given."),
    "choose_some": N_("Please choose from the answers given."),
    "code_needed": N_("Please type the code."),
    "course_ended": N_("This course has ended, so its plan stays as it is."),
    "course_full": N_("A course has at most %(most)s sessions. Please plan another course."),
    "day_or_another_answer": N_("Please give the day, or choose another answer above."),
    "days_not_shared": N_("These days are not shared. Please choose later ones."),
    "day_to_come": N_("This day is still to come. Please choose today or an earlier day."),
    "day_with_time": N_("A day's entry has no time. Choose a moment instead."),
    "dose_to_come": N_("This is still to come. Please choose an earlier time."),
    "effects_too_long": N_("This is longer than all side effects we know."),
    "end_needed": N_("Please say on which day the course ended."),
    "end_of_a_running_course": N_("Only an ended course has an end date."),
    "ended_cannot_go_on": N_("This course has ended, so it cannot go on as planned. Please choose another answer."),
    "ends_before_it_started": N_("A course cannot end before it started."),
    "experiment_far_ahead": N_("Please give a day of the next %(days)s days."),
    "experiment_goes_on": N_(
        "An experiment goes on already. Two at once could not be told apart: stop that one first."
    ),
    "experiment_sign": N_(
        "A warning sign of the last two weeks stands in the diary. Please see to that first: this is no time to try "
        "things out."
    ),
    "fewer_than_done": N_("Please give %(done)s or more: so many sessions were attended already."),
    "first_day_to_come": N_("This day has not come yet. Please give today or an earlier day."),
    "hidden_character": N_("This text has a hidden character (NUL) that cannot be saved. Please type it again."),
    "how_many_in_all": N_("Please say how many sessions it will be in all."),
    "how_many_or_until": N_("Please say how many appointments, or until which day."),
    "in_the_past": N_("At least one of them would be in the past. Please check the days and the time."),
    "kind_stays": N_("This stays what it is. Please delete it, and make another."),
    "last_day_passed": N_("This day has passed. Please give today or a later day."),
    "marks_between": N_("Please write this without marks between the digits: %(number)s."),
    "medicine_name_needed": N_("Please give the name of the medicine."),
    "moment_without_time": N_("Please say at what time this was."),
    "more_than_there_are": N_("Please give more than %(least)s: so many there are already."),
    "name_short": N_("Please give at least %(least)s characters."),
    "name_signs": N_("Please begin with a letter or digit, and use only letters, digits, spaces and . _ - '"),
    "near_another": N_("This may be a session that is here already. Please say if it is."),
    "needed": N_("Please give this. It is needed."),
    "needles_longer": N_("Needles cannot be in longer than the session, which took %(minutes)s minutes."),
    "address_with_password": N_("Please leave a name and password out of the address."),
    "no_address": N_("Please give a whole address, such as https://home.example.org/hooks/diary."),
    "no_https": N_("Please give an address that begins with https://."),
    "number_not_open": N_("Nothing is sent to this number: it is of a network that your host has not opened."),
    "port_not_open": N_("Port %(port)s cannot be used here. Your host allows these: %(ports)s."),
    "too_many_webhooks": N_("There are %(most)s webhooks already. Please end one first."),
    "no_answer": N_("“%(code)s” is not one of the answers given."),
    "no_coins": N_("Please give the letters a and b, one for each pair, at most %(most)s."),
    "no_course_begun": N_("There is no course that has begun. Please choose another answer."),
    "no_day": N_("Please give the date as year-month-day, such as 2026-03-01."),
    "no_effect": N_("“%(cell)s” is not a side effect we know, or it stands twice."),
    "no_effects": N_("This does not read as a list of side effects."),
    "no_email": N_("Please give an address such as name@example.org, or leave this empty."),
    "no_exercise": N_("“%(cell)s” does not read as an exercise, such as “Bridge [3x10, hold - s]”."),
    "no_id": N_("This is not one of our ids."),
    "moved_meanwhile": N_("These appointments were moved meanwhile. Please look where they are now."),
    "no_later_ones": N_("None of these appointments is still planned."),
    "no_moment": N_("Please give the time with its offset, such as 2026-03-01T18:30:00+01:00."),
    "no_point": N_("“%(code)s” is not the code of a point."),
    "no_side": N_("“%(side)s” is not a side."),
    "no_subscription": N_("This browser gave an answer that cannot be used. Please try again."),
    "too_many_browsers": N_("There are %(most)s browsers already. Please end one first."),
    "no_such_code": N_("This is not such a code. It has %(length)s letters and digits, like %(example)s."),
    "no_such_days": N_("No day fits: there is none, or each has an appointment already."),
    "no_time": N_("Please give the time as hours and minutes, such as 18:30."),
    "none_and_some": N_("“None” is ticked beside something else. Please take one of them away."),
    "none_with_medicine": N_("“Took none” cannot have a medicine beside it."),
    "not_electrical": N_("Hertz belong to electrical stimulation. Choose that, or leave this empty."),
    "not_in_the_calendar": N_("This day is not in the calendar."),
    "nothing_recorded": N_("Please fill in at least one thing."),
    "nothing_scored": N_("Please give a leg or a back score, at least one of the two."),
    "of_another_kind": N_("This does not belong to %(kind)s."),
    "off_the_midline": N_("%(code)s does not lie on the midline. Choose left, right or both."),
    "on_the_midline": N_("%(code)s lies on the midline, so it has no left or right."),
    "one_line": N_("Please write this on one line."),
    "plan_as_it_is": N_("This is the plan as it is now. Please change at least one thing."),
    "plan_below_done": N_("%(done)s sessions were attended already, so a plan of %(planned)s no longer fits."),
    "plan_like_that": N_("The plan is like this already, so there is nothing left to change."),
    "proposal_accepted": N_("This proposal was accepted before. To change the plan again, change the course."),
    "proposal_declined": N_(
        "You said no thanks to this proposal before. To change the plan after all, change the course."
    ),
    "proposal_withdrawn": N_("This proposal has been taken back, so it cannot be answered any more."),
    "question_one_line": N_("A question is one line of at most %(most)s characters."),
    "session_to_come": N_('This is still to come. Choose "planned", or an earlier time.'),
    "shows_nothing": N_("Nothing of this can be seen. Please write at least one letter, number or sign."),
    "signs_answered": N_(
        "These warning signs have an answer by now, or are not in the diary any more. Please look at them again below."
    ),
    "that_day_to_come": N_("That day is still to come."),
    "time_to_come": N_("This time is still to come. Please choose now or an earlier time."),
    "too_early": N_("Please give a day from %(year)s on."),
    "too_far_ahead": N_("This is more than two years ahead. Please check the date."),
    "too_far_away": N_("This day is too far away. Please check the year."),
    "calls_in_quiet_hours": N_("This lies in your quiet hours. Please choose another time, or change those."),
    "no_time_to_call": N_("Please say at what time."),
    "no_day_to_call": N_("Please choose at least one day."),
    "no_way_to_call": N_("Please choose at least one way."),
    "quiet_all_day": N_("Quiet hours begin and end at the same time. Please change one, or leave both empty."),
    "quiet_by_half": N_("Please give both times of the quiet hours, or leave both empty."),
    "too_many_calendars": N_("There are %(most)s calendars already. Please end one first."),
    "too_many_effects": N_("Please give at most %(most)s side effects."),
    "too_many_exercises": N_("Please give at most %(most)s exercises, each with a short name."),
    "too_many_places": N_("Please give at most %(places)s digits after the point."),
    "too_many_points": N_("Please give at most %(most)s points."),
    "too_many_questions": N_("You have %(most)s questions open. Please mark one as asked, or delete one, first."),
    "too_many_tokens": N_("There are %(most)s tokens already. Please end one first."),
    "token_too_long": N_("A token lasts a year at most. Please choose an earlier day."),
    "too_many_tags": N_("Please give at most %(most)s tags for one day."),
    "unit_needed": N_("Please choose the unit that goes with the amount."),
    "until_before_first": N_("Please give a day that is not before the first one."),
    "weekday_needed": N_("Please choose at least one day of the week."),
    "when_taken": N_("Please say when you took it."),
    "why_change": N_("Please say why. It stands beside the change on the course page."),
    "why_more_sessions": N_("Please say why sessions are added. It stands beside the decision on your course page."),
    "worst_below_average": N_("The worst leg pain cannot be below the average, which is %(average)s."),
    "yes_or_no": N_("Please answer yes or no."),
    # What is in doubt of a point that was typed, and what more is known of a reading of it.
    "code_and_name_differ": N_("%(code)s has another name, and %(name)s another code."),
    "name_of_four_points": N_("“%(name)s” names 4 points."),
    "numbers_without_letters": N_("Numbers without letters may go on with the same letters."),
    "places_of_one_name": N_("More than one place has this name."),
    "point_renumbered": N_("%(name)s is %(today)s today; in older books it was %(old)s."),
    "points_of_one_code_and_name": N_("Two points have this code and this name."),
    "points_of_one_name": N_("More than one point has this name."),
    "sides_or_needles": N_("“x2” may be both sides, or two needles."),
    "all_four": N_("all four"),
    "both_sides": N_("both sides"),
    "level_of_the_spine": N_("level %(level)s of the spine"),
    "neihuaijian_of_who": N_("EX-LE8 of WHO: Neihuaijian, inner ankle"),
    "of_master_tung": N_("the point of Master Tung, %(number)s"),
    "of_the_ear": N_("of the ear"),
    "older_number": N_("an older number"),
    "on_the_lower_belly": N_("the extra point on the lower belly"),
    "with_its_older_number": N_("with its number in older books"),
    # What programs send to the interface.
    "given_twice": N_("This stands here twice."),
    "no_activity": N_("There is no such activity here."),
    "no_array_of_objects": N_("Please give this as a JSON array of objects."),
    "no_cursor": N_("This is not one that a list gave."),
    "no_json_here": N_("This is not JSON."),
    "no_json_number": N_("Please give this as a JSON number."),
    "no_json_whole": N_("Please give this as a JSON number without decimals."),
    "no_list": N_("Please give a JSON array of codes, each once."),
    "no_object": N_("Please give this as a JSON object."),
    "no_objects": N_("Please give a JSON array of objects, at most %(most)s."),
    "no_session_to_record": N_("This is no session that took place and that can be recorded."),
    "no_such_field": N_("There is no such field here."),
    "no_such_parameter": N_("This address takes no such parameter."),
    "no_text": N_("Please give this as a JSON string."),
    "no_true_false": N_("Please give true or false."),
    "one_of_two": N_("Please give one of “cursor” and “since”: a cursor goes on with what it began."),
    "other_id": N_("This is another id than the one in the address."),
}


def _names(names: Iterable[str]) -> str:
    return commas([DETAIL_WORDS[name] for name in names])


def _no_whole(*, low: int, high: int, other_digits: bool) -> str:
    if other_digits:
        return _("Please give a whole number from %(low)s to %(high)s, in the digits 0 to 9.", low=low, high=high)
    return _("Please give a whole number from %(low)s to %(high)s.", low=low, high=high)


def _no_number(*, high: int, other_digits: bool) -> str:
    if other_digits:
        return _("Please give a number from 0 to %(high)s, in the digits 0 to 9.", high=high)
    return _("Please give a number from 0 to %(high)s.", high=high)


def _two_readings(*, typed: str, readings: tuple[str, str], ways: tuple[str, ...]) -> str:
    values = {"typed": typed, "large": readings[0], "small": readings[1], "way": ways[0], "other": ways[-1]}
    if len(ways) == 1:
        return _("%(typed)s can be read as %(large)s or as %(small)s. Please write %(way)s.", **values)
    return _("%(typed)s can be read as %(large)s or as %(small)s. Please write %(way)s or %(other)s.", **values)


# Sentences whose values are written in a way of their own.
MADE: Final[Mapping[str, Callable[..., str]]] = {
    "arm_caution": lambda caution, kind: _(
        "Your cautions name “%(caution)s”, which %(kind)s may harm. Please do not try it out: ask your doctor first.",
        caution=CAUTIONS[caution],
        kind=SESSION_KINDS.within[kind],
    ),
    "detail_of_missed": lambda names: _(
        "A missed session holds no treatment. Filled in here: %(names)s. Leave that out, or choose “Attended”.",
        names=_names(names),
    ),
    "detail_of_planned": lambda names: _(
        "A session to come holds nothing of a treatment yet. Filled in here: %(names)s. Leave that out, or choose "
        "“Attended”.",
        names=_names(names),
    ),
    "effect_twice": lambda item: _("“%(effect)s” stands twice. Please put it in one row.", effect=SIDE_EFFECTS[item]),
    "far_too_long": lambda most: _(
        "Please keep this to %(most)s characters; it has more than %(most)s.", most=whole(most)
    ),
    "list_too_long": lambda most: _("Please keep this to %(most)s characters.", most=whole(most)),
    "no_number": _no_number,
    "no_whole": _no_whole,
    "record_begins": lambda day: _("The record begins on %(day)s.", day=day_year(day)),
    "too_long": lambda most, has: _(
        "Please keep this to %(most)s characters; it has %(has)s.", most=whole(most), has=whole(has)
    ),
    "two_readings": _two_readings,
}


def said(problem: Message | Invalid) -> str:
    """What is wrong, as a sentence; what is a sentence already stays as it is."""
    message: Any = problem.message if isinstance(problem, Invalid) else problem
    if isinstance(message, str):
        return message
    made = MADE.get(message.code)
    return _(SENTENCES[message.code], **message.values) if made is None else made(**message.values)


def said_by_field(problems: Problems | Mapping[str, Message]) -> dict[str, str]:
    """Everything wrong with one record, a sentence by field name."""
    by_field = problems.by_field if isinstance(problems, Problems) else problems
    return {name: said(message) for name, message in by_field.items()}
