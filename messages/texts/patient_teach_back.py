"""The three questions after the do's and don'ts: what is asked, the answers, what is said to each.

`.you` speaks to the patient, `.care` to somebody who cares for a patient without a chat. Nobody is
praised or blamed. The facts are those of the cards in `content_cards.py`; wording: proposed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from care.teach_back import Choice, Lesson
from messages.declare import Level, Text, Var, text
from messages.values import Label, Name, Regional

NAME = Name("Mina")
UNWELL = Label("redflag.button.unwell")
PARACETAMOL = Regional("content.word.paracetamol")
BUTTON_UNITS = 28
KNOWN: Mapping[str, Var] = MappingProxyType(
    {"name": NAME, "unwell": UNWELL, "paracetamol": PARACETAMOL}
)


@dataclass(frozen=True, slots=True)
class Said:
    """The message ids of one question; `.you` or `.care` follows where it has two voices."""

    ask: str
    right: str
    explained: str


def _one(id: str, english: str, where: str, level: Level = Level.CLINICAL) -> Text:
    vars = {name: var for name, var in KNOWN.items() if f"{{{name}}}" in english}
    return text(f"patient.teach.{id}", english, level=level, where=where, vars=vars)


def _both(id: str, you: str, care: str, where: str, level: Level = Level.CLINICAL) -> str:
    """Declare a paragraph in both voices and return its id without one."""
    _one(f"{id}.you", you, where, level)
    _one(f"{id}.care", care, f"{where} To a caregiver.", level)
    return f"patient.teach.{id}"


def _button(id: str, english: str, where: str) -> Text:
    level, name = Level.CLINICAL, f"patient.teach.button.{id}"
    vars = {key: var for key, var in KNOWN.items() if f"{{{key}}}" in english}
    return text(name, english, level=level, where=where, vars=vars, limit=BUTTON_UNITS)


WHERE_ASK = "One of three questions after the do's and don'ts; the answers are buttons."
WHERE_RIGHT = "After the answer that fits. No praise."
WHERE_EXPLAINED = "After another answer, or “I don't know”. No blame."

# --- Around the questions -------------------------------------------------------------------------

HEADING = _both(
    "heading", "A short question", "A short question\nThis is about {name}.", "First lines."
)
NOW = _both(
    "now",
    "This is only a question. Does it happen to you now? Press “{unwell}”, or call.",
    "This is only a question. Does it happen to {name} now? Press “{unwell}”, or call.",
    "Below a question that names symptoms.",
    Level.CRITICAL,
)
OFFER = _one(
    "offer",
    "Here are some short questions, if you like.\n"
    "They show what should be explained again. The team can see the answers.",
    "After the last card of the do's and don'ts; a button opens the questions.",
)
INVITE = _both(
    "invite",
    "A short question\n"
    "What would you do when something is wrong? Please think about it once more.\n"
    "Your team can see the answer.",
    "A short question\n"
    "What would you do when something is wrong with {name}? Please think about it once more.\n"
    "The team can see the answer.",
    "A message of its own, some days after an answer that did not fit. A button opens it.",
)
AGAIN = _one("again", "We will ask this once more on another day.", "Below an explanation.")
TALK = _one(
    "talk",
    "Please ask the team about this. They can see that it is still open.",
    "Below an explanation, when it is not asked again.",
)
END = _one(
    "end",
    "That was the last question for today.\n"
    "You can read the cards again at any time.\n"
    "Unwell? Do not look it up here. Press “{unwell}”, or call.",
    "After the last of the short questions.",
    Level.CRITICAL,
)
NOTHING = _one(
    "nothing",
    "There is no question for today.\nUnwell? Press “{unwell}”, or call.",
    "When somebody opens the short questions and none is to be asked today.",
    Level.CRITICAL,
)
CLOSED = _one("closed", "Short questions: closed.", "In place of a question, after “Close”.")
OPEN = _button("open", "Open the question", "Under a message that asks to answer once more.")
START = _button("start", "Short questions", "Below the do's and don'ts.")
START_NAMED = _one(
    "button.start_named",
    "Short questions: {name}",
    "The same button, where the reader cares for several people.",
)

# --- The questions and what is said to the answers ------------------------------------------------

QUESTIONS: Mapping[Lesson, Said] = MappingProxyType(
    {
        Lesson.INFECTION: Said(
            _both(
                "infection.ask",
                "Imagine it is evening. You have a fever and feel weak.\n<b>What do you do?</b>",
                "Imagine it is evening. {name} has a fever and feels weak.\n<b>What do you do?</b>",
                WHERE_ASK,
            ),
            _one(
                "infection.right",
                "This is what the team asks you to do.\n"
                "Rituximab lowers the cells that fight germs. So a fever cannot wait.\n"
                "This was only a question: nobody has been told.\n"
                "Does it happen now? Press “{unwell}”, or call.",
                WHERE_RIGHT,
                Level.CRITICAL,
            ).id,
            _both(
                "infection.explained",
                "A fever cannot wait, also at night and without a cough.\n"
                "Rituximab lowers the cells that fight germs.\n"
                "Medicine such as {paracetamol} can hide a fever.\n"
                "<b>Tell your team about a fever at once.</b>\n"
                "Press “{unwell}”, or call.",
                "A fever cannot wait, also at night and without a cough.\n"
                "Rituximab lowers the cells that fight germs.\n"
                "Medicine such as {paracetamol} can hide a fever.\n"
                "<b>Tell the team at once when {name} has a fever.</b>\n"
                "Press “{unwell}”, or call.",
                WHERE_EXPLAINED,
                Level.CRITICAL,
            ),
        ),
        Lesson.PML: Said(
            _both(
                "pml.ask",
                "Imagine: for some days you speak, walk and remember less well.\n"
                "<b>What do you do?</b>",
                "Imagine: for some days {name} speaks, walks and remembers less well.\n"
                "<b>What do you do?</b>",
                WHERE_ASK,
            ),
            _one(
                "pml.right",
                "This is what the team asks you to do.\n"
                "A rare brain infection can start quietly.\n"
                "This was only a question: nobody has been told.\n"
                "Does it happen now? Press “{unwell}”, or call.\n"
                "Did it come suddenly? Call the emergency number at once.",
                WHERE_RIGHT,
                Level.CRITICAL,
            ).id,
            _one(
                "pml.explained",
                "A rare brain infection can start quietly, and without a fever.\n"
                "<b>Tell the team about such changes at once.</b>\n"
                "Also about new confusion, dizziness, weakness on one side or trouble with sight.\n"
                "Press “{unwell}”, or call.\n"
                "Did it come suddenly? Call the emergency number at once.",
                WHERE_EXPLAINED,
                Level.CRITICAL,
            ).id,
        ),
        Lesson.VACCINE: Said(
            _one(
                "vaccine.ask",
                "One of these vaccines is live: it holds a weak germ.\n<b>Which one is live?</b>",
                WHERE_ASK,
            ).id,
            _both(
                "vaccine.right",
                "Yellow fever vaccine is live. Your body may not be able to control its germ.\n"
                "<b>Do not get a live vaccine until your team says so.</b>",
                "Yellow fever vaccine is live. The body may not be able to control its germ.\n"
                "<b>No live vaccine for {name} until the team says so.</b>",
                WHERE_RIGHT,
                Level.CRITICAL,
            ),
            _both(
                "vaccine.explained",
                "Yellow fever vaccine is live.\n"
                "So are MMR, chickenpox, the nasal flu spray and Zostavax.\n"
                "<b>Do not get a live vaccine until your team says so.</b>\n"
                "Shingrix and the flu vaccine in the arm are not live.\n"
                "Ask your team when to get them.",
                "Yellow fever vaccine is live.\n"
                "So are MMR, chickenpox, the nasal flu spray and Zostavax.\n"
                "<b>No live vaccine for {name} until the team says so.</b>\n"
                "Shingrix and the flu vaccine in the arm are not live.\n"
                "Ask the team when to get them.",
                WHERE_EXPLAINED,
                Level.CRITICAL,
            ),
        ),
    }
)
WHERE_CHOICE = "A button under one of the short questions; only one of them is the advice."
CHOICES: Mapping[Choice, Text] = MappingProxyType(
    {
        Choice.TELL: _button("tell", "Tell the team at once", WHERE_CHOICE),
        Choice.WAIT: _button("wait", "Wait until the next visit", WHERE_CHOICE),
        Choice.MEDICINE: _button("medicine", "Take a pill and sleep", WHERE_CHOICE),
        Choice.REST: _button("rest", "Rest: it comes from stress", WHERE_CHOICE),
        Choice.YELLOW_FEVER: _button("yellow_fever", "Yellow fever vaccine", WHERE_CHOICE),
        Choice.SHINGRIX: _button("shingrix", "Shingrix, for shingles", WHERE_CHOICE),
        Choice.FLU: _button("flu", "Flu vaccine, in the arm", WHERE_CHOICE),
        Choice.UNSURE: _button("unsure", "I don't know", WHERE_CHOICE),
    }
)
