"""What holds the symptom check and the answers after an emergency together."""

from messages.texts.redflag import NUMBER, button, critical

CHOOSE = critical(
    "redflag.check.choose",
    "I did not understand that as an answer.\nPress a line, or type its number or its words.",
    "Before a question of the symptom check that is asked again.",
)
OLD_SCREEN = critical(
    "redflag.check.old_screen",
    "This button belongs to an older question. Nothing has changed.\n"
    "Unwell now? Press the key at the bottom.",
    "Answer to a press on a button of an older question.",
)
VACCINE = critical(
    "redflag.vaccine",
    "You wrote about a vaccine. Nobody has read it.\nThis is what we know:",
    "Before the card about vaccines. Yellow fever is a vaccine here, not a fever.",
)
HELP_OLD = critical(
    "redflag.followup.old",
    "About report {number}. Your team has closed it.",
    "Answer to a press under an older emergency answer.",
    {"number": NUMBER},
)
ASK_TEAM = button("ask_team", "Ask my team to call me", "Under texts that leave a question open.")
