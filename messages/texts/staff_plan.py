"""What a member reads while looking at a patient's plan, making one, and changing its dates.

No dose stands here and none can: the clinic enters dates. Names of regimens, tests and conditions
are those of `care/`. A patient's name stands only where a text says so: in the direct chat.
"""

from messages.listing import Lines, line
from messages.texts.staff import PATIENT, say
from messages.texts.staff_plan_names import key
from messages.values import Day, Label, Moment, Name, Number, Plain, Term, Terms

AT = Moment("2026-12-01T09:30[Europe/Istanbul]")
DAY = Day("2026-12-01")
KIND = Term("patient.kind.infusion")
SOURCE = Plain("Truxima US prescribing information: two infusions, two weeks apart")
DIRECT = "To one member, in the direct chat only."
PREVIEW = "Paragraph of a plan that is not entered yet."
WIDE = 64


# --- The plan -----------------------------------------------------------------------------------

TITLE = say(
    "staff.plan.title",
    "{patient}: plan and dates",
    "First line of a plan.",
    {"patient": PATIENT},
)
TITLE_NAMED = say(
    "staff.plan.title_named",
    "{patient} · {name}: plan and dates",
    f"First line of a plan. {DIRECT}",
    {"patient": PATIENT, "name": Name("Mina Demir")},
)
NO_PLAN = say("staff.plan.none", "No plan is entered.", "Instead of a plan.")
REGIMEN = say(
    "staff.plan.regimen",
    "{regimen}\n{label}",
    "Which regimen a plan follows.",
    {
        "regimen": Term("staff.plan.regimen.RA_COURSE"),
        "label": Term("staff.plan.label.RA_COURSE"),
    },
)
OFF_LABEL = say(
    "staff.plan.off_label",
    "OFF-LABEL: no label covers this use.",
    "Paragraph of a plan whose use no label covers.",
    grave=True,
)
DATE = say(
    "staff.plan.date",
    "{n}. {kind}, {at}\n– {status}, {answer}. {standing}",
    "One date of a plan, in two lines.",
    {
        "n": Number(1),
        "kind": KIND,
        "at": AT,
        "status": Term("staff.date.planned"),
        "answer": Term("staff.date.unanswered"),
        "standing": Term("staff.plan.standing.proposed"),
    },
)
PROPOSED_DATE = say(
    "staff.plan.proposed_date",
    "{n}. {kind}, {at}\n– {standing}",
    "One date of a plan that is not entered yet, in two lines.",
    {
        "n": Number(1),
        "kind": KIND,
        "at": AT,
        "standing": Term("staff.plan.standing.proposed"),
    },
)
TESTS_OF = say(
    "staff.plan.tests_of",
    "– {tests}",
    "The blood tests of one date, under it.",
    {"tests": Terms(["staff.plan.test.cbc"])},
)
DATES = say(
    "staff.plan.dates",
    "{dates}",
    "The dates of a plan.",
    {"dates": Lines([line(DATE, DATE.samples)])},
)
NO_DATES = say("staff.plan.no_dates", "No date is planned.", "Instead of the dates of a plan.")
MORE = say(
    "staff.plan.more",
    "Shown are dates {first} to {last} of {count}.",
    "Under the dates of a plan that are many.",
    {"first": Number(1), "last": Number(12), "count": Number(19)},
)
OTHERS_LEFT = say(
    "staff.plan.others_left",
    "– {count} more: press “{after}”",
    "Last line of a list of dates of which a part is shown.",
    {"count": Number(3), "after": Label("staff.button.plan_dates_after")},
)
SOURCE_LINE = say(
    "staff.plan.source",
    "– {source} ({standing})",
    "Where days of a plan come from. The source is named as published.",
    {"source": SOURCE, "standing": Term("staff.plan.standing.proposed")},
)
SOURCES = say(
    "staff.plan.sources",
    "Where the days come from:\n{sources}",
    "Under the dates of a plan.",
    {"sources": Lines([line(SOURCE_LINE, SOURCE_LINE.samples)])},
)
ELSEWHERE = say(
    "staff.plan.elsewhere",
    "To make a new plan, write /plan {patient} in our direct chat.",
    "Under a plan that is shown in the group.",
    {"patient": PATIENT},
)
OVER = say(
    "staff.plan.over",
    "This screen is over, or somebody else asked for it. Nothing has changed. Write /plan again.",
    "Answer to a press under a plan that does not count.",
)
LEFT = say(
    "staff.plan.left",
    "{patient}: nothing more was changed.",
    "Replaces the screen when a member leaves it.",
    {"patient": PATIENT},
)
NOT_SO = say(
    "staff.plan.not_so",
    "This cannot be entered. Nothing has changed. A date must be one to come, and not years away.",
    "Answer to a date that cannot be entered.",
)
CHANGED_SINCE = say(
    "staff.plan.changed_since",
    "Something has changed meanwhile. Nothing was entered. Please look again.",
    "First paragraph of a preview that is shown anew.",
)
NONE_HERE = say(
    "staff.plan.none_here",
    "There is no date for this now.",
    "Answer to a press where no date is left to choose.",
)
# --- A new plan ---------------------------------------------------------------------------------

REGIMEN_LINE = say(
    "staff.plan.regimen_line",
    "{n}. {regimen}",
    "One regimen to choose, with the number of its button.",
    {"n": Number(1), "regimen": Term("staff.plan.regimen.RA_COURSE")},
)
ASK_REGIMEN = say(
    "staff.plan.ask_regimen",
    "Which regimen? The clinic decides; I only propose dates.\n{regimens}",
    "To choose a regimen by its number.",
    {"regimens": Lines([line(REGIMEN_LINE, REGIMEN_LINE.samples)])},
)
NOT_OURS = say(
    "staff.plan.not_ours",
    "Lymphoma and leukaemia are not scheduled here.\n"
    "Rituximab goes by chemotherapy cycles there. The oncology team plans them.",
    "Answer to who wants a plan for lymphoma or leukaemia.",
    grave=True,
)
ASK_CONDITIONS = say(
    "staff.plan.ask_conditions",
    "What holds for this patient? It changes which blood tests I propose.",
    "To mark what holds, by buttons.",
)
PRESET_LINE = say(
    "staff.plan.preset_line",
    "{n}. {preset}",
    "One way to space blood tests, with the number of its button.",
    {"n": Number(1), "preset": Term("staff.plan.preset.default")},
)
ASK_PRESET = say(
    "staff.plan.ask_preset",
    "How often the blood count?\n{presets}",
    "To choose how often blood is counted.",
    {"presets": Lines([line(PRESET_LINE, PRESET_LINE.samples)])},
)
ASK_INDUCTION = say(
    "staff.plan.ask_induction",
    "What brought the disease under control before maintenance?",
    "To choose what the induction was.",
)
ASK_INDUCED = say(
    "staff.plan.ask_induced",
    "When was the last induction infusion, or the disease under control?",
    "Above a calendar.",
)
ASK_LAST = say(
    "staff.plan.ask_last",
    "On which day was the last infusion of this patient, here or elsewhere?",
    "Above a calendar of days that are over, on the way to a new plan.",
)
LAST_BEFORE = say(
    "staff.plan.last_before",
    "The infusion before this plan: {before}",
    "Paragraph of a proposed plan.",
    {"before": DAY},
)
ASK_FIRST = say("staff.plan.ask_first", "Which day is the first infusion?", "Above a calendar.")
ASK_DAYS = say(
    "staff.plan.ask_days",
    "The sources leave the days open here. Choose every day of an infusion.",
    "Above a calendar on which several days are chosen.",
)
CHOSEN_DAY = say("staff.plan.chosen_day", "– {day}", "One day that is chosen.", {"day": DAY})
CHOSEN = say(
    "staff.plan.chosen",
    "Chosen:\n{days}",
    "The days that are chosen so far.",
    {"days": Lines([line(CHOSEN_DAY, CHOSEN_DAY.samples)])},
)
ASK_TIME = say(
    "staff.plan.ask_time",
    "{day}\nAt what time, by the clinic's clock?",
    "To choose a time.",
    {"day": DAY},
)
ASK_COURSES = say(
    "staff.plan.ask_courses",
    "How many courses shall I propose?",
    "To choose how many courses a plan has.",
)
PROPOSAL = say(
    "staff.plan.proposal",
    "A PROPOSAL. Nothing is entered yet.",
    "First paragraph of a plan that is not entered.",
    grave=True,
)
ENDS = say(
    "staff.plan.ends",
    "The present plan ends. These dates of it are cancelled:\n{gone}",
    PREVIEW,
    {"gone": Lines([line(CHOSEN_DAY, CHOSEN_DAY.samples)])},
)
ENDS_ONLY = say("staff.plan.ends_only", "The present plan ends. None of its dates goes.", PREVIEW)
STAYS = say(
    "staff.plan.stays",
    "These dates stay as they are:\n{kept}",
    PREVIEW,
    {"kept": Lines([line(CHOSEN_DAY, CHOSEN_DAY.samples)])},
)
OTHER_DATE = say(
    "staff.plan.other_date",
    "– {kind}, {at}",
    "One date that is cancelled, moved or left as it is.",
    {"kind": KIND, "at": AT},
)
UNUSUAL = say(
    "staff.plan.unusual",
    "Unusual. You decide:\n{warnings}",
    "Warnings about a plan.",
    {"warnings": Lines([line(CHOSEN_DAY, CHOSEN_DAY.samples)])},
)
CANCELLED = say(
    "staff.plan.cancelled",
    "Cancelled. A patient who knew of it is told here. If it is soon, please call too.",
    "First paragraph after a date was cancelled.",
)
MOVED = say(
    "staff.plan.moved",
    "Moved. A patient who gets my reminders is told of the new date. If it is soon, call too.",
    "First paragraph after dates were moved.",
)
UNHEARD = say(
    "staff.plan.unheard",
    "This patient gets no reminders now, and hears nothing of this from me. Please call.",
    "After dates were entered, moved or cancelled of a patient who has stopped reminders, is in "
    "hospital, or has not joined.",
)
NOT_OURS_NOW = say(
    "staff.plan.not_ours_now",
    "This patient is no longer with your team, or has died. Nothing has changed.",
    "Answer to who wants to change dates of a patient whose care here has ended.",
)
NOTED = say("staff.plan.noted", "Noted.", "First paragraph after something was noted.")
ENTERED = say(
    "staff.plan.entered",
    "Entered. A patient who gets my reminders is reminded.",
    "First paragraph after something was entered.",
)
# --- Changing dates -----------------------------------------------------------------------------

ASK_WHICH = say(
    "staff.plan.ask_which",
    "Which date? Press its number.\n{dates}",
    "To choose one date by its number.",
    {"dates": Lines([line(DATE, DATE.samples)])},
)
ASK_NEW_DAY = say(
    "staff.plan.ask_new_day",
    "{kind}, {at}\nTo which day?",
    "Above a calendar, to move a date.",
    {"kind": KIND, "at": AT},
)
MOVE = say(
    "staff.plan.move",
    "{kind}\nFrom: {at}\nTo: {to}\nNothing is moved yet.",
    "Before a date is moved.",
    {"kind": KIND, "at": AT, "to": Moment("2026-12-03T09:30[Europe/Istanbul]")},
)
MOVED_LINE = say(
    "staff.plan.moved_line",
    "– {kind}, {at}\n   would be {to}",
    "One date that hangs on a date that is moved.",
    {"kind": KIND, "at": AT, "to": Moment("2026-12-17T09:30[Europe/Istanbul]")},
)
TESTS_HANG = say(
    "staff.plan.tests_hang",
    "Blood tests for it:\n{hanging}",
    "Blood tests that are drawn for an infusion that is cancelled.",
    {"hanging": Lines([line(OTHER_DATE, OTHER_DATE.samples)])},
)
HANGS = say(
    "staff.plan.hangs",
    "These hang on it:\n{hanging}",
    "Dates that hang on a date that is moved or cancelled.",
    {"hanging": Lines([line(MOVED_LINE, MOVED_LINE.samples)])},
)
UNUSUAL_ALL = say(
    "staff.plan.unusual_all",
    "Unusual if all move:\n{warnings_all}",
    "Warnings about moving a date with all that hangs on it.",
    {"warnings_all": Lines([line(CHOSEN_DAY, CHOSEN_DAY.samples)])},
)
UNUSUAL_ONE = say(
    "staff.plan.unusual_one",
    "Unusual if only this one moves:\n{warnings_one}",
    "Warnings about moving one date alone.",
    {"warnings_one": Lines([line(CHOSEN_DAY, CHOSEN_DAY.samples)])},
)
CANNOT_ALL = say(
    "staff.plan.cannot_all",
    "They cannot all move: {why_all}",
    "Why a date cannot be moved with all that hangs on it.",
    {"why_all": Term("staff.plan.fault.same_moment")},
)
CANNOT_ONE = say(
    "staff.plan.cannot_one",
    "It cannot move alone: {why_one}",
    "Why a date cannot be moved alone.",
    {"why_one": Term("staff.plan.fault.same_moment")},
)
ASK_KIND = say("staff.plan.ask_kind", "What shall be added?", "To choose what is added.")
ASK_TESTS = say(
    "staff.plan.ask_tests", "Which tests? Mark them, then go on.", "To mark tests by buttons."
)
ASK_NEW = say(
    "staff.plan.ask_new",
    "{kind}: which day?",
    "Above a calendar, to add a date.",
    {"kind": KIND},
)
ADD = say(
    "staff.plan.add",
    "{kind}, {at}\nNothing is entered yet.",
    "Before a date is added.",
    {"kind": KIND, "at": AT},
)
CANCEL = say(
    "staff.plan.cancel",
    "Cancel {kind}, {at}?",
    "Before a date is cancelled.",
    {"kind": KIND, "at": AT},
)
TOOK_PLACE = say(
    "staff.plan.took_place",
    "{kind}, {at}\nDid it take place?",
    "To say how a date ended.",
    {"kind": KIND, "at": AT},
)
ASK_BRAND = say(
    "staff.plan.ask_brand",
    "Which brand was given? Press it, or write it to me in our direct chat.",
    "After an infusion took place.",
)
ASK_BATCH = say(
    "staff.plan.ask_batch",
    "Brand: {brand}\nWhich batch? Write it to me in our direct chat, as on the pack.",
    "After the brand was chosen.",
    {"brand": Plain("Truxima")},
)
BATCH_READ = say(
    "staff.plan.batch_read",
    "Brand: {brand}\nBatch: {batch}\nIs this right?",
    "Before brand and batch are kept.",
    {"brand": Plain("Truxima"), "batch": Plain("B1234")},
)
# --- Buttons ------------------------------------------------------------------------------------

NUMBER = key("number", "{n}", {"n": Number(1)})
ON = key("on", "● {what}", {"what": Term("staff.plan.condition.lung_disease")})
OFF = key("off", "○ {what}", {"what": Term("staff.plan.condition.lung_disease")})
NEW = key("new", "New plan")
MOVE_ONE = key("move", "Move a date")
ADD_ONE = key("add", "Add a date")
CANCEL_ONE = key("cancel", "Cancel a date")
END_ONE = key("end", "It took place, or not")
CLOSE = key("close", "Close")
DATES_BEFORE = key("dates_before", "Dates before")
DATES_AFTER = key("dates_after", "Dates after")
ONCOLOGY = key("oncology", "Lymphoma or leukaemia")
GO_ON = key("go_on", "Go on")
NONE_SO_FAR = key("none_so_far", "None so far")
NOT_KNOWN = key("not_known", "Not known")
ACCEPT = key("accept", "Enter these dates")
ACCEPT_ENDING = key("accept_ending", "End the old, enter these")
CHANGE = key("change", "Change something")
LEAVE = key("leave", "Leave it")
MOVE_ALL = key("move_all", "Move all of these")
MOVE_THIS = key("move_this", "Move only this one")
ENTER = key("enter", "Enter this date")
CANCEL_ALL = key("cancel_all", "Cancel it and its tests")
CANCEL_THIS = key("cancel_this", "Cancel only this one")
YES_GIVEN = key("given", "Yes, it took place")
NOT_GIVEN = key("missed", "No, it did not")
BRAND = key("brand", "{brand}", {"brand": Plain("Truxima")})
KEEP_BATCH = key("keep_batch", "Yes, keep this")
