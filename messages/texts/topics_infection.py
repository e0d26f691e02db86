"""Fever, infections, and people who are ill: answers for patients.

Names no limit of fever: that is the team's.
"""

from messages.declare import Level
from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer

ANSWERS = (
    answer(
        Answer(
            "fever",
            Topic.INFECTION,
            (Source.ARTICLE, Source.LEAFLET_EU, Source.FEVER),
            Status.CONFLICT,
            related=("temperature", "signs", "sepsis"),
            ask=False,
            unwell=True,
            mores=2,
        ),
        name="What is a fever?",
        words=(
            "fever, temperature, high temperature, degrees, celsius, fahrenheit, how high, "
            "chills, shivering, sweating, feverish, hot, thermometer, call"
        ),
        short=(
            "<b>What counts as a fever?</b>\n"
            "Any fever counts. Call at once. Do not wait.\n"
            "Shaking that you cannot stop counts too, even with no thermometer.\n"
            "Press “{unwell}”, or call."
        ),
        more=(
            (
                "Do you feel ill with a normal temperature, or with a very low one? Call too.\n"
                "Steroids and some other medicines can hide a fever.\n"
                "Confused, very sleepy, or hard to breathe too? Call the emergency number at once."
            ),
            (
                "Why so fast? You have fewer cells that fight germs.\n"
                "An infection can get bad within hours."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "temperature",
            Topic.INFECTION,
            (Source.FEVER,),
            Status.SOURCED,
            related=("fever", "signs"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Take my temperature",
        words=(
            "thermometer, temperature, measure, take, fever, check, how to, when, ear, mouth, "
            "armpit, paracetamol, acetaminophen, ibuprofen, hide"
        ),
        short=(
            "<b>When do I take my temperature?</b>\n"
            "Take it when you feel hot, cold, shaky or unwell.\n"
            "Take it before {paracetamol}, ibuprofen or other medicine for fever.\n"
            "They can hide a fever."
        ),
        more=(
            (
                "Write the number and the time on paper.\n"
                "A normal temperature does not mean that all is well.\n"
                "Fever, or unwell? Press “{unwell}”, or call."
            ),
        ),
    ),
    answer(
        Answer(
            "signs",
            Topic.INFECTION,
            (Source.LEAFLET_EU, Source.HOSPITAL),
            Status.SOURCED,
            related=("fever", "lungs", "sepsis"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Signs of an infection",
        words=(
            "infection, signs, symptoms, sore throat, cough, urine, burning, pee, uti, bladder, "
            "wound, pus, weak, cold, flu, germs, diarrhea"
        ),
        short=(
            "<b>What are signs of an infection?</b>\n"
            "Fever, or a cough. A sore throat. Burning when you pass urine.\n"
            "Feeling weak or ill. A wound that is red or has pus.\n"
            "Press “{unwell}”, or call."
        ),
        more=(
            (
                "Infections can come more often, and can be worse, with this medicine.\n"
                "So report them early, even small ones."
            ),
        ),
    ),
    answer(
        Answer(
            "sepsis",
            Topic.INFECTION,
            (Source.PUBLIC_HEALTH, Source.LEAFLET_EU),
            Status.SOURCED,
            related=("fever", "lungs", "pml"),
            ask=False,
            mores=1,
        ),
        name="Is it an emergency?",
        words=(
            "emergency, sepsis, blood poisoning, ambulance, hospital, er, a and e, very ill, "
            "confused, drowsy, stiff neck, no urine, blue, pale, meningitis"
        ),
        short=(
            "<b>When is an infection an emergency?</b>\n"
            "When you are ill with any of these:\n"
            "Confused, hard to wake, or slurred speech. Very short of breath.\n"
            "Blue, pale or blotchy skin. No urine for a day.\n"
            "Call the emergency number at once."
        ),
        more=(
            (
                "The same for shaking that is very strong.\n"
                "Or for a rash that stays when a glass presses on it.\n"
                "With a fever also: a stiff neck, or light that hurts.\n"
                "Call the emergency number at once."
            ),
        ),
        level=Level.CRITICAL,
    ),
    answer(
        Answer(
            "contacts",
            Topic.INFECTION,
            (Source.CHARITY, Source.PUBLIC_HEALTH, Source.HANDBOOK_AU),
            Status.SOURCED,
            {"measles_days": 6, "covid_days": 5},
            related=("signs", "fever", "prevent"),
            ask=False,
            unwell=True,
            mores=3,
        ),
        name="I met somebody ill",
        words=(
            "contact, exposure, exposed, chickenpox, chicken pox, varicella, shingles, zoster, "
            "measles, covid, corona, positive test, met, near, family member ill"
        ),
        short=(
            "<b>I was near chickenpox, shingles or measles. What now?</b>\n"
            "Call your team the same day. The same with a positive COVID test.\n"
            "A medicine may protect you. It works best early.\n"
            "Fever or a rash? Press “{unwell}”, or call."
        ),
        more=(
            "For measles this medicine must be given within {measles_days} days after you met.",
            "Medicines against COVID must start within {covid_days} days after the first signs.",
            "Tell your team when you met the person, and for how long.",
        ),
    ),
    answer(
        Answer(
            "watch_until",
            Topic.INFECTION,
            (Source.STUDIES, Source.LEAFLET_EU, Source.HOSPITAL),
            Status.CONFLICT,
            {"months": 24},
            related=("alert_card", "low_cells", "liver"),
            ask=False,
            unwell=True,
            mores=1,
        ),
        name="Careful until when?",
        words=(
            "how long, careful, risk, after treatment, stopped, last infusion, over, finished, "
            "months later, end, still, immune system back, alert card"
        ),
        short=(
            "<b>How long must I be careful?</b>\n"
            "Long after the last infusion, not only for some weeks.\n"
            "White blood cells and antibodies can fall months later.\n"
            "Fever, cough or other new trouble? Press “{unwell}”, or call."
        ),
        more=(
            (
                "Carry your alert card until {months} months after the last infusion.\n"
                "Tell every doctor that you had rituximab."
            ),
        ),
    ),
    answer(
        Answer(
            "prevent",
            Topic.INFECTION,
            (Source.HOSPITAL, Source.RHEUMATOLOGY),
            Status.SOURCED,
            related=("contacts", "pjp", "signs"),
        ),
        name="How do I avoid germs?",
        words=(
            "prevent, avoid, germs, protect, hygiene, wash hands, mask, crowd, sick people, "
            "colds, children, teeth, soap, clean"
        ),
        short=(
            "<b>How do I avoid infections?</b>\n"
            "Wash your hands often. Brush your teeth.\n"
            "Keep away from people who are ill.\n"
            "Ask your team which vaccines you need, and when."
        ),
    ),
    answer(
        Answer(
            "pjp",
            Topic.INFECTION,
            (Source.KIDNEY, Source.RHEUMATOLOGY, Source.HOSPITAL),
            Status.SOURCED,
            {"months": 6},
            related=("prevent", "lungs", "gpa"),
            mores=1,
        ),
        name="Lung antibiotic, PJP",
        words=(
            "antibiotic, pjp, pcp, pneumocystis, pneumonia, bactrim, septrin, co-trimoxazole, "
            "cotrimoxazole, trimethoprim, sulfa, prophylaxis, lung"
        ),
        short=(
            "<b>Why do I get an antibiotic when I am not ill?</b>\n"
            "It helps to prevent a rare and grave lung infection, PJP.\n"
            "Not everybody needs it. Your team decides.\n"
            "Take all of it, as written. Do not stop it on your own."
        ),
        more=(
            "With GPA or MPA people often take it until {months} months after the last infusion.",
        ),
    ),
)
