"""What a human of the team must see and do, and is no alert: the words."""

from enum import StrEnum


class TaskKind(StrEnum):
    CANNOT_COME = "cannot_come"
    UNREACHABLE = "unreachable"
    UNREAD_TEXT = "unread_text"
    UNREAD_MEDIA = "unread_media"
    UNREADABLE_UPDATE = "unreadable_update"
    NOT_OUR_PATIENT = "not_our_patient"
    USED_INVITATION = "used_invitation"
    NEXT_VISIT = "next_visit"
    UNDELIVERED = "undelivered"
    LEAVING = "leaving"
    DECLINED = "declined"
    DEATH_REPORTED = "death_reported"
    MISSED_TEST = "missed_test"
    REVIEW = "review"


class TaskStatus(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
