"""All answers to patients' questions in one order, and which of them a reader gets.

Holds no sentence: those are declared in `messages/texts/topics_*.py`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from messages.texts import (
    topics_blood,
    topics_day,
    topics_drug,
    topics_effects,
    topics_family,
    topics_grave,
    topics_illness,
    topics_infection,
    topics_life,
    topics_medicines,
    topics_plans,
    topics_reactions,
    topics_research,
    topics_vaccines,
)
from messages.texts.topics import Answer, Topic

ANSWERS: tuple[Answer, ...] = (
    *topics_drug.ANSWERS,
    *topics_day.ANSWERS,
    *topics_reactions.ANSWERS,
    *topics_grave.ANSWERS,
    *topics_effects.ANSWERS,
    *topics_infection.ANSWERS,
    *topics_blood.ANSWERS,
    *topics_illness.ANSWERS,
    *topics_vaccines.ANSWERS,
    *topics_family.ANSWERS,
    *topics_medicines.ANSWERS,
    *topics_life.ANSWERS,
    *topics_plans.ANSWERS,
    *topics_research.ANSWERS,
)
BY_ID: Mapping[str, Answer] = MappingProxyType({one.id: one for one in ANSWERS})


def answers(*, intimate: bool) -> tuple[Answer, ...]:
    """Return the answers in their order; those on childbearing only where `intimate` is right."""
    return tuple(one for one in ANSWERS if intimate or not one.childbearing)


def of_topic(topic: Topic, *, intimate: bool) -> tuple[Answer, ...]:
    """Return the answers of one topic in their order."""
    return tuple(one for one in answers(intimate=intimate) if one.topic is topic)
