"""The commands of a care team, in its group and in a member's direct chat. Default: refused."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Message

from bot.asking import Asking, Reply, here, may_act, plainly
from bot.handlers import (
    team_dates,
    team_invitations,
    team_lists,
    team_oncall,
    team_patients,
    team_plan,
    thresholds,
    transfer,
)
from bot.scene import Command, Commands, Scene
from care.findings import Action
from care.people import Role
from messages.keyboards import Key
from messages.texts import staff_team as says
from scheduler.naming import patient_number
from store import people, teams
from store.tables import CareTeam, Member

BY_NAME = ("dates", "help", "start")  # commands that patients have too


class Whose(StrEnum):
    """Which team a command is for, when the member is in several."""

    EACH = "each"  # a list: of each team in turn
    PATIENT = "patient"  # of the team whose patient is named
    ONE = "one"  # only where there is no doubt


@dataclass(frozen=True, slots=True)
class Order:
    """What a command does, for which team, and whether one may only look to give it."""

    act: Callable[[AsyncSession, Asking], Awaitable[None]]
    whose: Whose
    looks: bool = False


ORDERS: Mapping[str, Order] = {
    "help": Order(team_lists.show_help, Whose.EACH, looks=True),
    "start": Order(team_lists.show_help, Whose.EACH, looks=True),
    "alerts": Order(team_lists.show_alerts, Whose.EACH, looks=True),
    "tasks": Order(team_lists.show_tasks, Whose.EACH, looks=True),
    "patients": Order(team_lists.show_patients, Whose.EACH, looks=True),
    "team": Order(team_lists.show_settings, Whose.EACH, looks=True),
    "oncall": Order(team_oncall.show, Whose.EACH, looks=True),
    "test": Order(team_oncall.test, Whose.EACH, looks=True),
    "thresholds": Order(thresholds.show, Whose.EACH, looks=True),
    "invite": Order(team_invitations.invite, Whose.ONE),
    "patient": Order(team_patients.show, Whose.PATIENT, looks=True),
    "dates": Order(team_dates.dates, Whose.PATIENT, looks=True),
    "plan": Order(team_plan.show, Whose.PATIENT, looks=True),
    "given": Order(team_dates.given, Whose.PATIENT),
    "transfer": Order(transfer.show, Whose.PATIENT),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A command as it was written: its name, what follows, and whose bot it is meant for."""

    name: str
    argument: str
    meant_for: str = ""


def written_command(words: str) -> Written | None:
    """Return the command a text is, or None. Names are read in any case."""
    if not words.startswith("/"):
        return None
    first, _, rest = words.partition(" ")
    name, _, bot = first[1:].lower().partition("@")
    return Written(name, rest.strip(), bot)


async def in_group(
    session: AsyncSession, message: Message, team: CareTeam, command: Written, now: datetime
) -> None:
    """Carry out a command that was written in the team's group, if its writer is a member."""
    assert message.from_user is not None
    sender, cause = message.from_user.id, f"m:{message.chat_id}:{message.message_id}"
    member = await teams.member(session, team.id or 0, sender)
    writer = member or Member(care_team_id=team.id or 0, name="", role=Role.VIEWER, created=now)
    asking = Asking(writer, team, sender, message.chat_id, cause, command.argument, now)
    if member is None:
        unseen = message.sender_chat is not None
        await here(session, asking, plainly(says.ANONYMOUS if unseen else says.NOT_A_MEMBER))
    elif message.edit_date is not None:
        await here(session, asking, Reply((says.EDITED,), {}, part="edited"))
    else:
        await _carry_out(session, ORDERS[command.name], asking)


async def listen(session: AsyncSession, scene: Scene) -> bool:
    """Carry out a command that a member wrote in the direct chat; leave everything else alone."""
    command = written_command(scene.words)
    if command is None or command.name not in ORDERS or command.name in BY_NAME:
        return False
    return await _in_private(session, scene, command)


async def listen_to_members(session: AsyncSession, scene: Scene) -> bool:
    """Answer a member whose words mean nothing here. A red flag is not for us to explain away."""
    red = scene.reading is not None and scene.reading.action is Action.ALERT
    if red or scene.speaker.patients:
        return False
    return await _in_private(session, scene, Written("help", ""))


def beside(commands: Commands) -> Commands:
    """Return the patients' commands, where those with a name that members use ask who writes."""
    return {
        **commands,
        **{name: _either(name, commands[name]) for name in BY_NAME if name in commands},
    }


def beside_keys(keys: Mapping[Key, Command]) -> Mapping[Key, Command]:
    """Return what the patients' keyboard asks for; a member who types "help" means another help."""
    return {**keys, Key.HELP: _either("help", keys[Key.HELP])}


def _either(name: str, usual: Command) -> Command:
    async def command(session: AsyncSession, scene: Scene) -> None:
        asked = Written(name, "" if name == "help" else scene.argument)
        for_us = await _is_for_members(session, scene, asked)
        if not for_us or not await _in_private(session, scene, asked):
            await usual(session, scene)

    return command


async def _is_for_members(session: AsyncSession, scene: Scene, asked: Written) -> bool:
    """Say whether a command that patients have too is meant as a member's."""
    if asked.name == "dates" and patient_number(asked.argument) is not None:
        return True
    if scene.speaker.patients or (asked.name == "start" and asked.argument):
        return False
    return asked.name != "dates" or bool(await teams.memberships(session, scene.speaker.chat))


async def _in_private(session: AsyncSession, scene: Scene, command: Written) -> bool:
    chat = scene.speaker.chat
    posts = await teams.memberships(session, chat)
    if not posts:
        return False
    order = ORDERS[command.name]
    chosen = await _chosen(session, order.whose, posts, command.argument)
    for member in chosen or posts[:1]:
        team = await teams.team(session, member.care_team_id)
        cause = scene.speaker.cause
        asking = Asking(member, team, chat, chat, cause, command.argument, scene.now)
        if not chosen:
            await here(session, asking, plainly(says.WHICH_TEAM))
        elif scene.message.edit_date is not None:
            await here(session, asking, plainly(says.EDITED))
        else:
            await _carry_out(session, order, asking)
    return True


async def _chosen(
    session: AsyncSession, whose: Whose, posts: Sequence[Member], argument: str
) -> Sequence[Member]:
    """Return the memberships a command is for; none when that is in doubt."""
    match whose:
        case Whose.EACH:
            return posts
        case Whose.ONE:
            return posts if len(posts) == 1 else ()
        case Whose.PATIENT:
            number = patient_number(argument) or 0
            for post in posts:
                if await people.patient(session, post.care_team_id, number):
                    return [post]
            return posts[:1]


async def _carry_out(session: AsyncSession, order: Order, asking: Asking) -> None:
    if order.looks or await may_act(session, asking):
        await order.act(session, asking)
