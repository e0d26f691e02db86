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
    NO_ANSWER = "no_answer"  # to a reminder, nor to the one nudge after it
    BEFORE_INFUSION = "before_infusion"  # a yes in the pre-infusion check
    CHECK_SILENT = "check_silent"  # the pre-infusion check has no answer
    WATCH_SILENT = "watch_silent"  # no answer 24 hours after an infusion
    NOT_GIVEN = "not_given"  # the patient says that the infusion did not take place
    FEVER_LASTS = "fever_lasts"  # asked about for a week: now a human decides
    TRANSFER = "transfer"  # another team offers a patient, or has answered
    COMING_OF_AGE = "coming_of_age"  # a child's own invitation is due
    STILL_IN_HOSPITAL = "still_in_hospital"  # noted long ago: is it still so?
    USUAL = "usual"  # the list of usual symptoms has grown: a clinician looks at it
    DATE_UNTOLD = "date_untold"  # changed, and the patient wants to hear nothing from us
    REVIEW = "review"


class TaskStatus(StrEnum):
    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
