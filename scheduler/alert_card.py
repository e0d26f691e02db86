"""The alert card for the wallet as messages that owe it: an offer, then a picture and a page.

Holds facts, never a file: both are drawn when they are sent. Changes nothing.
"""

from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from care.delivery import Lane, Method, OutboxMessage, Value
from messages.declare import voiced
from messages.pages.drawing import Template
from messages.pages.facts import Facts
from messages.pages.printing import PAGE
from messages.texts import staff_card
from scheduler.record import Wish, infusions_of, person_of
from scheduler.record_buttons import BARE, MEMBERS, NAMED, PATIENTS, cards
from scheduler.wayout import way_out
from store import people, teams

FORMS = frozenset({NAMED, BARE})


def offer(wish: Wish) -> OutboxMessage:
    """Return the question whether the name may stand on the card."""
    patient = wish.patient
    return OutboxMessage(
        key=_key(wish),
        chat_id=wish.chat,
        lane=Lane.CONVERSATION,
        texts=(
            staff_card.OFFER.id if wish.member else voiced("patient.card.offer", care=wish.care),
        ),
        values=_values(wish),
        rows=cards(patient, MEMBERS if wish.member else PATIENTS),
    )


async def files(session: AsyncSession, wish: Wish) -> tuple[OutboxMessage, OutboxMessage]:
    """Return the card as a picture and as a page. Whoever asks must have checked the right."""
    facts = await facts_of(session, wish, Template.CARD)
    printed = replace(facts, template=Template.CARD_PRINT)
    return _file(wish, facts, Method.PHOTO), _file(wish, printed, Method.DOCUMENT)


async def facts_of(session: AsyncSession, wish: Wish, template: Template) -> Facts:
    """Return what stands on a card, in the language of who carries it; a name only if wished."""
    holder = await _holder(session, wish)
    person = await person_of(
        session, replace(wish, chat=holder), await infusions_of(session, wish.patient)
    )
    named = wish.name == NAMED
    team = await teams.team(session, wish.patient.care_team_id)
    way = await way_out(session, team, holder, wish.now)
    reader = (await people.readers(session, [holder])).get(holder)
    return Facts(
        template=template,
        made=wish.now.isoformat(),
        days=0,
        person=replace(
            person,
            name=person.name if named else "",
            born=person.born if named else "",
            known=(),
            emergency=_numbers(way.values.get("emergency")),
        ),
        care=wish.care,
        language=reader.language if reader and holder != wish.chat else "",
    )


def _file(wish: Wish, facts: Facts, method: Method) -> OutboxMessage:
    name = "picture" if facts.template.is_picture else "print"
    text = staff_card.SENT.id if wish.member else voiced(f"patient.card.{name}", care=wish.care)
    return OutboxMessage(
        key=f"{_key(wish)}:{name}",
        chat_id=wish.chat,
        lane=Lane.CONVERSATION,
        texts=(text,),
        values={PAGE: [facts.written()], **_values(wish)},
        method=method,
    )


def _key(wish: Wish) -> str:
    return f"record:{wish.patient.id}:{wish.name}:{wish.cause}"


def _values(wish: Wish) -> dict[str, Value]:
    patient = wish.patient
    return {"name": patient.call_name or patient.name, "patient": patient.pseudonym}


async def _holder(session: AsyncSession, wish: Wish) -> int:
    """Return the chat of whoever carries the card: the patient, or somebody who cares for them."""
    patient = wish.patient
    if patient.account_id is not None:
        return patient.account_id
    chats = await people.chats_of(session, patient) if wish.member else ()
    return next(iter(chats), wish.chat)


def _numbers(value: Value | None) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
