"""What the team reads after its commands: lists, invitations, dates, a patient's state.

Names, numbers and links stand only in what goes to one member's direct chat; each says so.
"""

from collections.abc import Mapping

from care.appointments import Answer, AppointmentStatus
from care.escalation import Status
from care.people import PatientState
from care.severity import Severity
from care.tasks import TaskStatus
from messages.declare import Text
from messages.listing import Lines, line
from messages.texts.staff import NUMBER, PATIENT, button, say
from messages.values import Moment, Name, Number, Phone, Plain, Term

SINCE = Moment("2026-12-01T10:42:00+00:00")
DIRECT = "To one member, in the direct chat only."

# --- Words of lists -------------------------------------------------------------------------------


def _word(kind: str, name: str, english: str) -> Text:
    return say(f"staff.{kind}.{name}", english, "A word in a list of the team.")


SEVERITIES: Mapping[Severity, Text] = {
    Severity.EMERGENCY: _word("severity", "emergency", "EMERGENCY"),
    Severity.URGENT: _word("severity", "urgent", "URGENT"),
    Severity.SAME_DAY: _word("severity", "same_day", "TODAY"),
    Severity.NEXT_VISIT: _word("severity", "next_visit", "next visit"),
}
STATUSES: Mapping[Status, Text] = {
    Status.OPEN: _word("status", "open", "nobody has it"),
    Status.ACKNOWLEDGED: _word("status", "acknowledged", "somebody calls"),
    Status.RESOLVED: _word("status", "resolved", "closed"),
}
STATES: Mapping[PatientState, Text] = {
    PatientState.INVITED: _word("state", "invited", "invited"),
    PatientState.ENROLLED: _word("state", "enrolled", "takes part"),
    PatientState.PAUSED: _word("state", "paused", "paused"),
    PatientState.IN_HOSPITAL: _word("state", "in_hospital", "in hospital"),
    PatientState.TRANSFERRED: _word("state", "transferred", "with another team"),
    PatientState.DISCHARGED: _word("state", "discharged", "discharged"),
    PatientState.DECEASED: _word("state", "deceased", "has died"),
    PatientState.LEFT: _word("state", "left", "has left this chat"),
}
DATE_STATES: Mapping[AppointmentStatus, Text] = {
    AppointmentStatus.PLANNED: _word("date", "planned", "planned"),
    AppointmentStatus.GIVEN: _word("date", "given", "took place"),
    AppointmentStatus.MISSED: _word("date", "missed", "did not take place"),
    AppointmentStatus.CANCELLED: _word("date", "cancelled", "cancelled"),
}
ANSWERS: Mapping[Answer, Text] = {
    Answer.NONE: _word("date", "unanswered", "no answer yet"),
    Answer.CONFIRMED: _word("date", "confirmed", "will come"),
    Answer.CANNOT_COME: _word("date", "cannot_come", "CANNOT COME"),
    Answer.DONE: _word("date", "done", "says it is done"),
}
TASK_STATES: Mapping[TaskStatus, Text] = {
    TaskStatus.OPEN: _word("task_state", "open", "nobody has it"),
    TaskStatus.TAKEN: _word("task_state", "taken", "somebody does it"),
    TaskStatus.DONE: _word("task_state", "done", "done"),
}

# --- /alerts and /tasks ---------------------------------------------------------------------------

ALERT_LINE = say(
    "staff.list.alert",
    "{number} · {severity} · {patient} · {status} · since {since}",
    "A line of the list of alerts.",
    {
        "number": NUMBER,
        "severity": Term("staff.severity.urgent"),
        "patient": PATIENT,
        "status": Term("staff.status.open"),
        "since": SINCE,
    },
)
ALERT_NEXT = say(
    "staff.list.alert_next",
    "· next step: {next}",
    "Second line of an alert in the list.",
    {"next": SINCE},
)
ALERTS = say(
    "staff.list.alerts",
    "Alerts of {team} that are not closed:\n{alerts}",
    "The list of alerts.",
    {"team": Name("Rheumatology"), "alerts": Lines([line(ALERT_NEXT, {"next": SINCE.sample})])},
)
NO_ALERTS = say(
    "staff.list.no_alerts",
    "No alert of {team} is open. This list counts what has reached this service.",
    "Instead of the list of alerts.",
    {"team": Name("Rheumatology")},
)
TASK_LIST = say(
    "staff.list.tasks",
    "Tasks of {team} that are not done: {count}. Each follows with its buttons.",
    "Before the tasks, which follow one by one.",
    {"team": Name("Rheumatology"), "count": Number(3)},
)
NO_TASKS = say(
    "staff.list.no_tasks",
    "No task of {team} is open.",
    "Instead of the list of tasks.",
    {"team": Name("Rheumatology")},
)

# --- /patients and /patient -----------------------------------------------------------------------

PATIENT_LINE = say(
    "staff.list.patient",
    "{patient} · {state}",
    "A line of the list of patients, in the group.",
    {"patient": PATIENT, "state": Term("staff.state.enrolled")},
)
PATIENT_LINE_NAMED = say(
    "staff.list.patient_named",
    "{patient} · {name} · {state}",
    f"A line of the list of patients. {DIRECT}",
    {"patient": PATIENT, "name": Name("Mina Demir"), "state": Term("staff.state.enrolled")},
)
PATIENTS = say(
    "staff.list.patients",
    "Patients of {team}:\n{patients}",
    "The list of patients.",
    {
        "team": Name("Rheumatology"),
        "patients": Lines(
            [line(PATIENT_LINE, {"patient": "P-0007", "state": "staff.state.enrolled"})]
        ),
    },
)
NO_PATIENTS = say(
    "staff.list.no_patients",
    "{team} has no patients here yet. To invite one: /invite NAME",
    "Instead of the list of patients.",
    {"team": Name("Rheumatology")},
)
UNKNOWN_PATIENT = say(
    "staff.patient.unknown",
    "Your team has no patient with this number. Write it like P-0007; /patients lists them.",
    "After a command about a patient whom the team does not have.",
)
PATIENT_CARD = say(
    "staff.patient.card",
    "{patient} · {name}\n{state}, since {since}",
    f"One patient. {DIRECT}",
    {
        "patient": PATIENT,
        "name": Name("Mina Demir"),
        "state": Term("staff.state.enrolled"),
        "since": SINCE,
    },
)
PATIENT_PHONE = say(
    "staff.patient.phone",
    "Dial:\n{patient_phone}",
    f"The patient's own number. {DIRECT}",
    {"patient_phone": Phone("+90 532 000 00 00")},
)
PATIENT_NO_CHAT = say(
    "staff.patient.no_chat",
    "No chat of this patient can be reached.",
    "Paragraph about a patient who has not joined, or refuses messages.",
)
STATE_BUTTONS: Mapping[PatientState, Text] = {
    PatientState.ENROLLED: button("state_enrolled", "Takes part again", "Under one patient."),
    PatientState.PAUSED: button("state_paused", "Pause reminders", "Under one patient."),
    PatientState.IN_HOSPITAL: button("state_hospital", "Is in hospital", "Under one patient."),
    PatientState.DISCHARGED: button("state_discharged", "Discharged", "Under one patient."),
    PatientState.TRANSFERRED: button("state_transferred", "To another team", "Under one patient."),
    PatientState.DECEASED: button("state_deceased", "Has died", "Under one patient.", grave=True),
}
CONFIRM_DEATH = say(
    "staff.state.confirm_death",
    "{patient} · {name} has died?\n"
    "All messages stop, dates are cancelled, open alerts become a task.\n"
    "The family can be sent one line of sympathy with your number.",
    f"Before a death is entered. {DIRECT}",
    {"patient": PATIENT, "name": Name("Mina Demir")},
    grave=True,
)
DIED_WITH_WORDS = button("died_words", "Yes. Send the line", "To confirm a death.", grave=True)
DIED_IN_SILENCE = button("died_silent", "Yes. Send nothing", "To confirm a death.", grave=True)
NOT_DIED = button("not_died", "No, go back", "Instead of confirming a death.", grave=True)
STATE_CHANGED = say(
    "staff.state.changed",
    "{patient}: {state}. By {name}, {since}.",
    "In the group, and in place of the card, when a patient's state was changed.",
    {
        "patient": PATIENT,
        "state": Term("staff.state.in_hospital"),
        "name": Name("Ana"),
        "since": SINCE,
    },
)
ALERT_FIRST = say(
    "staff.state.alert_first",
    "This patient's alert is not closed. Close it first. Nothing has changed.",
    "Answer to a press that would leave a patient with an alert without a team.",
)
DIED_ALERT = say(
    "staff.alert.deceased",
    "{number} · {patient}: closed by {name}. The patient has died. A task asks for a review.",
    "Replaces the alert of a patient who has died.",
    {"number": NUMBER, "patient": PATIENT, "name": Name("Ana")},
)

# --- /invite --------------------------------------------------------------------------------------

INVITE_USAGE = say(
    "staff.invite.usage",
    "Write the name, and if you like the number to dial:\n/invite Mina Demir +90 532 000 00 00",
    "After /invite without a name.",
)
INVITE_HERE = say(
    "staff.invite.here",
    "Please write names only in our direct chat.",
    "In the group, after /invite with a name.",
)
NO_PHONE = say(
    "staff.invite.no_phone",
    "Your team has no confirmed telephone number, so nobody can be invited.\n"
    "Somebody enters the number where this service runs.",
    "After /invite in a team without a number.",
    grave=True,
)
INVITED = say(
    "staff.invite.made",
    "{patient} · {name} can join until {expires}. It works once.",
    f"First paragraph of an invitation. {DIRECT}",
    {"patient": PATIENT, "name": Name("Mina Demir"), "expires": SINCE},
)
INVITE_LINK = say(
    "staff.invite.link",
    "Link, for the patient only:\n{link}",
    f"Paragraph of an invitation. {DIRECT}",
    {"link": Plain("https://t.me/clinic_bot?start=abc")},
)
INVITE_CODE = say(
    "staff.invite.code",
    "Or the code to read out: {code}\nThe patient writes it to me.",
    f"Paragraph of an invitation. {DIRECT}",
    {"code": Plain("ABCD-EFGH-JKMN")},
)
INVITE_QR = say(
    "staff.invite.qr",
    "{patient}: let the patient's telephone scan this.",
    f"Under the picture of the link. {DIRECT}",
    {"patient": PATIENT},
)
SHARE = button("share", "Send the link on", "Under an invitation.")

# --- /dates and /given ----------------------------------------------------------------------------

DATE_LINE = say(
    "staff.dates.line",
    "{number} · {kind} · {at} · {status} · {answer}",
    "A line of a patient's dates.",
    {
        "number": Number(31),
        "kind": Term("patient.kind.infusion"),
        "at": Moment("2026-12-01T09:30[Europe/Istanbul]"),
        "status": Term("staff.date.planned"),
        "answer": Term("staff.date.unanswered"),
    },
)
DATES = say(
    "staff.dates.list",
    "{patient}:\n{dates}",
    "A patient's dates, for the team.",
    {"patient": PATIENT, "dates": Lines([line(DATE_LINE, DATE_LINE.samples)])},
)
NO_DATES = say(
    "staff.dates.none",
    "{patient} has no dates yet.",
    "Instead of a patient's dates.",
    {"patient": PATIENT},
)
DATES_USAGE = say(
    "staff.dates.usage",
    "To enter a date, write it by the clinic's clock:\n"
    "/dates {patient} infusion 2026-12-01 09:30 Day unit\n"
    "/dates {patient} blood_test 2026-11-24 08:00\n"
    "To cancel one: /dates {patient} cancel 31",
    "Under a patient's dates.",
    {"patient": PATIENT},
)
DATE_REFUSED = say(
    "staff.dates.refused",
    "Nothing was entered. The date must be one to come, and not years away.",
    "After a date that cannot be entered.",
)
DATE_ENTERED = say(
    "staff.dates.entered",
    "Entered for {patient}: {kind}, {at}.\nThe number of this date is {number}.",
    "After a date was entered.",
    {
        "patient": PATIENT,
        "kind": Term("patient.kind.infusion"),
        "at": Moment("2026-12-01T09:30[Europe/Istanbul]"),
        "number": Number(31),
    },
)
DATE_CANCELLED = say(
    "staff.dates.cancelled",
    "Cancelled for {patient}: {kind}, {at}.\n"
    "A patient who knew of this date is told here. If it is soon, please call too.",
    "After a date was cancelled.",
    {
        "patient": PATIENT,
        "kind": Term("patient.kind.infusion"),
        "at": Moment("2026-12-01T09:30[Europe/Istanbul]"),
    },
)
DATE_UNKNOWN = say(
    "staff.dates.unknown",
    "{patient} has no planned date with this number. Nothing has changed.",
    "After a date to cancel that is not there.",
    {"patient": PATIENT},
)
GIVEN = say(
    "staff.given.noted",
    "{patient}: the infusion of {at} took place.",
    "After an infusion was marked as given.",
    {"patient": PATIENT, "at": Moment("2026-12-01T09:30[Europe/Istanbul]")},
)
GIVEN_BATCH = say(
    "staff.given.batch",
    "Brand: {brand}. Batch: {batch}",
    "Paragraph: which medicine was given.",
    {"brand": Plain("Truxima"), "batch": Plain("B1234")},
)
GIVEN_ASK = say(
    "staff.given.ask",
    "Which brand and batch? Write: /given {patient} BRAND BATCH",
    "Paragraph, when brand and batch are not known yet.",
    {"patient": PATIENT},
)
NONE_GIVEN = say(
    "staff.given.none",
    "{patient} has no infusion up to today that could be marked. Enter it first: /dates {patient}",
    "After /given without an infusion that fits.",
    {"patient": PATIENT},
)
