"""What a patient reads around infusions: the questions before, the day after, and later.

First lines are fit for a lock screen. `.you` speaks to the patient, `.care` to somebody who cares
for the patient. Values begin with `q_`, so that they never meet those of the dates in one message.
Figures are never written here: they come from the data. Status of all wording: proposed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from care.cadence import CheckPart
from care.pre_infusion import FIGURES, Item
from messages.declare import Level, Reader, Text, Var, text
from messages.values import Ambulance, Day, Label, Moment, Name, Number, Phone, Terms

BUTTON_UNITS = 28


@dataclass(frozen=True, slots=True)
class Figure(Number):
    """A number of the data in a line of a list: nobody passes it, its sample is the data."""

    def absent(self, reader: Reader) -> str:
        """Write the number of the data."""
        return self.show(self.sample, reader)


NAME = Name("Mina")
UNWELL = Label("redflag.button.unwell")
DAY = Day("2026-12-01T09:30[Europe/Istanbul]")
UNTIL = Moment("2026-12-01T08:30[Europe/Istanbul]")
_VARS: Mapping[str, Var] = {
    "q_name": NAME,
    "unwell": UNWELL,
    "q_list": Terms(["patient.item.nerves", "patient.item.infection"], lines=True),
    "q_weeks": Figure(FIGURES["weeks"]),
    "q_watch_day": DAY,
    "q_watch_until": Moment("2026-12-02T15:30[Europe/Istanbul]"),
    "q_unit": Phone(["+90 212 999 80 82"], lines=True),
    "q_call": Phone(["+90 212 999 80 80"], lines=True),
    "q_night": Phone(["+90 212 999 80 81"], lines=True),
    "q_emergency": Ambulance(["112"], lines=True),
    "q_now": Ambulance(["112"]),
    "q_by": Name("Ali"),
    **{f"q_{part}_day": DAY for part in CheckPart},
    **{f"q_{part}_until": UNTIL for part in CheckPart},
    **{f"q_{part}_yes": Terms(["patient.item.vaccine"], lines=True) for part in CheckPart},
    "wrong": Label("patient.button.q_wrong"),
    "done": Label("patient.button.q_done"),
}


def _critical(name: str, english: str, where: str) -> Text:
    used = {key: var for key, var in _VARS.items() if f"{{{key}}}" in english}
    return text(f"patient.{name}", english, level=Level.CRITICAL, where=where, vars=used)


def _both(name: str, you: str, care: str, where: str) -> str:
    """Declare a message in both voices and return its id without the voice."""
    _critical(f"{name}.you", you, where)
    _critical(f"{name}.care", care, f"{where} To a caregiver.")
    return f"patient.{name}"


def _button(name: str, english: str, where: str) -> Text:
    id = f"patient.button.q_{name}"
    return text(id, english, level=Level.CRITICAL, where=where, limit=BUTTON_UNITS)


HEAD = _both(
    "ask",
    "A question from your care team",
    "A question from the care team\nIt is about {q_name}.",
    "First paragraph of every question we begin.",
)

# --- Before an infusion ---------------------------------------------------------------------------

_LINES: Mapping[Item, tuple[str, str]] = {
    Item.NERVES: (
        "New or worse trouble with thinking, eyesight, balance or strength",
        "Thinking, sight, balance",
    ),
    Item.INFECTION: ("Fever, cough or another infection, or an antibiotic", "Fever or infection"),
    Item.HEART: ("New trouble with the heart or with breathing", "Heart or breathing"),
    Item.MEASLES: ("Close to somebody with measles", "Close to measles"),
    Item.CHICKENPOX: ("Close to somebody with chickenpox or shingles", "Chickenpox or shingles"),
    Item.COVID: ("Close to somebody with COVID", "Close to COVID"),
    Item.PREGNANCY: ("Pregnant, or perhaps pregnant", "Perhaps pregnant"),
    Item.VACCINE: ("A vaccine in the last {q_weeks} weeks, or one planned", "A vaccine"),
    Item.MEDICINE: ("A new medicine", "A new medicine"),
    Item.SURGERY: ("Surgery or a visit to the dentist planned", "Surgery or dentist"),
    Item.REACTION: ("A bad reaction to the last infusion", "A reaction last time"),
}
LINES: Mapping[Item, Text] = MappingProxyType(
    {
        item: _critical(f"item.{item}", long, "A line of the list before an infusion.")
        for item, (long, _) in _LINES.items()
    }
)
BUTTONS: Mapping[Item, Text] = MappingProxyType(
    {
        item: _button(f"item_{item}", short, "Under the list before an infusion: yes to this line.")
        for item, (_, short) in _LINES.items()
    }
)

_BEFORE = "Question before an infusion. Two buttons: nothing, and yes."
LIST = _both(
    f"ask.{CheckPart.WEEK_BEFORE}",
    "Before the infusion on {q_week_before_day}:\n"
    "Is one of these true for you?\n{q_list}\n"
    "Not sure? Then answer yes.",
    "Before the infusion on {q_week_before_day}:\n"
    "Is one of these true for {q_name}?\n{q_list}\n"
    "Not sure? Then answer yes.",
    _BEFORE,
)
DAY_BEFORE = _both(
    f"ask.{CheckPart.DAY_BEFORE}",
    "Before the infusion on {q_day_before_day}:\n"
    "Is anything new since you were last asked?\n"
    "Fever, cough, an infection, an antibiotic?\n"
    "Trouble with thinking, eyesight, balance or strength?\n"
    "Not sure? Then answer yes.",
    "Before the infusion on {q_day_before_day}:\n"
    "Is anything new in {q_name} since the last questions?\n"
    "Fever, cough, an infection, an antibiotic?\n"
    "Trouble with thinking, eyesight, balance or strength?\n"
    "Not sure? Then answer yes.",
    _BEFORE,
)
MORNING = _both(
    f"ask.{CheckPart.MORNING}",
    "Before you set out: is anything new, or are you unwell?",
    "Before you set out: is anything new in {q_name}?",
    _BEFORE,
)
CHOOSE = _both(
    "ask.which",
    "Which one? Press each line that fits you.\n"
    "{q_list}\n"
    "Each press counts at once. Then press “{done}”.",
    "Which one? Press each line that fits {q_name}.\n"
    "{q_list}\n"
    "Each press counts at once. Then press “{done}”.",
    "After “Yes” to a question before an infusion. Buttons with the lines follow.",
)
NOTHING = _both(
    "ask.nothing",
    "Noted. You reported nothing new.\n"
    "This is not a medical opinion.\n"
    "Does anything change? Answer again below, or press “{unwell}”.",
    "Noted. You reported nothing new about {q_name}.\n"
    "This is not a medical opinion.\n"
    "Does anything change? Answer again below, or press “{unwell}”.",
    "After “nothing”. Never says that all is well.",
)
YES: Mapping[CheckPart, Text] = MappingProxyType(
    {
        part: _critical(
            f"ask.{part}.yes",
            f"The answer was yes to:\n{{q_{part}_yes}}",
            "After yes to lines of the list.",
        )
        for part in (CheckPart.WEEK_BEFORE, CheckPart.DAY_BEFORE, CheckPart.MORNING)
    }
)
UNSAID = _critical(
    "ask.yes_unsaid",
    "The answer was yes. It was not said to what.\nPlease press the line that fits, or call.",
    "After yes, when no line of the list was pressed.",
)
LOOKED_AT = _both(
    f"ask.{CheckPart.WEEK_BEFORE}.looked_at",
    "Your team will look at this before {q_week_before_day}.\n"
    "Nothing is cancelled: that is for your team to say.",
    "The team will look at this before {q_week_before_day}.\n"
    "Nothing is cancelled: that is for the team to say.",
    "After yes, days before the infusion.",
)
CALL_NOW = _both(
    "ask.call_now",
    "For one of these, do not wait: call your team now.",
    "For one of these, do not wait: call the team about {q_name} now.",
    "After yes to a line that is urgent.",
)
STAY: Mapping[CheckPart, str] = MappingProxyType(
    {
        part: _both(
            f"ask.{part}.stay",
            "Do not set out before your team has answered.\n"
            f"Nothing heard by {{q_{part}_until}}?\n"
            "Call the infusion unit:\n{q_unit}\n"
            "Nothing is cancelled: that is for your team to say.",
            "Do not set out with {q_name} before the team has answered.\n"
            f"Nothing heard by {{q_{part}_until}}?\n"
            "Call the infusion unit:\n{q_unit}\n"
            "Nothing is cancelled: that is for the team to say.",
            "After yes, the day before the infusion or on its morning.",
        )
        for part in (CheckPart.DAY_BEFORE, CheckPart.MORNING)
    }
)
CHANGED = _critical(
    "ask.changed",
    "This question no longer counts for this date.",
    "In place of a question about an infusion that was moved, cancelled, or cannot be.",
)
ENDED = _critical(
    "ask.ended",
    "The time for this question is over.\nUnwell now? Press “{unwell}”, or call.",
    "In place of a question before an infusion, once it is time to set out.",
)
BY = _critical(
    "ask.by",
    "This was answered by {q_by}.",
    "Under a question that somebody else has answered, in the other chat.",
)

# --- The day after an infusion --------------------------------------------------------------------

TOOK_PLACE = _both(
    "ask.took_place",
    "Did the infusion on {q_watch_day} take place?",
    "Did the infusion of {q_name} on {q_watch_day} take place?",
    "In the questions after an infusion, until somebody has said. Three buttons follow.",
)
WATCH = _both(
    "ask.watch",
    "A reaction can still come. Please watch until {q_watch_until}.\n"
    "Trouble breathing, a swollen face or throat, chest pain, fainting? Call {q_now} now.\n"
    "Fever, shaking, rash, itching or dizziness?\n"
    "Press “{wrong}” at once, and call your team.",
    "A reaction can still come. Please watch {q_name} until {q_watch_until}.\n"
    "Trouble breathing, a swollen face or throat, chest pain, fainting? Call {q_now} now.\n"
    "Fever, shaking, rash, itching or dizziness?\n"
    "Press “{wrong}” at once, and call the team.",
    "In the hours after an infusion. Two buttons: nothing unusual, something is wrong.",
)
CLOSING = _both(
    "ask.closing",
    "Since the infusion on {q_watch_day}: was anything unusual?\n"
    "Fever, shaking, rash, itching, swelling or dizziness?\n"
    "Trouble breathing, chest pain, fainting?",
    "Since the infusion on {q_watch_day}: was anything unusual in {q_name}?\n"
    "Fever, shaking, rash, itching, swelling or dizziness?\n"
    "Trouble breathing, chest pain, fainting?",
    "A day after an infusion. Two buttons: nothing unusual, something is wrong.",
)
NOTHING_UNUSUAL = _both(
    "ask.nothing_unusual",
    "Noted. You reported nothing, so your team was not alerted.\n"
    "Medicines given with the infusion can hide a fever. Please keep watching.\n"
    "This is not a medical opinion.\n"
    "Does anything change? Press “{wrong}” or “{unwell}”.",
    "Noted. You reported nothing about {q_name}, so the team was not alerted.\n"
    "Medicines given with the infusion can hide a fever. Please keep watching.\n"
    "This is not a medical opinion.\n"
    "Does anything change? Press “{wrong}” or “{unwell}”.",
    "After “nothing unusual”. Never says that all is well.",
)
RUNNING = _both(
    "ask.running",
    "Noted: the infusion is still running.\n"
    "Does anything feel wrong? Tell the nurse at once, with the call button.",
    "Noted: the infusion of {q_name} is still running.\n"
    "Is anything wrong? Tell the nurse at once, with the call button.",
    "After “still running”: the reader sits beside a nurse. The button is one in the hospital.",
)
GIVEN = _critical("ask.given", "Noted: the infusion took place.", "After “Yes, it took place”.")
NOT_GIVEN = _both(
    "ask.not_given",
    "Noted: the infusion did not take place.\nYour team is asked to call about another date.",
    "Noted: the infusion of {q_name} did not take place.\n"
    "The team is asked to call about another date.",
    "After “No, it did not”.",
)
SAID_WRONG = _critical(
    "ask.said_wrong",
    "The answer was: something is wrong.\nThe questions about it follow in this chat.",
    "After “something is wrong” or “something is new”.",
)
CALL = _critical("ask.call", "Your team:\n{q_call}", "Whom to call, under a question.")
NIGHT = _critical(
    "ask.night", "When your team is closed:\n{q_night}", "Whom to call, under a question."
)
EMERGENCY = _critical("ask.emergency", "Emergency:\n{q_emergency}", "Whom to call, the last line.")

# --- Later ----------------------------------------------------------------------------------------

CHECK_IN = _both(
    f"ask.{CheckPart.CHECK_IN}",
    "Is one of these new or worse in you?\n"
    "– Fever, shaking or any infection\n"
    "– Cough or trouble breathing\n"
    "– Thinking, memory or speech\n"
    "– Eyesight, balance or strength\n"
    "– Anything else that worries you",
    "Is one of these new or worse in {q_name}?\n"
    "– Fever, shaking or any infection\n"
    "– Cough or trouble breathing\n"
    "– Thinking, memory or speech\n"
    "– Eyesight, balance or strength\n"
    "– Anything else that worries you",
    "A check-in between infusions. Two buttons: nothing new, something is new.",
)
CLOSE = _both(
    "ask.close",
    "Please ask somebody close to you first:\n"
    "Have they noticed a change in you?\n"
    "In thinking, speech, eyesight, balance, strength or behaviour?",
    "Have you noticed a change in {q_name}?\n"
    "In thinking, speech, eyesight, balance, strength or behaviour?\n"
    "Compare with the time before the first infusion.",
    "Twice a year: others see such changes first. Buttons follow.",
)
CLOSE_THANKS = _both(
    "ask.close_nothing",
    "Noted: nobody has noticed a change.\n"
    "This is not a medical opinion. If that changes, press “{unwell}”.",
    "Noted: you have noticed no change in {q_name}.\n"
    "This is not a medical opinion. If that changes, press “{unwell}”.",
    "After “no change” to the question for somebody close.",
)
SELDOM = _both(
    "ask.seldom",
    "My last questions had no answer. Shall I ask less often?",
    "My last questions about {q_name} had no answer. Shall I ask less often?",
    "In a check-in after two without an answer. Two buttons follow.",
)
SELDOM_YES = _critical(
    "ask.seldom_yes", "From now on I ask less often.", "After “Yes, less often”."
)
SELDOM_NO = _critical("ask.seldom_no", "I ask as often as before.", "After “No, keep asking”.")
FEVER = _both(
    "ask.fever",
    "About the fever you reported:\nDo you have a fever today, or feel worse?",
    "About the fever that was reported:\nDoes {q_name} have a fever today, or feel worse?",
    "Once a day while a report of fever is open. Two buttons follow.",
)
NO_FEVER = _both(
    "ask.no_fever",
    "Noted: no fever today.\n"
    "Your report stays open until your team closes it.\n"
    "Fever again, or worse? Press “{unwell}”, or call.",
    "Noted: no fever in {q_name} today.\n"
    "The report stays open until the team closes it.\n"
    "Fever again, or worse? Press “{unwell}”, or call.",
    "After “No fever today”.",
)

# --- Buttons --------------------------------------------------------------------------------------

_UNDER = "Under a question of ours."
NONE_OF_THIS = _button("none", "Nothing of this", _UNDER)
YES_SOMETHING = _button("yes", "Yes, something", _UNDER)
NOTHING_SINCE = _button("nothing_since", "Nothing new since", _UNDER)
YES_SINCE = _button("yes_since", "Yes, there is", _UNDER)
AFTER_ALL = _button("after_all", "Yes, something after all", "After “nothing”.")
NONE_AFTER_ALL = _button("none_after_all", "Nothing after all", "After “yes”.")
ANOTHER = _button("another", "Something else too", "After lines of the list were pressed.")
MORE = _button("more", "More lines", "Under the lines of the list: there is a second screen.")
FIRST_LINES = _button("first", "Lines before", "On the second screen of lines.")
DONE = _button("done", "That is all", "Under the lines of the list.")
IT_DID = _button("given", "Yes, it took place", "Did the infusion take place?")
IT_DID_NOT = _button("not_given", "No, it did not", "Did the infusion take place?")
IT_RUNS = _button("running", "Still running", "Did the infusion take place?")
IT_DID_AFTER_ALL = _button("given_after_all", "It did take place", "After “No, it did not”.")
UNUSUAL_NO = _button("unusual_no", "Nothing unusual", "In the day after an infusion.")
WRONG = _button("wrong", "Something is wrong", "In the day after an infusion.")
NEW_NO = _button("new_no", "Nothing new", "Under a check-in.")
NEW_YES = _button("new_yes", "Something is new", "Under a check-in.")
CLOSE_YES = _button("close_yes", "A change was noticed", "Question for somebody close.")
CLOSE_NO = _button("close_no", "No change noticed", "Question for somebody close.")
LESS = _button("seldom", "Yes, less often", "Shall I ask less often?")
AS_BEFORE = _button("not_seldom", "No, keep asking", "Shall I ask less often?")
FEVER_NO = _button("fever_no", "No fever today", "Daily question about a fever.")
FEVER_YES = _button("fever_yes", "Fever, or worse", "Daily question about a fever.")
