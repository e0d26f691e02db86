"""The grave side effects, how they look and what to do at once: answers for patients.

Each ends with the button to report, or with the emergency number. Diagnoses nothing.
"""

from messages.declare import Level
from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer

ANSWERS = (
    answer(
        Answer(
            "boxed",
            Topic.EFFECTS,
            (Source.LABEL, Source.ARTICLE),
            Status.SOURCED,
            {"hours": 24, "first": 80, "of": 100},
            related=("after_infusion", "skin", "pml"),
            ask=False,
            unwell=True,
            mores=2,
        ),
        name="The gravest risks",
        words=(
            "black box, boxed warning, warning, serious, severe, deadly, fatal, death, die, dying, "
            "dangerous, worst, risk, risks, safety, grave"
        ),
        short=(
            "<b>What are the gravest risks?</b>\n"
            "The label warns of these above all:\n"
            "A bad reaction within {hours} hours after the infusion.\n"
            "Bad sores on the skin and in the mouth.\n"
            "Hepatitis B that wakes up.\n"
            "A brain infection, called PML."
        ),
        more=(
            (
                "People have died of each of them. That is why you must call early.\n"
                "Something new, or worse? Press “{unwell}”, or call."
            ),
            "About {first} of {of} deadly reactions came with the first infusion.",
        ),
    ),
    answer(
        Answer(
            "skin",
            Topic.EFFECTS,
            (Source.LABEL, Source.LEAFLET_EU, Source.CHARITY),
            Status.SOURCED,
            {"months": 4},
            related=("boxed", "after_infusion", "late_rash"),
            ask=False,
            unwell=True,
            mores=2,
        ),
        name="Sores on skin or mouth",
        words=(
            "skin, mouth, sores, blisters, peeling, rash, ulcers, lips, pus, painful, "
            "stevens johnson, burning skin, red spots, mouth ulcer, canker sore"
        ),
        short=(
            "<b>What about sores on the skin or in the mouth?</b>\n"
            "They can be grave, and need care fast.\n"
            "Painful sores, blisters, peeling skin, or spots with pus:\n"
            "Press “{unwell}”, or call."
        ),
        more=(
            (
                "Fever too? Sores on the eyes or on the private parts? Does it spread fast?\n"
                "Call the emergency number at once."
            ),
            (
                "This can start on the first day, and up to about {months} months later.\n"
                "Call about such sores at any time."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "liver",
            Topic.EFFECTS,
            (Source.LABEL, Source.HOSPITAL, Source.STUDIES),
            Status.SOURCED,
            related=("tests_before", "boxed", "which_tests"),
            ask=False,
            unwell=True,
            mores=3,
        ),
        name="Hepatitis B and liver",
        words=(
            "hepatitis, hepatitis b, hep b, hbv, liver, yellow skin, yellow eyes, jaundice, "
            "dark urine, dark pee, brown urine, pale stool, itching, right side pain"
        ),
        short=(
            "<b>Can hepatitis B come back?</b>\n"
            "Yes. A hidden hepatitis B can wake up and harm the liver.\n"
            "Yellow skin or eyes, dark urine, pale stool?\n"
            "Great tiredness, or pain in the right side of the belly?\n"
            "Press “{unwell}”, or call."
        ),
        more=(
            "Confused or bleeding too? Call the emergency number at once.",
            "This can come even months after the last infusion.",
            "Did you ever have hepatitis? Tell your team, even if it was long ago.",
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "pml",
            Topic.EFFECTS,
            (Source.LEAFLET_EU, Source.LABEL, Source.STUDIES),
            Status.SOURCED,
            {"joints": 3, "vessels": 10, "of": 100_000},
            related=("boxed", "sepsis", "how_it_works"),
            ask=False,
            unwell=True,
            mores=4,
            correction=(
                "The article on Truxima names only confusion and dizziness; the EU leaflet and "
                "the US guide also name balance, walking, speech, strength, sight and memory."
            ),
        ),
        name="PML, a brain infection",
        words=(
            "pml, brain, brain infection, jc virus, confusion, confused, memory, balance, walking, "
            "speech, vision, weakness, dizzy, leukoencephalopathy, forgetful, clumsy"
        ),
        short=(
            "<b>What is PML?</b>\n"
            "A very rare infection of the brain. It can be deadly, and it starts quietly.\n"
            "New trouble with thinking, memory, speech or sight?\n"
            "With balance, walking, or strength on one side?\n"
            "Press “{unwell}”, or call."
        ),
        more=(
            (
                "Did it come suddenly, even if it went away? Or with a fever or a stiff neck?\n"
                "Or was there a seizure (shaking all over)?\n"
                "Call the emergency number at once."
            ),
            (
                "Other people may see it before you do.\n"
                "Tell somebody close to you what to look for.\n"
                "They can report it too."
            ),
            (
                "How rare? In rheumatoid arthritis fewer than {joints} of {of} people.\n"
                "It does not depend on how many courses you had."
            ),
            "In GPA or MPA it is fewer than {vessels} of {of} people.",
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "heart",
            Topic.EFFECTS,
            (Source.LABEL, Source.LEAFLET_EU),
            Status.SOURCED,
            related=("after_infusion", "pressure_pills", "boxed"),
            ask=False,
            unwell=True,
            mores=2,
        ),
        name="Heart and chest pain",
        words=(
            "heart, chest pain, chest, palpitations, racing heart, heartbeat, heart failure, "
            "heart attack, fast pulse, irregular, skipping, cardiac, pounding"
        ),
        short=(
            "<b>What about my heart?</b>\n"
            "Chest pain can be an emergency.\n"
            "Chest pain or pressure? A racing heart with fainting, or hard to breathe?\n"
            "Call the emergency number at once."
        ),
        more=(
            "A racing or uneven heart, and nothing else? Press “{unwell}”, or call.",
            (
                "Do you have a heart disease? Tell your team before the infusion.\n"
                "With some of them this medicine is not given."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "belly",
            Topic.EFFECTS,
            (Source.LABEL,),
            Status.SOURCED,
            related=("boxed", "common", "liver"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Bad belly pain",
        words=(
            "belly, stomach, stomach ache, tummy, abdomen, bowel, gut, cramps, vomiting, "
            "throwing up, black stool, blood, perforation, constipation, bowel pain"
        ),
        short=(
            "<b>What about bad pain in the belly?</b>\n"
            "It can be an emergency.\n"
            "Very bad pain, or a belly as hard as a board?\n"
            "Vomiting again and again, or with blood? Black stool?\n"
            "Call the emergency number at once."
        ),
        more=("Milder pain that stays? Press “{unwell}”, or call.",),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "lungs",
            Topic.EFFECTS,
            (Source.REVIEW, Source.LEAFLET_EU, Source.ARTICLE),
            Status.SOURCED,
            {"weeks": 2},
            related=("signs", "after_infusion", "sepsis"),
            ask=False,
            unwell=True,
            mores=2,
            correction=(
                "The dermatomyositis article gives a death rate for lung harm from a page on "
                "another lung disease; it is not repeated. The article on Truxima "
                "speaks of a persistent cough; the EU leaflet asks to report any cough."
            ),
        ),
        name="Cough, hard to breathe",
        words=(
            "cough, coughing, breath, breathless, short of breath, lung, lungs, pneumonia, wheeze, "
            "dry cough, chest infection, ild, coughing blood, can not breathe"
        ),
        short=(
            "<b>What about a cough or short breath?</b>\n"
            "Tell your team, even if it is mild.\n"
            "Hard to breathe at rest? Blue lips? Too short of breath to speak?\n"
            "Coughing blood? Call the emergency number at once."
        ),
        more=(
            (
                "A new cough, or a cough that gets worse or stays? Out of breath when you walk?\n"
                "Press “{unwell}”, or call."
            ),
            (
                "It can be an infection, or the medicine can harm the lungs.\n"
                "In many of those cases it began about {weeks} weeks after the last infusion."
            ),
        ),
        level=Level.CRITICAL,
    ),
)
