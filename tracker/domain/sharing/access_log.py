"""What the log of looks at a record tells: acts and actors as fixed codes, never what was seen."""

from enum import StrEnum


class Actor(StrEnum):
    """Who did it."""

    PATIENT = "patient"
    PRACTITIONER = "practitioner"
    LINK = "link"
    NOBODY = "nobody"


class Act(StrEnum):
    """What was done. NOBODY ends a share whose last day has passed, or a link that took too many wrong passcodes."""

    LOOKED = "looked"
    EXPORTED = "exported"
    INVITE_MADE = "invite_made"
    INVITE_ENDED = "invite_ended"
    SHARE_MADE = "share_made"
    SHARE_CHANGED = "share_changed"
    SHARE_ENDED = "share_ended"
    LINK_MADE = "link_made"
    LINK_OPENED = "link_opened"
    LINK_ENDED = "link_ended"
    HEALTH_LINK_MADE = "health_link_made"
    HEALTH_LINK_OPENED = "health_link_opened"
    HEALTH_LINK_REFUSED = "health_link_refused"
    HEALTH_LINK_LOCKED = "health_link_locked"
    HEALTH_LINK_ENDED = "health_link_ended"
    NOTE_WRITTEN = "note_written"
    NOTE_CORRECTED = "note_corrected"
    NOTE_DELETED = "note_deleted"
    PLAN_PROPOSED = "plan_proposed"
    PLAN_WITHDRAWN = "plan_withdrawn"
    REVIEW_SUGGESTED = "review_suggested"
    REVIEW_UNSUGGESTED = "review_unsuggested"
    FLAG_ANSWERED = "flag_answered"
    FLAG_REOPENED = "flag_reopened"
    SESSION_RECORDED = "session_recorded"
    RECORD_CORRECTED = "record_corrected"
    RECORD_DELETED = "record_deleted"
    SESSION_ADDED = "session_added"
    SESSION_CHANGED = "session_changed"
    SESSION_DELETED = "session_deleted"
