"""What a care team reads about itself: its group, who is on call, whose telephone rings."""

from collections.abc import Mapping

from care.people import Position
from messages.declare import Text
from messages.listing import Lines, line
from messages.texts.staff import PATIENT, button, say
from messages.values import Day, Name, Term

TEAM = Name("Rheumatology")
ANA = {"name": Name("Ana")}

# --- Which group is the team's --------------------------------------------------------------------

BOUND = say(
    "staff.group.bound",
    "This group now receives the alerts of {team}.",
    "In a group, when it becomes the team's.",
    {"team": TEAM},
)
UNBOUND = say(
    "staff.group.unbound",
    "This group belongs to no care team, and nothing is sent here.\n"
    "To make it a team's group, write the team's code: /bind CODE\n"
    "An admin gets the code where this service runs.",
    "In a group that is no team's, once an hour at most.",
)
BAD_CODE = say(
    "staff.group.bad_code",
    "This code does not work here: it is wrong, used or too old. Nothing has changed.\n"
    "Ask for a new one where this service runs.",
    "After a code that does not bind the group.",
)
NEEDS_CODE = say(
    "staff.group.needs_code",
    "Write the code after the command: /bind CODE",
    "After the command without a code.",
)
BIND_IN_GROUP = say(
    "staff.group.bind_in_group",
    "Write this in the group of your care team, not here.",
    "After /bind in a private chat.",
)
PATIENT_REFUSED = say(
    "staff.group.patient_refused",
    "A patient of the team, or who cares for one, cannot do this. Nothing has changed.",
    "When somebody whom the team cares for tries to bind a group.",
)
TAKEN = say(
    "staff.group.taken",
    "This group belongs to another team already. Nothing has changed.",
    "When a code of one team is used in the group of another.",
)
MOVED_AWAY = say(
    "staff.group.moved_away",
    "The alerts of {team} now go to another group. Nothing more is sent here.",
    "In the group that was the team's until now.",
    {"team": TEAM},
)
LOST = say(
    "staff.group.lost",
    "🔴 The group of {team} can no longer be reached: I was removed from it.\n"
    "Alerts reach only who is on call, in the direct chat.\n"
    "Add me to the group again, as an administrator.",
    "To everybody on call and every admin, when the bot was removed from the group.",
    {"team": TEAM},
    grave=True,
)
LOST_SILENT = say(
    "staff.group.muted",
    "🔴 I may not write in the group of {team}.\n"
    "Alerts reach only who is on call, in the direct chat.\n"
    "Make me an administrator of the group.",
    "To everybody on call and every admin, when the group forbids the bot to write.",
    {"team": TEAM},
    grave=True,
)
PATIENT_IN_GROUP = say(
    "staff.group.patient_in",
    "Somebody whom this team cares for is now in this group.\nThey can read the alerts.\n"
    "Please remove them: {patient}",
    "In the team's group, when a patient or a caregiver was added to it.",
    {"patient": PATIENT},
    grave=True,
)
ANONYMOUS = say(
    "staff.group.anonymous",
    "I cannot see who you are. Turn off “Remain anonymous” for yourself in this group.",
    "After a command by an administrator who writes as the group.",
)

# --- What the self-check found --------------------------------------------------------------------

CHECKED = say(
    "staff.check.right",
    "I can write here and read replies under alerts.",
    "After the group was bound, when its settings are right.",
)
MENDED = say(
    "staff.check.mended",
    "The settings of this group are right now.",
    "When what the self-check had found was put right.",
)
NOT_ADMIN = say(
    "staff.check.not_admin",
    "Please make me an administrator of this group.\n"
    "Until then I may miss replies under alerts, and do not see who leaves.",
    "Paragraph of the self-check.",
)
HISTORY = say(
    "staff.check.history",
    "New members of this group can read old alerts.\n"
    "Please hide the chat history for new members, in the group's settings.",
    "Paragraph of the self-check.",
)
AUTO_DELETE = say(
    "staff.check.auto_delete",
    "This group deletes its messages by itself, alerts too.\n"
    "Please turn auto-delete off, in the group's settings.",
    "Paragraph of the self-check.",
    grave=True,
)

# --- Members --------------------------------------------------------------------------------------

LEFT = say(
    "staff.member.left",
    "{name} left this group, so {name} is no longer a member of the team.\n"
    "A new invitation, made where this service runs, brings {name} back.",
    "In the team's group, when a member left it or was removed.",
    ANA,
)
LEFT_YOU = say(
    "staff.member.left_you",
    "You left the group of {team}, so you are no longer a member of the team.\n"
    "Alerts no longer reach you. By mistake? Ask an admin for a new invitation.",
    "To a member who left the team's group.",
    {"team": TEAM},
)
GAP = say(
    "staff.member.gap",
    "🔴 Now nobody is {position}. Please take over: /oncall",
    "Paragraph, when the one on call left or cannot be paged.",
    {"position": Term("staff.position.primary")},
    grave=True,
)
BLOCKED = say(
    "staff.member.blocked",
    "🔴 {name} has blocked me and cannot be paged.",
    "In the team's group, when a member blocked the bot.",
    ANA,
    grave=True,
)
HELP = say(
    "staff.help",
    "You are a member of {team}. I pass the patients' reports on, and their questions.\n"
    "/alerts – what is not closed\n"
    "/tasks – what is to be done\n"
    "/oncall – who is on call, and to take over\n"
    "/test – does your telephone ring?\n"
    "/patients – all patients\n"
    "/team – hours, infusion unit, reminders\n"
    "/thresholds – from when on a report is urgent\n"
    "/patient P-0007 – one patient: reachable, in hospital, died\n"
    "/patient P-0007 born 2010-05-01 – a child's date of birth\n"
    "/invite NAME – a way in for a new patient\n"
    "/plan P-0007 – the plan, also to change it\n"
    "/dates P-0007 – dates, also to enter one\n"
    "/given P-0007 – the infusion took place\n"
    "/transfer P-0007 – to another team here\n"
    "/topics – what patients can look up\n"
    "/settings – your language and country\n"
    "/privacy – what is kept",
    "To a member who asks for help, or writes what means nothing here.",
    {"team": TEAM},
)
NOT_A_MEMBER = say(
    "staff.command.refused",
    "Only members of this care team can do this. Nothing has changed.",
    "After a team's command by somebody else.",
)
WHICH_TEAM = say(
    "staff.command.which_team",
    "You are in several teams. Write this in the group of the one you mean.",
    "After a command that must know the team.",
)
EDITED = say(
    "staff.command.edited",
    "I do not act on edited messages. Please write it again.",
    "After an edited command.",
)

# --- On call --------------------------------------------------------------------------------------

POSITIONS: Mapping[Position, Text] = {
    Position.PRIMARY: say("staff.position.primary", "first on call", "A position on call."),
    Position.BACKUP: say("staff.position.backup", "second on call", "A position on call."),
    Position.LEAD: say("staff.position.lead", "lead", "A position on call."),
}
STANDS = say(
    "staff.oncall.stands",
    "{position}: {name}",
    "A line of the list of who is on call.",
    {"position": Term("staff.position.primary"), **ANA},
)
STANDS_BY_DAY = say(
    "staff.oncall.stands_by_day",
    "{position}: {name}, only in the team's hours",
    "A line of the list: this member is not paged outside the hours.",
    {"position": Term("staff.position.primary"), **ANA},
)
STANDS_UNREACHABLE = say(
    "staff.oncall.unreachable",
    "{position}: {name} – CANNOT BE PAGED, has not pressed Start or has blocked me",
    "A line of the list of who is on call.",
    {"position": Term("staff.position.primary"), **ANA},
    grave=True,
)
NOBODY = say(
    "staff.oncall.nobody",
    "{position}: NOBODY",
    "A line of the list of who is on call.",
    {"position": Term("staff.position.primary")},
    grave=True,
)
ROTA = say(
    "staff.oncall.rota",
    "On call now, {team}:\n{rota}",
    "The list of who is on call.",
    {"team": TEAM, "rota": Lines([line(STANDS, {"position": "staff.position.lead", "name": "A"})])},
)
ROTA_HINT = say(
    "staff.oncall.hint",
    "To take over, press your place. It holds until somebody else takes it.",
    "Under the list of who is on call.",
)
TAKES: Mapping[Position, Text] = {
    Position.PRIMARY: button("take_primary", "I am first", "Under the list of who is on call."),
    Position.BACKUP: button("take_backup", "I am second", "Under the list of who is on call."),
    Position.LEAD: button("take_lead", "I am the lead", "Under the list of who is on call."),
}
STAND_DOWN = button("stand_down", "I am off duty", "Under the list of who is on call.")
NIGHTS = button("nights", "Page me also at night", "Under the list of who is on call.")
NO_NIGHTS = button("no_nights", "Only in team hours", "Under the list of who is on call.")
TOOK = say(
    "staff.oncall.took",
    "{name} is now {position}.",
    "In the group and as the answer, when a member went on call.",
    {**ANA, "position": Term("staff.position.primary")},
)
OFF = say(
    "staff.oncall.off",
    "{name} is off duty.",
    "In the group and as the answer, when a member stood down.",
    ANA,
)
PAGED_ALWAYS = say(
    "staff.oncall.paged_always",
    "{name} is paged at any hour.",
    "In the group and as the answer.",
    ANA,
)
PAGED_BY_DAY = say(
    "staff.oncall.paged_by_day",
    "{name} is paged only in the team's hours.",
    "In the group and as the answer.",
    ANA,
)
START_FIRST = say(
    "staff.oncall.start_first",
    "I cannot page you yet. Open a chat with me and press Start, then come back here.",
    "Answer to a member who wants to go on call and cannot be written to.",
)

# --- Does the telephone ring? ---------------------------------------------------------------------

TEST = say(
    "staff.test.alert",
    "TEST · This is no alert. No patient needs you.\nDid your telephone ring or vibrate just now?",
    "The test alert, to one member.",
)
RANG = button("rang", "Yes, it did", "Under the test alert.")
SILENT = button("did_not_ring", "No", "Under the test alert.")
TESTED = say(
    "staff.test.yes",
    "TEST · Noted, {day}: the telephone of {name} rings.",
    "Replaces the test alert.",
    {**ANA, "day": Day("2026-12-01")},
)
TEST_FAILED = say(
    "staff.test.no",
    "TEST · Then an alert would not reach you. Please see to it now:\n"
    "1. In Telegram: unmute this chat, and turn notifications on.\n"
    "2. In the telephone: let Telegram ring, also in “Do not disturb”.\n"
    "3. Write /test again.",
    "Replaces the test alert, when the telephone did not ring.",
)
TEST_FAILED_GROUP = say(
    "staff.test.no_group",
    "The telephone of {name} did not ring in a test.",
    "In the team's group.",
    ANA,
)
TEST_SENT = say(
    "staff.test.sent",
    "A test alert is on its way to your direct chat.",
    "In the group, after /test.",
)
