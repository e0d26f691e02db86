"""What the care team reads about tasks. No name and no words of a patient: see lock screens."""

from collections.abc import Mapping

from care.tasks import TaskKind
from messages.declare import Text
from messages.texts.staff import PATIENT, button, say
from messages.values import AlertNumber, Clock, Day, Moment, Name, Number, Term

DEADLINE = say(
    "staff.task.deadline",
    "Please see to it before: {deadline}",
    "Last paragraph of a task.",
    {"deadline": Moment("2026-12-02T12:00:00+00:00")},
)
OVERDUE = say(
    "staff.task.overdue",
    "Nobody has taken this yet.",
    "Paragraph of a task whose deadline has passed.",
)
TAKE = button("task_take", "I will do it", "Under a task.")
DONE = button("task_done", "Done", "Under a task.")
DETAILS = button("task_details", "Details", "Under a task.")
TAKEN = say(
    "staff.task.taken",
    "{name} will do it. Since {time}.",
    "Paragraph of a task that somebody has taken; also the answer to the press.",
    {"name": Name("Ana"), "time": Clock("2026-12-01T10:42:00+00:00")},
)
FINISHED = say(
    "staff.task.finished",
    "Done: {name}, {time}.",
    "Paragraph of a task that is done; also the answer to the press.",
    {"name": Name("Ana"), "time": Clock("2026-12-01T10:42:00+00:00")},
)

WHO = {"patient": PATIENT}
WHERE = "First paragraph of a task in the group."
TASKS: Mapping[TaskKind, Text] = {
    TaskKind.CANNOT_COME: say(
        "staff.task.cannot_come",
        "Task · {patient} cannot come.\n{kind}, {day}. Please call and find another date.",
        WHERE,
        {**WHO, "kind": Term("patient.kind.infusion"), "day": Day("2026-12-01T09:30:00")},
    ),
    TaskKind.UNREACHABLE: say(
        "staff.task.unreachable",
        "Task · {patient} cannot be reached in Telegram: messages are refused. Please call.",
        WHERE,
        WHO,
    ),
    TaskKind.UNREAD_TEXT: say(
        "staff.task.unread_text",
        "Task · {patient} sent words for a human to read. Details show them.",
        WHERE,
        WHO,
    ),
    TaskKind.UNREAD_MEDIA: say(
        "staff.task.unread_media",
        "Task · {patient} sent a voice note, picture or file. It cannot be read here. Please call.",
        WHERE,
        WHO,
    ),
    TaskKind.UNREADABLE_UPDATE: say(
        "staff.task.unreadable",
        "Task · A message could not be read (entry {entry}). Patient: {patient}. Please call.",
        WHERE,
        {**WHO, "entry": Number(40)},
    ),
    TaskKind.NOT_OUR_PATIENT: say(
        "staff.task.not_ours",
        "Task · {patient} joined, and was marked as not our patient. Please look into it.",
        WHERE,
        WHO,
    ),
    TaskKind.USED_INVITATION: say(
        "staff.task.used_invitation",
        "Task · Somebody opened a used or expired invitation of {patient}. Please call.",
        WHERE,
        WHO,
    ),
    TaskKind.NEXT_VISIT: say(
        "staff.task.next_visit",
        "For the next visit · {patient} reported something. Details show what.",
        WHERE,
        WHO,
    ),
    TaskKind.UNDELIVERED: say(
        "staff.task.undelivered",
        "Task · A safety message to {patient} was refused for a day. Please call.",
        WHERE,
        WHO,
    ),
    TaskKind.LEAVING: say(
        "staff.task.leaving",
        "Task · {patient} has stopped reminders or asked to be deleted. Please call.",
        WHERE,
        WHO,
    ),
    TaskKind.DECLINED: say(
        "staff.task.declined",
        "Task · Invited for {patient}: did not agree to data in Telegram, so nothing is linked.",
        WHERE,
        WHO,
    ),
    TaskKind.DEATH_REPORTED: say(
        "staff.task.death",
        "Task · Somebody wrote that {patient} has died. All messages are stopped. Please call.\n"
        "To enter it, or to go on: /patient {patient}",
        WHERE,
        WHO,
    ),
    TaskKind.DATE_UNTOLD: say(
        "staff.task.date_untold",
        "Task · Dates of {patient} were changed. This patient gets no reminders now, and hears "
        "nothing of it from me. Please call.\nTo see the dates: /dates {patient}",
        WHERE,
        WHO,
    ),
    TaskKind.MISSED_TEST: say(
        "staff.task.missed_test",
        "Task · {patient}: a blood test was not marked as done.",
        WHERE,
        WHO,
    ),
    TaskKind.NO_ANSWER: say(
        "staff.task.no_answer",
        "Task · {patient} has not answered two reminders.\n{kind}, {day}. Please call.",
        WHERE,
        {**WHO, "kind": Term("patient.kind.infusion"), "day": Day("2026-12-01T09:30:00")},
    ),
    TaskKind.BEFORE_INFUSION: say(
        "staff.task.before_infusion",
        "Task · {patient} answered yes before the infusion on {day}.\n"
        "Details show to what. Please call: the patient waits for you before setting out.",
        WHERE,
        {**WHO, "day": Day("2026-12-01T09:30:00")},
    ),
    TaskKind.CHECK_SILENT: say(
        "staff.task.check_silent",
        "Task · {patient} has not answered the questions before the infusion on {day}.\n"
        "Please call before the patient sets out.",
        WHERE,
        {**WHO, "day": Day("2026-12-01T09:30:00")},
    ),
    TaskKind.WATCH_SILENT: say(
        "staff.task.watch_silent",
        "Task · {patient} did not answer the last question after the infusion.\n"
        "No answer is not “fine”. Please call.",
        WHERE,
        WHO,
    ),
    TaskKind.NOT_GIVEN: say(
        "staff.task.not_given",
        "Task · {patient} says that the infusion on {day} did not take place.\n"
        "Please find out why, and enter another date.",
        WHERE,
        {**WHO, "day": Day("2026-12-01T09:30:00")},
    ),
    TaskKind.FEVER_LASTS: say(
        "staff.task.fever_lasts",
        "Task · {patient} was asked about the fever for {days} days. I ask no more.\n"
        "Please decide what happens now.",
        WHERE,
        {**WHO, "days": Number(7)},
    ),
    TaskKind.TRANSFER: say(
        "staff.task.transfer",
        "Task · Change of team for {patient}. Details show what is asked.",
        WHERE,
        WHO,
    ),
    TaskKind.COMING_OF_AGE: say(
        "staff.task.coming_of_age",
        "Task · {patient} comes of age on {day}.\n"
        "Please invite the young person now. The family's access ends that day.",
        WHERE,
        {**WHO, "day": Day("2026-12-01T09:30:00")},
    ),
    TaskKind.STILL_IN_HOSPITAL: say(
        "staff.task.still_in_hospital",
        "Task · {patient}: in hospital for {days} days, as it was noted here. Still there?\n"
        "Reminders stay paused until somebody says otherwise: /patient {patient}",
        WHERE,
        {**WHO, "days": Number(14)},
    ),
    TaskKind.USUAL: say(
        "staff.task.usual",
        "Task · {patient} calls a symptom usual. Details show which.\n"
        "Only a clinician can confirm it. Until then it counts for the same day.",
        WHERE,
        WHO,
        grave=True,
    ),
    TaskKind.REVIEW: say(
        "staff.task.review",
        "Task · {patient} has died. {number} was closed by that. Please review what happened.",
        WHERE,
        {**WHO, "number": AlertNumber(12)},
    ),
}
NAMED = say(
    "staff.task.named",
    "{patient} · {name}",
    "Second paragraph of a task's details. For one member only.",
    {**WHO, "name": Name("Mina Demir")},
)
LEFT_AFTER_NERVES = say(
    "staff.task.left_after_nerves",
    "This comes soon after a nerve symptom was reported.\n"
    "Not wanting to hear from us can itself be a sign. Please call now.",
    "Paragraph of the task about a patient who stopped reminders or asked to be deleted.",
    grave=True,
)
DELETE_WAITS = say(
    "staff.task.delete_waits",
    "Asked to be deleted. Please delete nothing before {day}:\n"
    "until then the patient can take it back.",
    "Paragraph of the task about a patient who asked to be deleted.",
    {"day": Day("2026-12-08")},
)
DELETE_AFTER_NERVES = say(
    "staff.task.delete_after_nerves",
    "Asked to be deleted, soon after a nerve symptom was reported.\n"
    "Not wanting to hear from us can itself be a sign. Please call now.\n"
    "Please delete nothing before {day}: until then the patient can take it back.",
    "Paragraph of the task about a patient who asked to be deleted.",
    {"day": Day("2026-12-08")},
    grave=True,
)
STAYS = say(
    "staff.task.stays",
    "{patient} has taken the wish to be deleted back. The task about it is done.",
    "In the group, when a patient who had left stays after all.",
    WHO,
)
NOT_RISKY = say(
    "staff.task.blocked_quiet",
    "The chat was blocked. No alert is open and no infusion was lately: no hurry.",
    "Paragraph of the task about a patient who blocked the chat.",
)
RISKY = say(
    "staff.task.blocked_now",
    "The chat was blocked while an alert is open,\n"
    "or soon after an infusion or a nerve symptom. Please call now.",
    "Paragraph of the task about a patient who blocked the chat.",
    grave=True,
)
