"""What happens during the infusion and in the day after it: answers for patients.

Where minutes count they send for help and do not say "ask your team". Dose nothing.
"""

from messages.declare import Level
from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer

ANSWERS = (
    answer(
        Answer(
            "during",
            Topic.DAY,
            (Source.LABEL, Source.ARTICLE),
            Status.SOURCED,
            {"minutes_from": 30, "minutes_to": 120},
            related=("reaction_during", "infusion_time", "after_infusion"),
            ask=False,
            mores=1,
        ),
        name="During the infusion",
        words=(
            "during, infusion, drip, chair, nurse, vein, speed, rate, step by step, "
            "what happens, what to expect, slow, monitor, hospital"
        ),
        short=(
            "<b>What happens during the infusion?</b>\n"
            "The medicine runs into a vein. It starts slowly, then goes faster in steps.\n"
            "Tell the nurse at once about anything that feels wrong."
        ),
        more=(
            (
                "Bad reactions most often begin {minutes_from} to {minutes_to} minutes "
                "after the start.\n"
                "But they can come at any time. So tell the nurse early."
            ),
        ),
    ),
    answer(
        Answer(
            "reaction_during",
            Topic.DAY,
            (Source.ARTICLE, Source.LABEL),
            Status.SOURCED,
            related=("after_infusion", "during", "boxed"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Reaction to infusion",
        words=(
            "reaction, allergic, allergy, itchy, itch, rash, hives, chills, shaking, throat, "
            "short of breath, dizzy, feel wrong, during infusion, anaphylaxis"
        ),
        short=(
            "<b>What if I react during the infusion?</b>\n"
            "Tell the nurse at once.\n"
            "Itching, rash, chills, fever, dizzy, short of breath, chest pain, a tight throat.\n"
            "The nurse can slow or stop the infusion and treat you."
        ),
        more=(
            (
                "Did you leave the clinic?\n"
                "Hard to breathe, swelling, chest pain or fainting:\n"
                "Call the emergency number at once.\n"
                "Anything else: Press “{unwell}”, or call."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "after_infusion",
            Topic.DAY,
            (Source.LABEL,),
            Status.SOURCED,
            {"hours": 24},
            related=("fever_after", "reaction_during", "boxed"),
            ask=False,
            unwell=True,
            mores=2,
            correction=(
                "The article on Truxima puts deadly reactions with the first infusion; by the "
                "label they come within 24 hours, most but not all with the first, so the watch "
                "is for every infusion."
            ),
        ),
        name="After the infusion",
        words=(
            "after, after the infusion, at home, reaction, delayed, late reaction, watch, hives, "
            "swelling, wheezing, next day, night, chest pain, faint, racing heart"
        ),
        short=(
            "<b>What do I watch for after the infusion?</b>\n"
            "Watch yourself for {hours} hours after each infusion, not only the first.\n"
            "Hives, swelling, wheezing, hard to breathe?\n"
            "Chest pain, fainting, a racing heart?\n"
            "Call the emergency number at once."
        ),
        more=(
            (
                "Fever, chills, rash, itching, headache, nausea?\n"
                "Press “{unwell}”, or call.\n"
                "Do not wait for the next visit."
            ),
            (
                "Most of the worst reactions come with the first infusion.\n"
                "But they can come with any infusion."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "fever_after",
            Topic.DAY,
            (Source.LEAFLET_EU, Source.LABEL),
            Status.SOURCED,
            related=("after_infusion", "fever", "temperature"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Fever after infusion",
        words=(
            "fever, temperature, hot, chills, shivering, after infusion, night sweats, flu like, "
            "reaction, high temperature, feverish"
        ),
        short=(
            "<b>I have a fever after the infusion. What now?</b>\n"
            "Call. Do not guess the cause, and do not wait.\n"
            "It can be a reaction to the infusion, or an infection.\n"
            "Press “{unwell}”, or call."
        ),
        more=(
            (
                "The medicines on infusion day can hide a fever.\n"
                "So a normal temperature does not mean that all is well."
            ),
        ),
    ),
)
