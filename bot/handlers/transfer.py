"""/transfer: a member offers a patient to another team, that team answers, the patient decides.

A member's press counts only in their own team; the patient's only from a chat that may decide.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.asking import Asking, Reply, here, plainly, privately
from bot.callbacks import Press, encode
from bot.inbox import Handlers
from bot.said import Pressed, answer, face, pressed, quiet
from care.delivery import Choice, Value
from care.transfers import TransferState
from messages.declare import Text
from messages.listing import line
from messages.texts import patient_transfer, staff, staff_transfer
from messages.texts import staff_commands as says
from scheduler import transfer_notices, transfers
from scheduler.naming import patient_number
from store import outbox, people, teams
from store import transfers as rows_of
from store.tables import CareTeam, Member, Patient, Transfer

DEED = transfer_notices.DEED
OF_THE_OTHER = frozenset({"accept", "decline"})  # the rest are the first team's, or the patient's
OF_THE_PATIENT = frozenset({"yes", "no"})


# --- The command ----------------------------------------------------------------------------------


async def show(session: AsyncSession, asking: Asking) -> None:
    """Ask to which team a patient shall go, or list what is open when no patient is named."""
    number = patient_number(asking.argument)
    if number is None:
        await _list(session, asking)
        return
    patient = await people.patient(session, asking.team.id or 0, number)
    if patient is None:
        await here(session, asking, plainly(says.UNKNOWN_PATIENT))
        return
    found = await transfers.takers(session, asking.team)
    if not found:
        await here(session, asking, plainly(staff_transfer.REFUSALS["no_team"]))
        return
    values: dict[str, Value] = {"patient": patient.pseudonym}
    buttons = tuple((_to(patient, one),) for one in found)
    await privately(session, asking, Reply((staff_transfer.CHOOSE,), values, buttons))


async def _list(session: AsyncSession, asking: Asking) -> None:
    """List the offers that are open, each with the buttons that the team has under it."""
    found = await rows_of.open_with(session, asking.team.id or 0)
    if not found:
        await here(session, asking, plainly(staff_transfer.NO_OFFERS))
        return
    lines = [words for row in found for words in await _line(session, row, asking.team)]
    await here(session, asking, Reply((staff_transfer.OFFERS,), {"offers": lines}))
    for row in found:
        ours = row.from_team_id == asking.team.id
        if ours or row.state == TransferState.OFFERED:
            await here(session, asking, await _card(session, row, ours=ours))


async def _line(session: AsyncSession, row: Transfer, team: CareTeam) -> list[str]:
    ours = row.from_team_id == team.id
    other = await teams.team(session, row.to_team_id if ours else row.from_team_id)
    text = staff_transfer.TO_LINE if ours else staff_transfer.FROM_LINE
    values: dict[str, Value] = {
        "patient": f"P-{row.patient_id:04}",
        "team": other.name,
        "step": staff_transfer.STEPS[row.state].id,
    }
    return [line(text, values)]


async def _card(session: AsyncSession, row: Transfer, *, ours: bool) -> Reply:
    """Return one open offer: to take it back if it is ours, to answer it if it is to us."""
    change = await transfers.change_of(session, row)
    part = f"transfer{row.id}"
    if not ours:
        values = await transfer_notices.offer_values(session, change)
        return Reply(
            (staff_transfer.OFFER,), values, transfer_notices.offer_rows(change), part=part
        )
    step = staff_transfer.STEPS[row.state].id
    mine: dict[str, Value] = {
        "patient": change.patient.pseudonym,
        "team": change.team.name,
        "step": step,
    }
    return Reply((staff_transfer.TO_LINE,), mine, transfer_notices.withdraw_rows(change), part=part)


def _to(patient: Patient, team: CareTeam) -> Choice:
    press = Press(DEED, "offer", patient.id or 0, team.id or 0)
    return Choice(staff_transfer.TO_TEAM.id, encode(press), values={"team": team.name})


# --- Presses --------------------------------------------------------------------------------------


async def press(session: AsyncSession, update: Update, now: datetime) -> None:
    """Follow a button about a change of team, if it is for whoever pressed it."""
    at = pressed(update)
    if at.press.choice == "offer":
        await _offer(session, at, now)
    elif at.press.choice in OF_THE_PATIENT:
        await _decide(session, at, now)
    else:
        await _answer(session, at, now)


async def _offer(session: AsyncSession, at: Pressed, now: datetime) -> None:
    patient = await people.patient_of_any_team(session, at.press.subject)
    member = await teams.member(session, patient.care_team_id, at.sender) if patient else None
    refusal = _refusal(member)
    if patient is None or member is None or refusal is not None:
        await _refuse(session, at, refusal or staff.REFUSED, now)
        return
    own = await teams.team(session, patient.care_team_id)
    found = {one.id: one for one in await transfers.takers(session, own)}
    to = found.get(at.press.epoch)
    if to is None:
        await _refuse(session, at, staff_transfer.REFUSALS["no_team"], now)
        return
    try:
        row = await transfers.offer(session, patient, to, f"member:{member.id}", now)
    except transfers.NotPossible as why:
        await _refuse(session, at, staff_transfer.REFUSALS[why.code], now)
        return
    card = await _card(session, row, ours=True)
    await _turn(session, at, card, now)


@dataclass(frozen=True, slots=True)
class Scene:
    """A press under an offer, by a member who may answer it."""

    at: Pressed
    row: Transfer
    member: Member


async def _answer(session: AsyncSession, at: Pressed, now: datetime) -> None:
    """Take what a member of either team answers; the right is that of the team which is asked."""
    scene = await _scene(session, at, now)
    if scene is None:
        return
    row, member = scene.row, scene.member
    try:
        match at.press.choice:
            case "accept":
                await transfers.accept(session, row, member, now)
            case "decline":
                await transfers.decline(session, row, member, now)
            case _:
                await transfers.withdraw(session, row, f"member:{member.id}", now)
    except transfers.NotPossible:
        await _refuse(session, at, staff.OLD_BUTTON, now)
        return
    await _turn(session, at, await _face(session, scene), now)


async def _scene(session: AsyncSession, at: Pressed, now: datetime) -> Scene | None:
    """Return the scene if the press may count; otherwise answer, and return None."""
    row = await rows_of.find(session, at.press.subject)
    member = None
    if row is not None:
        theirs = at.press.choice in OF_THE_OTHER
        team = row.to_team_id if theirs else row.from_team_id
        member = await teams.member(session, team, at.sender)
    refusal = _refusal(member)
    if row is not None and member is not None and refusal is None:
        return Scene(at, row, member)
    await _refuse(session, at, refusal or staff.REFUSED, now)
    return None


async def _face(session: AsyncSession, scene: Scene) -> Reply:
    """Return what stands in place of the buttons after an answer."""
    change = await transfers.change_of(session, scene.row)
    texts = {
        "accept": staff_transfer.ACCEPTED_HERE,
        "decline": staff_transfer.DECLINED_HERE,
    }
    values: dict[str, Value] = {
        "patient": change.patient.pseudonym,
        "team": change.former.name,
        "name": scene.member.name,
    }
    return Reply((texts.get(scene.at.press.choice, staff_transfer.WITHDRAWN),), values)


async def _decide(session: AsyncSession, at: Pressed, now: datetime) -> None:
    """Take the patient's yes or no: from a chat that may decide, once."""
    row = await rows_of.find(session, at.press.subject)
    patient = await people.patient_of_any_team(session, row.patient_id) if row else None
    may = patient is not None and at.sender in await transfer_notices.deciders(session, patient)
    if row is None or patient is None or not may:
        await _refuse(session, at, patient_transfer.OLD_QUESTION, now)
        return
    by = await _who(session, patient, at.sender)
    try:
        if at.press.choice == "yes":
            await transfers.agree(session, row, by, now)
        else:
            await transfers.refuse(session, row, by, now)
    except transfers.NotPossible:
        await _refuse(session, at, patient_transfer.OLD_QUESTION, now)
        return
    await outbox.owe(session, now, quiet(at))


async def _who(session: AsyncSession, patient: Patient, sender: int) -> str:
    """Name whoever decided, for the book."""
    if patient.account_id == sender:
        return f"patient:{patient.id}"
    roles = await people.carer_roles(session, sender)
    role = next((one.id for one in roles if one.patient_id == patient.id), None)
    return f"caregiver:{role}"


def _refusal(member: Member | None) -> Text | None:
    if member is None:
        return staff.REFUSED
    return None if member.role.acts else staff.VIEWER_REFUSED


async def _refuse(session: AsyncSession, at: Pressed, text: Text, now: datetime) -> None:
    await outbox.owe(session, now, answer(at, text, loud=True))


async def _turn(session: AsyncSession, at: Pressed, card: Reply, now: datetime) -> None:
    """Give the message that was pressed its new face."""
    ids = tuple(text.id for text in card.texts)
    await outbox.owe(session, now, quiet(at), face(at, ids, card.values, card.rows))


ROUTES: Handlers = {f"press.{DEED}": press}
