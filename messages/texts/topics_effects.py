"""The common side effects, and those that come late: answers for patients.

The grave ones stand in `topics_grave.py`. Diagnoses nothing.
"""

from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer

ANSWERS = (
    answer(
        Answer(
            "common",
            Topic.EFFECTS,
            (Source.ARTICLE, Source.LEAFLET_EU),
            Status.SOURCED,
            related=("boxed", "after_infusion", "hair_mood"),
            ask=False,
            unwell=True,
            mores=2,
        ),
        name="Common side effects",
        words=(
            "side effects, side effect, common, headache, tired, fatigue, nausea, sick, diarrhea, "
            "diarrhoea, colds, sinus, usual, normal, adverse, chills"
        ),
        short=(
            "<b>What are common side effects?</b>\n"
            "Fever, chills, rash or itching around the infusion.\n"
            "Colds and sinus infections. Headache. Nausea. Loose stool. Feeling very tired."
        ),
        more=(
            (
                "Tell your team about each of them, even if they are common.\n"
                "Something new, or worse than before? Press “{unwell}”, or call."
            ),
            (
                "With GPA or MPA also: cough, nosebleeds, dizziness, shaking hands, bad sleep.\n"
                "Read the {leaflet} for the full list."
            ),
        ),
    ),
    answer(
        Answer(
            "low_cells",
            Topic.EFFECTS,
            (Source.STUDIES, Source.LABEL, Source.RHEUMATOLOGY),
            Status.SOURCED,
            {"months_from": 3, "months_to": 5},
            related=("why_tests", "fever", "how_often_tests"),
            ask=False,
            unwell=True,
            mores=2,
        ),
        name="Low blood cells",
        words=(
            "low, white blood cells, neutrophils, neutropenia, leukocytes, antibodies, igg, "
            "immunoglobulin, immunity, immune system, low count, defences, defenses"
        ),
        short=(
            "<b>Can my blood cells get too low?</b>\n"
            "Yes. White blood cells and antibodies can fall, even long after the infusion.\n"
            "You may not feel it. A blood test shows it.\n"
            "Fever or sore throat? Press “{unwell}”, or call."
        ),
        more=(
            (
                "In studies the white cells often fell {months_from} to {months_to} months "
                "after the infusion.\n"
                "For some people it was sooner, for some later."
            ),
            "In small studies many people with low cells had an infection too.",
        ),
    ),
    answer(
        Answer(
            "late_rash",
            Topic.EFFECTS,
            (Source.LEAFLET_EU,),
            Status.SOURCED,
            related=("skin", "after_infusion", "comes_back"),
            ask=False,
            unwell=True,
        ),
        name="Rash with joint pain",
        words=(
            "rash, joint pain, serum sickness, swollen glands, swollen lymph nodes, lumps, "
            "weeks later, aching, hives, late reaction, fever"
        ),
        short=(
            "<b>I have a rash and my joints hurt. What is it?</b>\n"
            "It can be a late reaction to the medicine.\n"
            "It can come some weeks after the infusion.\n"
            "Rash, joint pain, fever, swollen glands? Press “{unwell}”, or call."
        ),
    ),
    answer(
        Answer(
            "hair_mood",
            Topic.EFFECTS,
            (Source.LEAFLET_EU,),
            Status.SOURCED,
            {"share": 10, "of": 100},
            related=("low_mood", "common"),
            ask=False,
            mores=2,
        ),
        name="Hair loss or low mood",
        words=(
            "hair, hair loss, bald, thin hair, mood, sad, low mood, depressed, depression, "
            "anxiety, anxious, fear, crying, nervous"
        ),
        short=(
            "<b>Can I lose hair, or feel low?</b>\n"
            "Yes. The leaflet names hair loss, fear and low mood.\n"
            "Tell your team about it. They need to know."
        ),
        more=(
            "Each of them comes in up to {share} of {of} people with rheumatoid arthritis.",
            (
                "Do you think of ending your life? Call the emergency number at once.\n"
                "Then write it here too, in your own words."
            ),
        ),
    ),
)
