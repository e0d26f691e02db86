"""What a patient has already before the first infusion: named sign by sign, read by the team.

Nothing named here counts before a clinician has confirmed it, or was asked about in a check. Once
there was an infusion the check asks instead: nobody remembers the time before for sure.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.callbacks import Press, encode
from bot.handlers.unclear import stranger
from bot.inbox import Handlers
from bot.said import PressedAbout, answer, face, pressed, quiet
from bot.scene import Commands, Scene
from care.check_signs import SIGNS
from care.check_steps import NEXT, USUAL, Choice
from care.delivery import Choice as Button
from care.delivery import Lane, OutboxMessage, Page, Value
from care.tasks import TaskKind
from care.usual import can_be_usual
from messages.declare import voiced
from messages.texts import patient_usual as says
from messages.texts import redflag_check, redflag_frame
from scheduler import usual
from scheduler.chores import ask_team
from store import appointments, outbox, people
from store.patient_facts import Said
from store.tables import Patient

DEED = "before"
OPEN, HAD, NEVER, ONWARD = "open", "had", "none", "next"
# The signs of each screen of the check that may be usual, by the code they report.
PAGES: tuple[Mapping[Choice, str], ...] = tuple(
    {
        choice: SIGNS[step, choice]
        for choice in NEXT[step]
        if (step, choice) in SIGNS and can_be_usual(SIGNS[step, choice], before=True)
    }
    for step in USUAL
)


async def offer(session: AsyncSession, scene: Scene) -> None:
    """Offer to tell what is usual, for each patient whom the reader speaks for."""
    if not scene.speaker.patients:
        await stranger(session, scene)
        return
    for patient in scene.speaker.patients:
        chat, cause = scene.speaker.chat, scene.speaker.cause
        if not await offer_to(session, chat, patient, cause, scene.now):
            begun = _message(chat, f"usual:{cause}:{patient.id}", says.BEGUN.id, patient)
            await outbox.owe(session, scene.now, begun)


async def offer_to(
    session: AsyncSession, chat: int, patient: Patient, cause: str, now: datetime
) -> bool:
    """Offer it in one chat. False, and nothing is said, when there was an infusion."""
    if await appointments.last_infusion(session, patient, now) is not None:
        return False
    offered = voiced("patient.usual.offer", care=chat != patient.account_id)
    message = _message(chat, f"usual:{cause}:{patient.id}", offered, patient)
    rows = ((_button(says.TELL.id, OPEN, patient),),)
    await outbox.owe(session, now, replace(message, rows=rows))
    return True


def _message(chat: int, key: str, text: str, patient: Patient) -> OutboxMessage:
    return OutboxMessage(key, chat, Lane.CONVERSATION, (text,), _named(patient))


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take in what was pressed; after the first infusion nothing is named here any more."""
    at = pressed(update)
    patient = await people.patient_of_any_team(session, at.press.subject)
    mine = patient is not None and at.sender in await people.chats_of(session, patient)
    if patient is None or not mine or not patient.state.is_answered:
        await outbox.owe(session, now, answer(at, redflag_frame.OLD_SCREEN, loud=True))
        return
    page = await _turned(session, PressedAbout(at, patient, now))
    if page is None:
        await outbox.owe(session, now, answer(at, redflag_frame.OLD_SCREEN, loud=True))
        return
    await outbox.owe(session, now, quiet(at), face(at, page.texts, page.values, page.rows))


async def _turned(session: AsyncSession, scene: PressedAbout) -> Page | None:
    """Return the screen that follows a press, or None for a button that is none of ours."""
    choice, number = scene.at.press.choice, scene.at.press.epoch
    begun = await appointments.last_infusion(session, scene.patient, scene.now) is not None
    if begun or choice == HAD:
        return Page((says.BEGUN.id,), {})
    if choice == OPEN:
        return _whether_had(scene)
    if choice == NEVER:
        return await _page(session, scene, 0)
    if choice == ONWARD:
        return await _page(session, scene, number + 1)
    if number < len(PAGES) and choice in PAGES[number]:
        await _toggle(session, scene, PAGES[number][Choice(choice)])
        return await _page(session, scene, number)
    return None


def _whether_had(scene: PressedAbout) -> Page:
    rows = (
        (_button(says.YES.id, HAD, scene.patient),),
        (_button(says.NO.id, NEVER, scene.patient),),
    )
    said = voiced("patient.usual.had", care=scene.care)
    return Page((said,), _named(scene.patient), rows)


async def _toggle(session: AsyncSession, scene: PressedAbout, code: str) -> None:
    """Name a sign, or take it back; the team is shown the list, once for each message of ours."""
    patient, said = scene.patient, Said(f"account:{scene.at.sender}", scene.now)
    if await usual.take_back(session, patient, code, said):
        return
    if await usual.declare(session, patient, code, said):
        key = f"usual:{patient.id}:m{scene.at.message_id}"
        await ask_team(session, patient, TaskKind.USUAL, key, scene.now)


async def _page(session: AsyncSession, scene: PressedAbout, number: int) -> Page:
    named = await _named_so_far(session, scene.patient)
    labels: list[str] = [redflag_check.LABELS[choice].id for choice in named]
    if number >= len(PAGES):
        end = says.END if named else says.END_NOTHING
        texts = (*((says.SO_FAR.id,) if named else ()), end.id)
        return Page(texts, {"named": labels})
    asked = voiced("patient.usual.ask", care=scene.care)
    texts = (asked, *((says.SO_FAR.id,) if named else ()))
    rows = tuple((_sign(choice, choice in named, scene, number),) for choice in PAGES[number])
    onward = (_button(says.ONWARD.id, ONWARD, scene.patient, number),)
    return Page(texts, {**_named(scene.patient), "named": labels}, (*rows, onward))


async def _named_so_far(session: AsyncSession, patient: Patient) -> list[Choice]:
    declared = await usual.declared(session, patient)
    return [choice for page in PAGES for choice, code in page.items() if code in declared]


def _sign(choice: Choice, named: bool, scene: PressedAbout, number: int) -> Button:  # noqa: FBT001 -- how it stands
    label = redflag_check.LABELS[choice].id
    if not named:
        return _button(label, choice.value, scene.patient, number)
    data = _data(choice.value, scene.patient, number)
    return Button(says.TAKE_BACK.id, data, values={"sign": label})


def _button(label: str, choice: str, patient: Patient, number: int = 0) -> Button:
    return Button(label, _data(choice, patient, number))


def _data(choice: str, patient: Patient, number: int) -> str:
    return encode(Press(DEED, choice, patient.id or 0, number))


def _named(patient: Patient) -> dict[str, Value]:
    return {"name": patient.call_name or patient.name}


ROUTES: Handlers = {f"press.{DEED}": press}
COMMANDS: Commands = {"usual": offer}
