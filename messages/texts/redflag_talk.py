"""What we say to words we cannot use, to people without a team, and where the tone matters most.

Same rules as in `redflag.py`, whose catalog these share.
"""

from messages.texts.redflag import EMERGENCY, NAME, PHONE, UNWELL, button, critical
from messages.values import Label, Name, Phone, Plain, Temp

# --- Words we cannot use --------------------------------------------------------------------------

NOT_UNDERSTOOD = critical(
    "redflag.not_understood",
    "I do not understand this, and nobody has read it.\nAre you unwell now?",
    "When words mean nothing to the program. Three buttons follow.",
)
NOT_UNDERSTOOD_CARE = critical(
    "redflag.not_understood.care",
    "I do not understand this, and nobody has read it.\nIs {name} unwell now?",
    "The same, to a caregiver.",
    {"name": NAME},
)
YES_UNWELL = button("unwell_yes", "Yes, unwell now", "Answer to “Are you unwell now?”.")
NOT_UNWELL = button("unwell_no", "No", "Answer to “Are you unwell now?”.")
SEND_TO_TEAM = button("send_to_team", "Send it to my team", "After words that were not understood.")
YES = button("yes", "Yes", "Answer to a plain question.")
NO = button("no", "No", "Answer to a plain question.")
NAMELESS_BUTTON = button(
    "missing", "Continue", "On a button whose words this version does not know."
)
UNREAD = critical(
    "redflag.unread.you",
    "Nobody has read what you wrote.\nAre you unwell now? Press “{unwell_yes}”, or call.",
    "Above answers that the program found for what somebody wrote.",
    {"unwell_yes": Label("redflag.button.unwell_yes")},
)
UNREAD_CARE = critical(
    "redflag.unread.care",
    "Nobody has read what you wrote.\nIs {name} unwell now? Press “{unwell_yes}”, or call.",
    "The same, to a caregiver.",
    {"name": NAME, "unwell_yes": Label("redflag.button.unwell_yes")},
)
UNREAD_STRANGER = critical(
    "redflag.unread.stranger",
    "Nobody reads what you write here.\nUnwell now? Do not look it up here. Call a doctor.",
    "The same, to somebody without a care team. The emergency number follows.",
)

SENT_TO_TEAM = critical(
    "redflag.sent_to_team",
    "Your message is with your team. They may not read it soon.\n"
    "Unwell now? Press “{unwell}”, or call.",
    "After the button “Send it to my team”.",
    {"unwell": UNWELL},
)
MEDIA = critical(
    "redflag.media.you",
    "I cannot hear or see this. Your team can, but perhaps not soon.\n"
    "Is any of this happening now?",
    "After a voice note, photo or file; the emergency signs follow as buttons.",
)
MEDIA_CARE = critical(
    "redflag.media.care",
    "I cannot hear or see this. The team can, but perhaps not soon.\n"
    "Is any of this happening to {name} now?",
    "The same, to a caregiver.",
    {"name": NAME},
)
MEDIA_REFUSED = critical(
    "redflag.media.refused.you",
    "I cannot hear or see this, and nobody else can.\n"
    "You did not agree that your team sees or hears what you send.\n"
    "Please write it instead.\n"
    "Is any of this happening now?",
    "After a voice note, photo or file of a patient who refused that the team sees such things.",
)
MEDIA_REFUSED_CARE = critical(
    "redflag.media.refused.care",
    "I cannot hear or see this, and nobody else can.\n"
    "{name} did not agree that the team sees or hears what is sent.\n"
    "Please write it instead.\n"
    "Is any of this happening to {name} now?",
    "The same, to a caregiver.",
    {"name": NAME},
)
STICKER = critical(
    "redflag.sticker.you",
    "Are you unwell now?",
    "After a sticker or an emoji. Buttons yes and no follow.",
)
STICKER_CARE = critical(
    "redflag.sticker.care",
    "Is {name} unwell now?",
    "The same, to a caregiver.",
    {"name": NAME},
)
TYPED_WORDS = critical(
    "redflag.typed",
    "You wrote:\n{words}",
    "Before a question about words that were not understood.",
    {"words": Plain("my head is funny")},
)
TEMPERATURE_AGAIN = critical(
    "redflag.temperature.again",
    "You wrote: {typed}\nThat cannot be a body temperature.\n"
    "Read the thermometer again and type what it shows.\n"
    "Very unwell? Do not wait. Call.",
    "After a temperature no living person has. Numbers follow.",
    {"typed": Name("383")},
)
TEMPERATURE_CONFIRM = critical(
    "redflag.temperature.confirm",
    "I read: {temp}\nIs this right?",
    "After every typed temperature. Buttons yes and no follow.",
    {"temp": Temp(38.3)},
)
WHICH_TEST = critical(
    "redflag.which_test",
    "Which test is it?",
    "After “my test is positive” or “two lines”. Buttons follow.",
)
PREGNANCY_TEST = button("test_pregnancy", "Pregnancy test", "Answer to “Which test is it?”.")
COVID_TEST = button("test_covid", "COVID test", "Answer to “Which test is it?”.")
OTHER_TEST = button("test_other", "Another test", "Answer to “Which test is it?”.")

# --- People without a team ------------------------------------------------------------------------

STRANGER = critical(
    "redflag.stranger",
    "This chat is not linked to a care team.\n"
    "Nobody reads what you write here.\n"
    "Very ill? Call your local ambulance number.\n"
    "Have an invitation? Open its link again, or call your clinic.",
    "To somebody no care team has invited, whatever they write.",
)
STRANGER_INVITED = critical(
    "redflag.stranger.invitation",
    "This chat is not linked to a care team.\n"
    "Nobody reads what you write here.\n"
    "The invitation was used before, or is too old.\n"
    "Call your clinic for a new one: {phone}\n"
    "Very ill? Call {emergency}",
    "To somebody who opens an invitation that was used or is too old.",
    {"phone": PHONE, "emergency": EMERGENCY},
)
NO_TEAM = critical(
    "redflag.no_team",
    "This chat no longer reaches a care team.\n"
    "Nobody reads what you write here.\n"
    "Unwell? Call your doctor. Very ill? Call {emergency}",
    "To somebody whose care here has ended.",
    {"emergency": EMERGENCY},
)

# --- Where the tone matters most ------------------------------------------------------------------

SELF_HARM_ASK = critical(
    "redflag.self_harm.ask",
    "Thank you for telling me.\nAre you thinking of ending your life?",
    "After words that may mean suicide. Plain and warm; no euphemism. Buttons yes and no follow.",
)
SELF_HARM_YOU = critical(
    "redflag.self_harm.you",
    "Thank you for telling me.\n"
    "Are you in danger right now? <b>Call {emergency}</b>\n"
    "Stay with somebody you trust.\n"
    "A person from your team has been asked to phone you.",
    "After words about suicide. Warm and short. The crisis line follows where there is one.",
    {"emergency": EMERGENCY},
)
SELF_HARM_CLOSED_YOU = critical(
    "redflag.self_harm.closed.you",
    "Thank you for telling me.\n"
    "Are you in danger right now? <b>Call {emergency}</b>\n"
    "Stay with somebody you trust.\n"
    "Your team is closed. Do not wait for them. They have been sent this.",
    "The same, when the team is closed.",
    {"emergency": EMERGENCY},
)
SELF_HARM_CARE = critical(
    "redflag.self_harm.care",
    "Thank you for telling me.\n"
    "Is somebody in danger right now? <b>Call {emergency}</b>\n"
    "Do not leave {name} alone.\n"
    "The team has been asked to phone you. Do not wait for them.",
    "After a caregiver's words about suicide.",
    {"emergency": EMERGENCY, "name": NAME},
)
PREGNANCY_YOU = critical(
    "redflag.pregnancy.you",
    "Thank you for telling us.\n"
    "Only your nurses and doctors see this.\n"
    "<b>Please call your team today.</b>",
    "After the patient writes that she is or may be pregnant. Neither glad nor sorry.",
)
PREGNANCY_DOSE_YOU = critical(
    "redflag.pregnancy.dose.you",
    "Thank you for telling us.\n"
    "Only your nurses and doctors see this.\n"
    "<b>Please call your team today, before your next dose of any medicine.</b>",
    "The same, when the plan holds a medicine that can harm an unborn child.",
)
PREGNANCY_CARE = critical(
    "redflag.pregnancy.care",
    "Thank you for telling us.\n"
    "This is about {name}.\n"
    "Only the nurses and doctors of the team see this.\n"
    "<b>Please call the team today.</b>",
    "After a caregiver writes that a patient is or may be pregnant. Nobody was asked about it.",
    {"name": NAME},
)
PREGNANCY_DOSE_CARE = critical(
    "redflag.pregnancy.dose.care",
    "Thank you for telling us.\n"
    "This is about {name}.\n"
    "Only the nurses and doctors of the team see this.\n"
    "<b>Please call the team today, before the next dose of any medicine.</b>",
    "The same, when the plan holds a medicine that can harm an unborn child.",
    {"name": NAME},
)
DEATH = critical(
    "redflag.death",
    "We are very sorry.\nThis chat will send nothing more.\nTo speak with us:\n{phone}",
    "After a death was reported, to the family. Say it plainly; no word that means “lost”.",
    {"phone": Phone(["+90 212 999 80 80"], lines=True)},
)
