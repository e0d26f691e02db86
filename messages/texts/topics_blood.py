"""Blood tests, which and why: answers for patients.

Reads nobody's results, and calls none good or bad.
"""

from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer

ANSWERS = (
    answer(
        Answer(
            "why_tests",
            Topic.BLOOD,
            (Source.ARTICLE, Source.STUDIES, Source.RHEUMATOLOGY),
            Status.SOURCED,
            related=("which_tests", "how_often_tests", "low_cells"),
            mores=1,
        ),
        name="Why blood tests?",
        words=(
            "blood test, blood work, why, lab, needle, check up, important, skip, missed test, "
            "follow up, sample, blood draw"
        ),
        short=(
            "<b>Why do I need blood tests?</b>\n"
            "Antibodies and white blood cells can fall weeks or months later.\n"
            "You may feel well while they are low.\n"
            "A test can show it early."
        ),
        more=(
            (
                "A test before an infusion helps your team decide if you can have it.\n"
                "Missed one? Call your team and ask for a new date."
            ),
        ),
    ),
    answer(
        Answer(
            "which_tests",
            Topic.BLOOD,
            (Source.ARTICLE, Source.LABEL, Source.HOSPITAL),
            Status.SOURCED,
            related=("why_tests", "how_often_tests", "ck_study"),
            mores=1,
        ),
        name="Which blood tests?",
        words=(
            "blood count, cbc, fbc, full blood count, igg, igm, iga, immunoglobulins, liver test, "
            "kidney, crp, esr, ck, creatine kinase, lab results, values"
        ),
        short=(
            "<b>Which blood tests do I get?</b>\n"
            "Your team decides. Often these:\n"
            "Blood cells. Antibodies (IgG, IgM and IgA). Liver. Kidneys. Inflammation.\n"
            "In muscle disease also a muscle test, CK."
        ),
        more=(
            (
                "This chat does not say if a result is good or bad.\n"
                "Ask your team what your results mean."
            ),
        ),
    ),
    answer(
        Answer(
            "how_often_tests",
            Topic.BLOOD,
            (Source.LABEL, Source.HOSPITAL, Source.ARTICLE),
            Status.CONFLICT,
            {"months_from": 2, "months_to": 4},
            related=("why_tests", "which_tests", "low_cells"),
            mores=1,
            correction=(
                "One article says before every cycle, the other every 2 to 4 weeks, taken from a "
                "page on another treatment; the label says before the first dose, then every 2 to "
                "4 months, and on after the last."
            ),
        ),
        name="How often blood tests?",
        words=(
            "how often, blood test, interval, weeks, months, schedule, next test, before infusion, "
            "every three months, lab, date"
        ),
        short=(
            "<b>How often do I need blood tests?</b>\n"
            "Your team sets the dates. Only those count.\n"
            "The label asks for one before the first infusion.\n"
            "After that, one every {months_from} to {months_to} months."
        ),
        more=(
            (
                "Some clinics test more often, and before each course.\n"
                "Tests can go on after the last infusion. Keep those dates too."
            ),
        ),
    ),
    answer(
        Answer(
            "tests_before",
            Topic.BLOOD,
            (Source.LABEL, Source.HOSPITAL, Source.ARTICLE, Source.MYOSITIS),
            Status.CONFLICT,
            related=("liver", "which_tests", "why_tests"),
            mores=2,
            correction=(
                "Both articles call a test for TB mandatory; it is not on the label's list before "
                "the first dose, so it is named as a test that some clinics do. One adds a third "
                "hepatitis B test to the two that the label asks for."
            ),
        ),
        name="Tests before I start",
        words=(
            "before first infusion, screening, hepatitis b, hep b, tb, tuberculosis, quantiferon, "
            "skin test, hiv, hepatitis c, chest x-ray, start, baseline"
        ),
        short=(
            "<b>Which tests come before the first infusion?</b>\n"
            "Everybody needs a blood test for hepatitis B and a blood count.\n"
            "A hidden hepatitis B could wake up."
        ),
        more=(
            (
                "Your clinic may also check for TB. Not all clinics do.\n"
                "Many test for hepatitis C and measure your antibodies."
            ),
            "Did you ever have TB or hepatitis? Tell your team before the first infusion.",
        ),
    ),
)
