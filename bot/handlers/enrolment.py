"""The way in, question by question, by buttons or words. It stops and goes on at any point.

Holds the order of what happens; how a question looks and what an answer means stand beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.handlers import before
from bot.handlers import enrolment_standing as standings
from bot.handlers.enrolment_answers import PHONES, Answer, take, typed
from bot.handlers.enrolment_screens import BACK, DEED, At, look, rows, zones_of
from bot.handlers.enrolment_standing import Standing
from bot.inbox import Handlers
from bot.said import Pressed, cause, newcomer, pressed, quiet
from bot.said import answer as reply
from bot.scene import Scene
from care.delivery import Lane, Method, OutboxMessage
from care.enrolment import (
    ENDS,
    PRACTICE_LASTS,
    PRACTISING,
    Choice,
    Course,
    Outdated,
    Step,
    choose,
    go_back,
)
from messages.declare import voiced
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import patient_enrolment as texts
from messages.texts import redflag
from scheduler.enrolment import Entrant, come_in, decline, entrant
from scheduler.wayout import way_out
from store import invitations, outbox, people
from store.tables import Invitation

TYPING_LASTS = timedelta(hours=48)  # afterwards words are no answer: nobody remembers the question


@dataclass(frozen=True, slots=True)
class Turn:
    """One message or press of somebody on the way in."""

    at: At
    cause: str
    now: datetime

    @property
    def who(self) -> Entrant:
        """Return who comes in."""
        return self.at.who

    @property
    def standing(self) -> Standing:
        """Return where they stand."""
        return self.at.standing


async def begin(session: AsyncSession, scene: Scene, who: Entrant) -> None:
    """Ask the first question, or the one that is open, whichever invitation led to it."""
    known = await standings.find(session, who.account.id)
    number = who.invitation.id or 0
    standing = Standing(Course(who.invitation.kind), number)
    before: tuple[str, ...] = ()
    if known is not None and known.course.kind is who.invitation.kind:
        standing = replace(known.at(known.course), invitation=number)
        before = (texts.RESUMED.id,)
    turn = Turn(At(who, standing, scene.preview), scene.speaker.cause, scene.now)
    await _ask(session, turn, before)


async def resume(session: AsyncSession, scene: Scene) -> bool:
    """Ask the open question again, or the first. False if nobody is on the way in."""
    invitation = await invitations.opened_by(session, scene.speaker.account.id)
    if invitation is None or not await may_go_on(session, scene, invitation):
        return False
    who = await entrant(session, scene.speaker.account, invitation)
    tied = who is not None and (who.cares or who.patient.account_id == who.account.id)
    if who is None or not tied:
        return False
    await begin(session, scene, who)
    return True


async def may_go_on(session: AsyncSession, scene: Scene, invitation: Invitation) -> bool:
    """Say whether this account may come in: the invitation stands, or it began while it did."""
    account_id = scene.speaker.account.id
    if invitations.stands(invitation, account_id, scene.now):
        return True
    known = await standings.find(session, account_id)
    begun = known is not None and known.invitation == invitation.id
    ended = invitation.used_at is not None or invitation.revoked_at is not None
    return begun and not ended and invitation.opened_by == account_id


async def leave(session: AsyncSession, scene: Scene) -> bool:
    """Stop asking, and say how to go on. False if no question on the way in is open."""
    account_id = scene.speaker.account.id
    standing = await standings.find(session, account_id)
    if standing is None or standing.left:
        return False
    if standing.course.step in PRACTISING:
        await standings.forget(session, account_id)
        return False
    await standings.keep(session, account_id, replace(standing, left=True), scene.now)
    message = _message(scene.speaker.chat, f"enrol:{scene.speaker.cause}", (texts.STOPPED.id,))
    await outbox.owe(session, scene.now, message)
    return True


async def press(
    session: AsyncSession, update: Update, now: datetime, preview: tuple[str, ...] = ()
) -> None:
    """Take a pressed answer in; a button of an earlier question says so and changes nothing."""
    at = pressed(update)
    account = await people.meet(session, newcomer(update), now)
    standing = await standings.find(session, account.id)
    shown = (at.press.subject, at.press.epoch)
    if standing is None or shown[0] != standing.invitation or shown[1] > standing.screen:
        await outbox.owe(session, now, await _without_question(session, at))
        return

    who = await _entrant(session, account.id, standing)
    if who is None:
        await _withdrawn(session, account.id, standing, now)
        await outbox.owe(session, now, quiet(at))
        return
    turn = Turn(At(who, standing, preview), cause(update), now)
    if shown[1] < standing.screen:
        await _pressed_again(session, turn, at)
        return
    said = await _pressed(session, turn, at.press.choice)

    await outbox.owe(session, now, quiet(at) if said else reply(at, texts.OLD_QUESTION, loud=True))


async def _without_question(session: AsyncSession, at: Pressed) -> OutboxMessage:
    """Return what somebody is told who presses a question that is not open, and none is."""
    invitation = await invitations.with_id(session, at.press.subject)
    mine = invitation is not None and invitation.opened_by == at.sender
    if mine and invitation is not None and invitation.used_at is not None:
        return reply(at, texts.ALL_NOTED)
    return reply(at, texts.OLD_QUESTION, loud=True)


async def _pressed_again(session: AsyncSession, turn: Turn, at: Pressed) -> None:
    """Say that an earlier answer is noted. Where it is far above, ask the open question again.

    Not the practice: asked again, "I feel unwell" would be taken for one, and may be meant by now.
    """
    standing = turn.standing
    far = at.press.epoch < standing.screen - 1 or standing.left
    if far and standing.course.step not in PRACTISING:
        await _ask(session, turn, (texts.RESUMED.id,))
    await outbox.owe(session, turn.now, reply(at, texts.NOTED))


async def _pressed(session: AsyncSession, turn: Turn, name: str) -> bool:
    """Follow a button by its name. False if the open question has no such button."""
    option = {one.name: one for one in look(turn.at).options}.get(name)
    if option is None:
        return False
    await _follow(session, turn, Answer(option.choice, option.name))
    return True


async def listen(session: AsyncSession, scene: Scene) -> bool:
    """Take words or a shared number as an answer to the open question.

    What does not even look like an answer goes on to those who ask whether somebody is unwell.
    """
    standing = await standings.find(session, scene.speaker.account.id)
    said = _said(scene, standing)
    if standing is None or said is None:
        return False
    who = await _entrant(session, scene.speaker.account.id, standing)
    if who is None:
        await _withdrawn(session, scene.speaker.account.id, standing, scene.now)
        return True

    turn = Turn(At(who, standing, scene.preview), scene.speaker.cause, scene.now)
    found = typed(turn.at, said, look(turn.at).options)
    if isinstance(found, Answer):
        await _follow(session, turn, found)
        return True
    if standing.course.step in PRACTISING:
        return False
    await _ask(session, turn, (found.text.id,))
    return found.like


def _said(scene: Scene, standing: Standing | None) -> str | None:
    """Return what was said in answer to an open question, or None if nothing was."""
    if standing is None or standing.left or standing.updated is None:
        return None
    lasts = PRACTICE_LASTS if standing.course.step in PRACTISING else TYPING_LASTS
    if scene.now - standing.updated > lasts:
        return None
    contact = scene.message.contact
    if contact is not None and standing.course.step in PHONES:
        return f"+{contact.phone_number.lstrip('+')}"
    return scene.words or None


# --- Practice -------------------------------------------------------------------------------------


async def practising(session: AsyncSession, account_id: int, now: datetime) -> bool:
    """Say whether "I feel unwell" is now pressed for practice: once, and only just after we asked.

    Pressed again, or later, it is meant.
    """
    standing = await standings.find(session, account_id)
    if standing is None or standing.course.step is not Step.PRACTICE or standing.left:
        return False
    return standing.updated is not None and now - standing.updated <= PRACTICE_LASTS


async def practice(session: AsyncSession, scene: Scene) -> bool:
    """Answer "I feel unwell" as practice, if that is what it is. It pages nobody."""
    account_id = scene.speaker.account.id
    if not await practising(session, account_id, scene.now):
        return False
    standing = await standings.find(session, account_id)
    who = await _entrant(session, account_id, standing) if standing else None
    if standing is None or who is None:
        return False
    turn = Turn(At(who, standing, scene.preview), scene.speaker.cause, scene.now)
    await _follow(session, turn, Answer(Choice.GIVEN))
    return True


# --- What follows from an answer ------------------------------------------------------------------


async def _follow(session: AsyncSession, turn: Turn, answer: Answer) -> None:
    """Change what the answer is about, and go where it leads."""
    course = turn.standing.course
    if answer.value == BACK:
        await _ask(session, _moved(turn, go_back(course), matches=[]))
        return
    if answer.given:
        await _ask(session, _moved(turn, course, **answer.given))
        return
    try:
        after = choose(course, answer.choice)
    except Outdated:
        await _ask(session, turn, (texts.CHOOSE_ONE.id,))
        return
    await take(session, turn.who, course.step, answer, turn.now)
    await _go(session, _moved(turn, after, practised=answer.choice is Choice.YES), answer)


async def _go(session: AsyncSession, turn: Turn, answer: Answer) -> None:
    """Ask what comes next, or bring it to its end."""
    course = turn.standing.course
    came_from = course.behind[-1]
    if course.step is Step.ZONE and len(zones_of(turn.who)) <= 1:
        only = Answer(Choice.GIVEN, "z0")
        if zones_of(turn.who):
            await take(session, turn.who, Step.ZONE, only, turn.now)
        await _go(session, _moved(turn, choose(course, Choice.GIVEN)), only)
        return
    if course.step is Step.DECLINED:
        await _declined(session, turn)
        return
    if came_from is Step.ZONE and not await _welcome(session, turn):
        return
    if course.step in ENDS:
        await _over(session, turn, came_from, answer)
        return
    await _ask(session, turn)


async def _ask(session: AsyncSession, turn: Turn, before: Sequence[str] = ()) -> None:
    """Show the open question, and remember when."""
    shown = look(turn.at)
    message = OutboxMessage(
        key=f"enrol:{turn.cause}:{turn.standing.screen}",
        chat_id=turn.who.account.id,
        lane=Lane.CONVERSATION,
        texts=(*before, *shown.texts),
        values=shown.values,
        rows=rows(shown, turn.standing),
    )
    await outbox.owe(session, turn.now, message)
    await standings.keep(session, turn.who.account.id, replace(turn.standing, left=False), turn.now)


async def _welcome(session: AsyncSession, turn: Turn) -> bool:
    """Take somebody in: the numbers, the keyboard, the team's card for the phone book."""
    who, now = turn.who, turn.now
    if not await come_in(session, who, now):
        await _withdrawn(session, who.account.id, turn.standing, now)
        return False
    way = await way_out(session, who.team, who.account.id, now)
    welcome = voiced("patient.enrol.welcome", care=who.cares)
    name = who.patient.call_name or who.patient.name
    greeting = OutboxMessage(
        key=f"welcome:{who.invitation.id}",
        chat_id=who.account.id,
        lane=Lane.CONVERSATION,
        texts=(welcome, redflag.NO_RECEIPT.id, *way.texts),
        values={**way.values, "name": name},
        keyboard=KEYBOARD,
    )
    card = OutboxMessage(
        key=f"card:{who.invitation.id}",
        chat_id=who.account.id,
        lane=Lane.CONVERSATION,
        texts=(texts.CARD.id,),
        values={"name": who.team.name, "phone": who.team.phone},
        method=Method.CONTACT,
    )
    await outbox.owe(session, now, greeting, card)
    return True


async def _declined(session: AsyncSession, turn: Turn) -> None:
    who, now = turn.who, turn.now
    cut_off = await decline(session, who, now)
    await standings.forget(session, who.account.id)
    way = await way_out(session, who.team, who.account.id, now)
    said = voiced("patient.enrol.declined", care=who.cares)
    words = (said if cut_off else texts.DECLINED_ALERTED.id, redflag.TEAM_NUMBER.id, *way.texts)
    values = {**way.values, "phone": who.team.phone}
    message = _message(who.account.id, f"enrol:{turn.cause}", tuple(dict.fromkeys(words)))
    await outbox.owe(session, now, replace(message, values=values))


async def _over(session: AsyncSession, turn: Turn, came_from: Step, answer: Answer) -> None:
    """End the questions. A practice that was run or skipped is over from here on."""
    await standings.forget(session, turn.who.account.id)
    if came_from not in PRACTISING:
        return
    text = texts.PRACTICE_SKIPPED
    if came_from is Step.SOUND:
        text = texts.SOUND_ON if answer.choice is Choice.YES else texts.SOUND_OFF
    message = _message(turn.who.account.id, f"enrol:{turn.cause}", (text.id,))
    await outbox.owe(session, turn.now, replace(message, keyboard=KEYBOARD))
    chat, patient = turn.who.account.id, turn.who.patient
    await before.offer_to(session, chat, patient, turn.cause, turn.now)


async def _withdrawn(
    session: AsyncSession, account_id: int, standing: Standing, now: datetime
) -> None:
    """Say that the clinic has taken the invitation back, and forget the questions."""
    await standings.forget(session, account_id)
    invitation = await invitations.with_id(session, standing.invitation)
    assert invitation is not None, "invitations are never deleted"
    who = await people.account(session, account_id)
    found = await entrant(session, who, invitation) if who else None
    message = _message(account_id, f"withdrawn:{standing.invitation}", (texts.CANCELLED.id,))
    values = {"phone": found.team.phone} if found else {}
    await outbox.owe(session, now, replace(message, values=values))


async def _entrant(session: AsyncSession, account_id: int, standing: Standing) -> Entrant | None:
    """Return who answers, or None when the invitation or the tie to it is no more."""
    invitation = await invitations.with_id(session, standing.invitation)
    account = await people.account(session, account_id)
    if invitation is None or account is None or invitation.revoked_at is not None:
        return None
    who = await entrant(session, account, invitation)
    if who is None or (not who.cares and who.patient.account_id != account_id):
        return None
    return who


def _moved(turn: Turn, course: Course, **given: object) -> Turn:
    return replace(turn, at=replace(turn.at, standing=turn.standing.at(course, **given)))


def _message(chat: int, key: str, words: tuple[str, ...]) -> OutboxMessage:
    return OutboxMessage(key=key, chat_id=chat, lane=Lane.CONVERSATION, texts=words)


def routes(preview: tuple[str, ...]) -> Handlers:
    """Return the handlers of presses, for these languages beside the open ones."""
    return {f"press.{DEED}": partial(press, preview=preview)}
