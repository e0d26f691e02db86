"""How the medicine works, how often it comes, whether it cures, its brands: answers for patients.

Doses nothing and sets no date: the team does.
"""

from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer

ANSWERS = (
    answer(
        Answer(
            "how_it_works",
            Topic.DRUG,
            (Source.ARTICLE, Source.HOSPITAL),
            Status.SOURCED,
            {"back_from": 6, "back_to": 9},
            related=("how_long", "cure", "low_cells"),
            mores=1,
        ),
        name="How does it work?",
        words="work, works, effect, b cell, b cells, antibody, mechanism, what does it do",
        short=(
            "<b>How does rituximab work?</b>\n"
            "It marks some white blood cells, the B cells.\n"
            "The body then takes these cells away.\n"
            "B cells help to make antibodies. Some of those harm you."
        ),
        more=(
            (
                "B cells also help to fight germs. So infections are easier to get.\n"
                "The cells come back after {back_from} to {back_to} months, sometimes later."
            ),
        ),
    ),
    answer(
        Answer(
            "how_long",
            Topic.DRUG,
            (Source.CHARITY, Source.HOSPITAL, Source.STUDIES, Source.MYOSITIS),
            Status.SOURCED,
            {"joints_from": 2, "joints_to": 16, "muscle_to": 26},
            related=("muscle_trial", "how_often", "cure"),
            mores=1,
            correction=(
                "The dermatomyositis article gives up to 26 weeks, the article on Truxima nothing; "
                "the time differs by illness, so each is named with its own."
            ),
        ),
        name="When does it work?",
        words=(
            "how long, how soon, when, start working, start to work, weeks, months, slow, "
            "no effect, not working, does not help, no better, wait, patience"
        ),
        short=(
            "<b>How long until it works?</b>\n"
            "It works slowly, over weeks or months.\n"
            "For joints it takes {joints_from} to {joints_to} weeks."
        ),
        more=(
            (
                "For muscle disease it can take up to {muscle_to} weeks.\n"
                "Keep taking your other medicines as your team told you.\n"
                "No better after that time? Tell your team."
            ),
        ),
    ),
    answer(
        Answer(
            "how_often",
            Topic.DRUG,
            (Source.LABEL, Source.CHARITY),
            Status.CONFLICT,
            {"infusions": 2, "apart": 2, "again": 6, "soonest": 16},
            related=("how_long", "missed", "gpa"),
            mores=3,
            correction=(
                "The article on Truxima reads as one infusion every 6 months; by the label it is "
                "a course of two infusions, every 24 weeks or as judged, never before 16 weeks."
            ),
        ),
        name="How often do I get it?",
        words=(
            "how often, interval, schedule, course, courses, next infusion, next dose, repeat, "
            "twice a year, every six months, yearly, maintenance, two weeks apart"
        ),
        short=(
            "<b>How often do I get it?</b>\n"
            "Your team decides. Only the dates from your team count.\n"
            "In rheumatoid arthritis one course is most often {infusions} infusions, not one."
        ),
        more=(
            "The infusions of such a course are {apart} weeks apart.",
            (
                "The next course often comes after about {again} months.\n"
                "Some people need it once a year, or less."
            ),
            "The label says: not before {soonest} weeks have passed since the last course.",
        ),
    ),
    answer(
        Answer(
            "cure",
            Topic.DRUG,
            (Source.CHARITY,),
            Status.SOURCED,
            related=("comes_back", "how_often", "how_long"),
            mores=1,
        ),
        name="Does it cure me?",
        words=(
            "cure, cured, heal, healed, healthy again, remission, for life, forever, "
            "lifelong, how many courses, stop treatment, end of treatment"
        ),
        short=(
            "<b>Does it cure my illness?</b>\n"
            "Nobody can promise that. It can calm the illness.\n"
            "Many people need more than one course."
        ),
        more=("Do not stop or skip a course on your own. Talk with your team first.",),
    ),
    answer(
        Answer(
            "biosimilar",
            Topic.DRUG,
            (Source.ARTICLE, Source.STUDIES),
            Status.SOURCED,
            related=("study_switching", "brand_batch"),
            mores=1,
            correction=(
                "The article on Truxima speaks of large switching studies from 2020 to 2026; none "
                "was found, only small ones, so the word large is not repeated."
            ),
        ),
        name="What is a biosimilar?",
        words=(
            "biosimilar, generic, copy, brand, rituxan, mabthera, truxima, ruxience, riabni, "
            "rixathon, riximyo, blitzima, switch, switching, change brand, cheaper"
        ),
        short=(
            "<b>What is a biosimilar?</b>\n"
            "It is a medicine made to be very much like an older one.\n"
            "Truxima is such a medicine. The older one is {original}."
        ),
        more=(
            (
                "Studies show that the two work much the same.\n"
                "Your team decides if you change from one to the other.\n"
                "Ask which one you get, and why."
            ),
        ),
    ),
    answer(
        Answer(
            "brand_batch",
            Topic.DRUG,
            (Source.PROJECT,),
            Status.PROPOSED,
            related=("biosimilar", "after_infusion"),
        ),
        name="Brand and batch number",
        words=(
            "brand, batch, batch number, lot, lot number, record, sticker, which medicine, "
            "name of the medicine, report side effect, recall"
        ),
        short=(
            "<b>Why note the brand and the batch?</b>\n"
            "If a side effect comes later, people can trace which medicine it was.\n"
            "Ask the nurse to note both for each infusion.\n"
            "The batch is also called the lot."
        ),
    ),
    answer(
        Answer(
            "why_infusion",
            Topic.DRUG,
            (Source.ARTICLE, Source.LABEL),
            Status.SOURCED,
            related=("during", "infusion_time", "how_it_works"),
            correction=(
                "The article on Truxima tells of pumps to wear; by its own last lines they are "
                "early research and not in use, so they are not offered here."
            ),
        ),
        name="Why is it an infusion?",
        words=(
            "drip, tablet, pill, injection, iv, vein, needle, infusion, at home, protein, "
            "what is in it, made of, pump, why so slow"
        ),
        short=(
            "<b>Why is it an infusion?</b>\n"
            "Truxima is given only through a vein.\n"
            "It is a large protein, and the body may react to it.\n"
            "So it is given slowly, where nurses can see you."
        ),
    ),
)
