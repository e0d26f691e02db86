"""What somebody without a care team reads when they may be very ill. Nobody else is told.

Same rules as in `redflag.py`, whose catalog these share.
"""

from messages.texts.redflag import EMERGENCY, critical

WHERE = "At once, to somebody no care team has invited, after words like those of an emergency."
STRANGER_EMERGENCY = critical(
    "redflag.stranger.emergency",
    "Please read this now.\n"
    "<b>Call now: {emergency}</b>\n"
    "Cannot talk? Ask someone near you to call.\n"
    "Do not drive yourself. Unlock the door.\n"
    "Nobody reads this chat, so nobody has been told.",
    WHERE,
    {"emergency": EMERGENCY},
)
STRANGER_ILL = critical(
    "redflag.stranger.ill",
    "Please read this now.\n"
    "Nobody reads this chat, so nobody has been told.\n"
    "<b>Call your doctor or your clinic now.</b>\n"
    "Nobody picks up, or you get worse? Call {emergency}",
    "The same, after words like those of an illness that cannot wait.",
    {"emergency": EMERGENCY},
)
