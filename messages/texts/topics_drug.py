"""How the medicine works, how often it comes, whether it cures: answers for patients."""

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
            mores=1,
        ),
        name="How does it work?",
        words="work, works, effect, b cell, b cells, cd20, antibody, mechanism, what does it do",
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
)
