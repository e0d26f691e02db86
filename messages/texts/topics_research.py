"""What studies found, and how far that goes: answers for patients.

Foretells nobody's course. Every answer says that it is research.
"""

from messages.texts.content import Source, Status
from messages.texts.topics import Answer, Topic, answer

ANSWERS = (
    answer(
        Answer(
            "ck_study",
            Topic.RESEARCH,
            (Source.STUDIES, Source.MYOSITIS),
            Status.SOURCED,
            {
                "people": 3,
                "ck_from": 3,
                "ck_to": 8,
                "relapsed": 2,
                "back_from": 6,
                "back_to": 10,
            },
            related=("muscle_trial", "muscle", "comes_back"),
            mores=2,
            correction=(
                "The dermatomyositis article gives 4.6 months for CK and 40 % relapses at 6 to 10 "
                "months as if they held for all; the source is a study of 3 people, so it is named."
            ),
        ),
        name="The muscle test CK",
        words=(
            "ck, creatine kinase, muscle enzyme, muscle test, normal, study, relapse, how long, "
            "months, small study, cpk"
        ),
        short=(
            "<b>When does the muscle test CK become normal?</b>\n"
            "Nobody knows for sure. One very small study looked at {people} people."
        ),
        more=(
            "Their CK was normal after about {ck_from} to {ck_to} months.",
            (
                "The illness came back in {relapsed} of them.\n"
                "That was after {back_from} to {back_to} months.\n"
                "So few people cannot show how it will be for others."
            ),
        ),
    ),
    answer(
        Answer(
            "muscle_trial",
            Topic.RESEARCH,
            (Source.STUDIES, Source.MYOSITIS),
            Status.SOURCED,
            {"people": 200, "better": 83, "of": 100, "weeks": 20},
            related=("muscle", "ck_study", "how_long"),
            mores=2,
            correction=(
                "The dermatomyositis article gives good results in 72 to 82 % without the main "
                "trial, of 200 people, in which 83 % got better but the main goal was missed."
            ),
        ),
        name="The main muscle trial",
        words=(
            "rim, trial, study, myositis, dermatomyositis, research, proof, evidence, results, "
            "does it work, success, percent"
        ),
        short=(
            "<b>What did the main muscle trial find?</b>\n"
            "Most people got better. But it could not prove that the medicine was the reason.\n"
            "The trial had {people} people."
        ),
        more=(
            "In the end about {better} of {of} people were better.",
            (
                "Half of them needed about {weeks} weeks or more.\n"
                "One group got the medicine later. It got better as fast as the other group."
            ),
        ),
    ),
    answer(
        Answer(
            "study_switching",
            Topic.RESEARCH,
            (Source.STUDIES, Source.ARTICLE),
            Status.SOURCED,
            {"compared": 372, "switched": 20},
            related=("biosimilar", "brand_batch", "ra_trial"),
            mores=2,
            correction=(
                "The article on Truxima tells of large switching studies from 2020 to 2026; what "
                "was found is one of 20 people who switched and one of 372 who were compared."
            ),
        ),
        name="Studies on switching",
        words=(
            "switch, switching, change, biosimilar, truxima, rituxan, mabthera, study, studies, "
            "same, compare, equal, equivalent"
        ),
        short=(
            "<b>What do studies say about a change of brand?</b>\n"
            "The results were much the same.\n"
            "But in one study only {switched} people with rheumatoid arthritis switched."
        ),
        more=(
            "Another study compared Truxima with the older medicine in {compared} people.",
            "We found no large study on switching.",
        ),
    ),
    answer(
        Answer(
            "ra_trial",
            Topic.RESEARCH,
            (Source.LABEL, Source.ARTICLE),
            Status.SOURCED,
            {"better": 51, "without": 18, "of": 100, "weeks": 24},
            related=("ra", "how_long", "study_switching"),
            mores=3,
            correction=(
                "The article on Truxima gives 51, 27 and 12 % as results of Truxima; they are "
                "those of the first rituximab with methotrexate, beside 18, 5 and 1 % without it."
            ),
        ),
        name="The arthritis trial",
        words=(
            "acr, trial, study, rheumatoid arthritis, results, percent, does it work, "
            "placebo, evidence, success, proof"
        ),
        short=(
            "<b>How well did it work in rheumatoid arthritis?</b>\n"
            "It helped more people than an infusion without the medicine.\n"
            "This was the first rituximab, not Truxima. All took methotrexate too."
        ),
        more=(
            "With rituximab about {better} of {of} people were clearly better.",
            "Without rituximab it was about {without} of {of} people.",
            "They were counted {weeks} weeks after the start.",
        ),
    ),
)
