"""Words that mean nothing to us, things we cannot read, people without a team. All are answered."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Message, Update

from bot.callbacks import decode
from bot.handlers import lookup
from bot.handlers.check import KEPT, UNCLEAR_AT_LEAST, asked
from bot.handlers.report import context_of
from bot.inbox import Handlers
from bot.said import Pressed, answer, cause, face, pressed, quiet
from bot.scene import Scene
from care.check_steps import Step
from care.delivery import Choice, Lane, OutboxMessage, Page, Rows
from care.findings import NOTHING_KNOWN, Action, Polarity
from care.severity import Severity
from care.symptom_check import Check
from care.tasks import TaskKind
from messages import finding
from messages.courtesies import only_courtesy
from messages.declare import voiced
from messages.finding import Found
from messages.keyboards import PATIENT as KEYBOARD
from messages.texts import redflag, redflag_frame, redflag_talk
from messages.texts import topics as says
from scheduler import media
from scheduler.checking import Asked, Occasion, asked_of, finish, open_check
from scheduler.chores import Chore, ask
from scheduler.wayout import way_out
from store import outbox, people, teams
from store.tables import Patient

VACCINE_WORDS = ("vaccin", "jab", "immunis", "immuniz")


async def unreadable(session: AsyncSession, scene: Scene) -> bool:
    """Open the emergency screen for what nobody can read here; 10 silent minutes are urgent."""
    if scene.words or not scene.speaker.patients:
        return False
    who = await asked(session, scene)
    if scene.message.sticker:
        await _say(session, scene, [voiced("redflag.sticker", care=who.care)], _yes_no(who.patient))
        return True
    seen = await media.may_be_seen(session, who.patient)
    intro = (voiced("redflag.media" if seen else "redflag.media.refused", care=who.care),)
    occasion = Occasion("media", Severity.URGENT, scene.speaker.cause, intro=intro)
    check = Check(step=Step.EMERGENCY_1)
    await open_check(session, who, check, occasion, scene.now)
    await _for_the_team(session, scene)
    return True


async def beside_words(session: AsyncSession, scene: Scene) -> bool:
    """Pass a picture or file on whose words somebody else answers. Takes nothing for itself."""
    if scene.words and scene.message.effective_attachment is not None:
        await _for_the_team(session, scene)
    return False


async def _for_the_team(session: AsyncSession, scene: Scene) -> None:
    sent = scene.message.chat_id, scene.message.message_id
    for patient in scene.speaker.patients:
        await media.tell(session, patient, sent, scene.now)


async def listen(session: AsyncSession, scene: Scene) -> bool:
    """Answer what nobody else took."""
    if not scene.speaker.patients:
        await stranger(session, scene)
        return True
    # What is known of the patient changes none of these answers: it is not asked for.
    who = Asked(scene.speaker.patients[0], scene.speaker.chat, NOTHING_KNOWN)
    reading = scene.reading
    if reading is not None and reading.action is Action.ASK:
        await _ask_what(session, scene)
    elif reading is not None and reading.action is Action.ANSWER and reading.answer:
        page = lookup.fixed(scene, reading.answer)
        await _explain(session, scene, who, page, (says.ALSO.id,) if page.rows else ())
    elif any(word in scene.words.casefold() for word in VACCINE_WORDS):
        await _explain(session, scene, who, lookup.vaccines(scene))
    elif reading is not None and (_only_denied(scene) or _only_courtesy(scene)):
        await _say(session, scene, [voiced("redflag.sticker", care=who.care)], _yes_no(who.patient))
    else:
        await _look_up(session, scene, who)
    return True


async def _look_up(session: AsyncSession, scene: Scene, who: Asked) -> None:
    """Answer from what is written down where it surely fits, else say that it means nothing."""
    fits = lookup.look(scene)
    if lookup.names_a_vaccine(scene, fits):
        await _explain(session, scene, who, lookup.vaccines(scene))
    elif fits.sure:
        await _keep(session, scene)
        await lookup.show(session, scene, fits)
    else:
        await not_understood(session, scene, who, fits)


async def _ask_what(session: AsyncSession, scene: Scene) -> None:
    """Ask about words of the body that mean nothing to us; 10 silent minutes bring them to a human.

    The answers are those to words that mean nothing at all, and end the waiting.
    """
    who = await asked(session, scene)
    await _keep(session, scene)
    occasion = Occasion(
        "unclear",
        UNCLEAR_AT_LEAST,
        scene.speaker.cause,
        question=_not_understood(who),
        buttons=_vague_rows,
        words=scene.words[:KEPT],
    )
    await open_check(session, who, Check(step=Step.NOW), occasion, scene.now)


async def not_understood(
    session: AsyncSession, scene: Scene, who: Asked, fits: Found = finding.NOTHING
) -> None:
    """Say that nobody has read it, keep it, and ask whether it is urgent or for the team.

    Answers that may fit stand below that question, and never in its place.
    """
    await _keep(session, scene)
    send = (Choice(redflag_talk.SEND_TO_TEAM.id, f"unclear.send:{who.patient.id}"),)
    rows = (*_yes_no(who.patient), send, *lookup.rows_of(fits))
    perhaps = [says.PERHAPS.id] if fits else []
    await _say(session, scene, [_not_understood(who), *perhaps], rows)


async def _keep(session: AsyncSession, scene: Scene) -> None:
    """Keep words that nobody has read, for whoever wants to send them."""
    answers = {"words": scene.words[:KEPT], "cause": scene.speaker.cause}
    chat, now = scene.speaker.chat, scene.now
    await people.converse(session, chat, "unread", step="asked", answers=answers, now=now)


def _not_understood(who: Asked) -> str:
    return (redflag_talk.NOT_UNDERSTOOD_CARE if who.care else redflag_talk.NOT_UNDERSTOOD).id


async def stranger(session: AsyncSession, scene: Scene) -> None:
    """Tell somebody without a team that nobody reads this, and whom to call."""
    message = OutboxMessage(
        key=f"stranger:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.SAFETY,
        texts=(redflag_talk.STRANGER.id, redflag.UNKNOWN_EMERGENCY_NUMBER.id),
    )
    await outbox.owe(session, scene.now, message)


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take in the answer to "are you unwell now?": yes, no, or send it to my team."""
    at = pressed(update)
    patient = await _patient(session, at)
    if patient is None:
        await outbox.owe(session, now, answer(at, redflag_frame.OLD_SCREEN, loud=True))
        return
    await _take_in(session, at, patient, (cause(update), None), now)


async def press_vague(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take in the same answer where silence would have meant something, and end the waiting."""
    at = pressed(update)
    found = await asked_of(session, at.press.subject, at.sender)
    if found is None:
        await outbox.owe(session, now, answer(at, redflag_frame.OLD_SCREEN, loud=True))
        return
    row, patient = found
    await finish(session, row, now)
    await _take_in(session, at, patient, (cause(update), row.answers.get("words")), now)


async def _take_in(
    session: AsyncSession,
    at: Pressed,
    patient: Patient,
    said: tuple[str, str | None],
    now: datetime,
) -> None:
    why, words = said
    who = Asked(patient, at.chat, await context_of(session, patient, at.chat, now))
    match at.press.choice:
        case "yes":
            check = Check(step=Step.EMERGENCY_1)
            occasion = Occasion("unwell", Severity.URGENT, why, words=words)
            await open_check(session, who, check, occasion, now)
        case "send":
            await _send_to_team(session, at, patient, now)
        case _:
            await _not_unwell(session, at, who, now)
    await outbox.owe(session, now, quiet(at))


async def _send_to_team(
    session: AsyncSession, at: Pressed, patient: Patient, now: datetime
) -> None:
    """Make a task of words that the program did not understand."""
    kept = await people.conversation(session, at.chat, "unread")
    if kept is not None:
        key = f"unread:{kept.answers['cause']}"
        chore = Chore(TaskKind.UNREAD_TEXT, key, values={"words": kept.answers["words"]})
        await ask(session, patient.care_team_id, patient, chore, now)
    await outbox.owe(session, now, face(at, (redflag_talk.SENT_TO_TEAM.id,), {}))


async def _not_unwell(session: AsyncSession, at: Pressed, who: Asked, now: datetime) -> None:
    name = who.patient.call_name or who.patient.name
    text = voiced("redflag.nothing", care=who.care)
    await outbox.owe(session, now, face(at, (text,), {"name": name}, _answers_under(at)))


def _answers_under(at: Pressed) -> Rows:
    """Return the buttons of answers that stood under the question: "no" takes nothing away."""
    message = at.query.message
    markup = message.reply_markup if isinstance(message, Message) else None
    pressed = (
        [decode(str(key.callback_data)) for row in markup.inline_keyboard for key in row]
        if markup
        else []
    )
    return lookup.again([one for one in pressed if one is not None])


async def _explain(
    session: AsyncSession, scene: Scene, who: Asked, page: Page, last: Sequence[str] = ()
) -> None:
    """Answer from what is known, with the way out beneath: an answer is never a reassurance."""
    team = await teams.team(session, who.patient.care_team_id)
    way = await way_out(session, team, who.chat, scene.now)
    name = who.patient.call_name or who.patient.name
    message = OutboxMessage(
        key=f"explained:{scene.speaker.cause}",
        chat_id=who.chat,
        lane=Lane.SAFETY,
        texts=(*page.texts, *way.texts, *last),
        values={**page.values, **way.values, "name": name},
        rows=page.rows,
        keyboard="" if page.rows else KEYBOARD,
    )
    await outbox.owe(session, scene.now, message)
    if page.rows:
        await _keep(session, scene)


async def _say(session: AsyncSession, scene: Scene, texts: Sequence[str], rows: Rows) -> None:
    patient = scene.speaker.patients[0]
    message = OutboxMessage(
        key=f"asked:{scene.speaker.cause}",
        chat_id=scene.speaker.chat,
        lane=Lane.CONVERSATION,
        texts=tuple(texts),
        values={"name": patient.call_name or patient.name},
        rows=rows,
    )
    await outbox.owe(session, scene.now, message)


async def _patient(session: AsyncSession, at: Pressed) -> Patient | None:
    """Return the patient a button is about, if the sender speaks for them."""
    patient = await people.patient_of_any_team(session, at.press.subject)
    if patient is None or at.sender not in await people.chats_of(session, patient):
        return None
    return patient


def _yes_no(patient: Patient) -> Rows:
    return (
        (Choice(redflag_talk.YES_UNWELL.id, f"unclear.yes:{patient.id}"),),
        (Choice(redflag_talk.NOT_UNWELL.id, f"unclear.no:{patient.id}"),),
    )


def _vague_rows(check_id: int) -> Rows:
    return (
        (Choice(redflag_talk.YES_UNWELL.id, f"vague.yes:{check_id}"),),
        (Choice(redflag_talk.NOT_UNWELL.id, f"vague.no:{check_id}"),),
        (Choice(redflag_talk.SEND_TO_TEAM.id, f"vague.send:{check_id}"),),
    )


def _only_denied(scene: Scene) -> bool:
    reading = scene.reading
    found = reading.findings if reading else ()
    return bool(found) and all(one.polarity is Polarity.NEGATED for one in found)


def _only_courtesy(scene: Scene) -> bool:
    return only_courtesy(scene.words, scene.speaker.language)


ROUTES: Handlers = {"press.unclear": press, "press.vague": press_vague}
