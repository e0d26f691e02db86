"""A member invites a patient, or makes a new way in for one who has not joined.

Names, numbers, links and pictures of links go to the member's direct chat, whatever the command
was written in.
"""

import re
from datetime import datetime
from urllib.parse import quote

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.asking import Asking, Reply, can_be_told, here, plainly, privately
from bot.links import start
from bot.said import Pressed, answer, quiet
from care.delivery import Choice, Lane, Method, OutboxMessage, Value
from care.emergency_numbers import NotDialable, dialable
from care.policies import INVITATION_LASTS
from messages.declare import Text
from messages.texts import staff
from messages.texts import staff_commands as says
from scheduler.enrolling import (
    NewPatient,
    NotAllowed,
    invite_again,
    invite_patient,
    require_numbers,
)
from store import audit, installation, outbox, teams
from store.invitations import Issued
from store.tables import CareTeam, Member, Patient

NUMBER = re.compile(r"\s(\+[0-9 ()./-]{6,})$")


async def invite(session: AsyncSession, asking: Asking) -> None:
    """Enter a patient and send the way in to the member's direct chat, never to a group."""
    new = _new(asking.argument)
    if new is None:
        await here(session, asking, plainly(says.INVITE_USAGE))
        return
    if not await can_be_told(session, asking.sender):
        await here(session, asking, plainly(staff.DETAILS_NO_CHAT))
        return
    try:
        made = await invite_patient(session, asking.team, new, asking.actor, asking.now)
    except NotAllowed:
        await here(session, asking, plainly(says.NO_PHONE))
        return

    bot = await installation.bot(session)
    link = start(bot.username, made[1].token) if bot else ""
    await privately(session, asking, *_invitation(*made, link))
    if not asking.direct:
        await here(session, asking, plainly(says.INVITE_HERE))


async def again(
    session: AsyncSession, at: Pressed, of: tuple[Patient, Member], now: datetime
) -> None:
    """Send a new way in to the member's direct chat: for who has no chat of their own yet."""
    patient, member = of
    team = await teams.team(session, patient.care_team_id)
    refusal = await _refusal(session, at, patient, team)
    if refusal is not None:
        await outbox.owe(session, now, answer(at, refusal, loud=True))
        return
    actor, subject = f"member:{member.id}", f"patient:{patient.id}"
    issued = await invite_again(session, patient, INVITATION_LASTS, actor, now)
    await audit.note(
        session, team.id or 0, now, actor=actor, deed="patient invited", subject=subject
    )
    bot = await installation.bot(session)
    link = start(bot.username, issued.token) if bot else ""
    for reply in _invitation(patient, issued, link):
        message = OutboxMessage(
            key=f"invite:{at.query.id}:{reply.part}",
            chat_id=at.sender,
            lane=Lane.CONVERSATION,
            texts=tuple(text.id for text in reply.texts),
            values=reply.values,
            rows=reply.rows,
            method=reply.method,
        )
        await outbox.owe(session, now, message)
    await outbox.owe(session, now, quiet(at))


async def _refusal(
    session: AsyncSession, at: Pressed, patient: Patient, team: CareTeam
) -> Text | None:
    """Return why no new way in is made, or None."""
    try:
        require_numbers(team)
    except NotAllowed:
        return says.NO_PHONE
    if patient.account_id is not None or not patient.state.is_answered:
        return staff.OLD_BUTTON
    return None if await can_be_told(session, at.sender) else staff.DETAILS_NO_CHAT


def _new(argument: str) -> NewPatient | None:
    """Return whom to invite, or None when no name is there or the number cannot be dialled."""
    found = NUMBER.search(argument)
    name = argument[: found.start()].strip() if found else argument
    if not name or name[0] in "+0123456789":
        return None
    try:
        return NewPatient(name, dialable(found[1]) if found else None)
    except NotDialable:
        return None


def _invitation(patient: Patient, issued: Issued, link: str) -> tuple[Reply, ...]:
    values: dict[str, Value] = {
        "patient": patient.pseudonym,
        "name": patient.name,
        "expires": issued.expires.isoformat(),
        "code": issued.spoken,
    }
    if not link:
        return (Reply((says.INVITED, says.INVITE_CODE), values, part="invitation"),)
    share = Choice(says.SHARE.id, url=f"https://t.me/share/url?url={quote(link, safe='')}")
    texts = (says.INVITED, says.INVITE_LINK, says.INVITE_CODE)
    values["link"] = link
    picture = {"patient": patient.pseudonym, "link": link}
    return (
        Reply(texts, values, ((share,),), part="invitation"),
        Reply((says.INVITE_QR,), picture, method=Method.PHOTO, part="picture"),
    )
