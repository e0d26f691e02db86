"""The thresholds of a team in the chat: which count, what others would have done, more careful.

Less careful is never set here: that takes a clinician's name and a reason, at the prompt.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.asking import Asking, Reply, here
from bot.callbacks import Press, encode
from bot.inbox import Handlers
from bot.said import Pressed, answer, face, pressed, quiet
from care.delivery import Choice, Lane, OutboxMessage, Rows, Value, Values
from care.effects import LOOKED_BACK, Effect, looks_at_normal
from care.thresholds import (
    ADJUSTABLE,
    Adjustable,
    Limits,
    OutOfBounds,
    ThresholdName,
    TooLax,
    named,
    shown,
    value_of,
)
from care.thresholds import Value as Setting
from messages.declare import Text
from messages.listing import line
from messages.texts import staff
from messages.texts import staff_thresholds as says
from messages.texts.staff_commands import SEVERITIES
from messages.texts.staff_plan_names import STANDINGS
from scheduler.limit_effects import effect_of
from scheduler.limit_setting import Wanted, decided, set_threshold
from scheduler.limits import limits_of
from store import outbox, teams
from store.tables import CareTeam, Member, TeamSetting

WHY = "more careful, after what it would have done was shown"
SOURCE = "the chat"


@dataclass(frozen=True, slots=True)
class Step:
    """A threshold, the value it may have next, and what counts now."""

    threshold: Adjustable
    value: Setting
    now: Limits

    @property
    def then(self) -> Limits:
        """Return the limits as they would be."""
        return replace(self.now, **{self.threshold.name.value: self.value})  # type: ignore[arg-type]  # by name

    @property
    def more_careful(self) -> bool:
        """Say whether it is more careful than what counts."""
        place = self.threshold.place
        return place(self.value) > place(self.now.of(self.threshold.name))


async def show(session: AsyncSession, asking: Asking) -> None:
    """Show the thresholds; `/thresholds fever 37.8` asks for one of them at once."""
    if asking.argument:
        await here(session, asking, await _wished(session, asking))
    else:
        await here(session, asking, await _list(session, asking.team))


async def _list(session: AsyncSession, team: CareTeam) -> Reply:
    now = await limits_of(session, team.id or 0)
    own = await decided(session, team.id or 0)
    lines = [
        words
        for name, one in ADJUSTABLE.items()
        for words in (_rule(one, now.of(name)), _ground(one, own.get(name)))
    ]
    values: dict[str, Value] = {"team": team.name, "thresholds": lines, "command": _command(team)}
    return Reply((says.LIST, says.HOW), values, _buttons(team, now))


def _buttons(team: CareTeam, now: Limits) -> Rows:
    """Return a button for each threshold that can be more careful."""
    steps = [(one, one.next(now.of(name))) for name, one in ADJUSTABLE.items()]
    return tuple(
        (Choice(says.BUTTONS[one.name].id, _press("limit", team, one, value)),)
        for one, value in steps
        if value is not None
    )


def _press(deed: str, team: CareTeam, one: Adjustable, value: Setting) -> str:
    return encode(Press(deed, one.name.value, team.id or 0, one.place(value)))


def _rule(one: Adjustable, value: Setting) -> str:
    said: Value = value
    if one.name is ThresholdName.COUGH_POLICY:
        said = next(text.id for severity, text in SEVERITIES.items() if severity == value)
    return line(says.RULES[one.name], {"value": said})


def _ground(one: Adjustable, row: TeamSetting | None) -> str:
    """Return on whose word a threshold counts."""
    if row is None:
        return line(says.OURS, {"source": one.source, "standing": STANDINGS[one.status].id})
    return line(says.OWN, {"who": row.who, "when": row.at.isoformat(), "why": row.why})


def _command(team: CareTeam, one: str = "NAME", value: str = "VALUE") -> str:
    return f"companion team threshold {team.id} {one} {value} --clinician NAME --why REASON"


# --- One of them ----------------------------------------------------------------------------------


async def _wished(session: AsyncSession, asking: Asking) -> Reply:
    """Return the question about a value that was typed, or why it cannot be set here."""
    name, _, said = asking.argument.partition(" ")
    try:
        one = named(name)
        step = Step(one, value_of(one, said), await limits_of(session, asking.team.id or 0))
    except (OutOfBounds, TooLax):
        ladders = "\n".join(
            f"{one.name} {', '.join(map(shown, one.ladder))}" for one in ADJUSTABLE.values()
        )
        return Reply((says.NO_SUCH,), {"ladders": ladders})
    if step.value == step.now.of(one.name):
        return Reply((says.COUNTS_ALREADY,), {})
    if not step.more_careful:
        command = _command(asking.team, one.name, shown(step.value))
        return Reply((says.LESS_CAREFUL, says.HOW), {"command": command})
    return await _question(session, asking.team, step, asking.now)


async def _question(session: AsyncSession, team: CareTeam, step: Step, moment: datetime) -> Reply:
    """Return what a step would have done, and the one question before it is taken."""
    one = step.threshold
    found = await effect_of(session, team.id or 0, (step.now, step.then), moment)
    texts, values = _effect(step, found)
    values |= {
        "team": team.name,
        "now": [_rule(one, step.now.of(one.name))],
        "then": [_rule(one, step.value)],
    }
    rows = (
        (Choice(says.YES.id, _press("limit_yes", team, one, step.value)),),
        (Choice(says.NO.id, encode(Press("limit_no", "", team.id or 0))),),
    )
    return Reply((says.ASK, *texts), values, rows)


def _effect(step: Step, found: Effect) -> tuple[tuple[Text, ...], dict[str, Value]]:
    if step.threshold.name is ThresholdName.SATURATION:
        return (says.OXYGEN_NOT_KEPT,), {}
    more = [
        line(says.MORE_LINE, {"severity": SEVERITIES[severity].id, "count": count})
        for severity, count in found.more.items()
    ]
    values: dict[str, Value] = {"days": LOOKED_BACK.days, "reports": found.reports, "more": more}
    texts = [says.MORE if more else says.NONE_MORE]
    if found.perhaps:
        texts.append(says.PERHAPS)
        values["perhaps"] = found.perhaps
    if looks_at_normal(step.now, step.then):
        texts.append(says.NORMAL_NOT_KEPT)
    return tuple(texts), values


# --- Presses --------------------------------------------------------------------------------------


async def ask(session: AsyncSession, update: Update, now: datetime) -> None:
    """Show what a step would have done, and ask once."""
    at = pressed(update)
    found = await _step(session, at, now)
    if found is not None:
        member, step = found
        team = await teams.team(session, member.care_team_id)
        await _turn(session, at, await _question(session, team, step, now), now)


async def take(session: AsyncSession, update: Update, now: datetime) -> None:
    """Take the step: it counts from now on, and the group is told who took it."""
    at = pressed(update)
    found = await _step(session, at, now)
    if found is None:
        return
    member, step = found
    decision = teams.Decision(member.name, now, WHY, SOURCE)
    wanted = Wanted(step.threshold, step.value)
    team = await teams.team(session, member.care_team_id)
    await set_threshold(session, team.id or 0, wanted, decision, f"member:{member.id}")

    then = [_rule(step.threshold, step.value)]
    values: Values = {"team": team.name, "who": member.name, "then": then}
    await outbox.owe(session, now, answer(at, says.SET), face(at, (says.DONE.id,), values))
    if team.chat_id is not None and team.chat_id != at.chat:
        told = OutboxMessage(
            key=f"threshold:{at.query.id}",
            chat_id=team.chat_id,
            lane=Lane.CONVERSATION,
            texts=(says.DONE.id,),
            values=values,
            silent=True,
        )
        await outbox.owe(session, now, told)


async def leave(session: AsyncSession, update: Update, now: datetime) -> None:
    """Show the list again; nothing has changed."""
    at = pressed(update)
    member = await _member(session, at, now)
    if member is not None:
        team = await teams.team(session, member.care_team_id)
        await _turn(session, at, await _list(session, team), now)


async def _turn(session: AsyncSession, at: Pressed, reply: Reply, now: datetime) -> None:
    texts = tuple(text.id for text in reply.texts)
    await outbox.owe(session, now, quiet(at), face(at, texts, reply.values, reply.rows))


async def _member(session: AsyncSession, at: Pressed, now: datetime) -> Member | None:
    """Return the member who pressed, if one who may act; anybody else is told so."""
    member = await teams.member(session, at.press.subject, at.sender)
    if member is not None and member.role.acts:
        return member
    refusal = staff.REFUSED if member is None else staff.VIEWER_REFUSED
    await outbox.owe(session, now, answer(at, refusal, loud=True))
    return None


async def _step(session: AsyncSession, at: Pressed, now: datetime) -> tuple[Member, Step] | None:
    """Return who pressed and the step, if it still is one; otherwise answer, and return None."""
    member = await _member(session, at, now)
    if member is None:
        return None
    one = next((one for name, one in ADJUSTABLE.items() if name == at.press.choice), None)
    if one is not None and at.press.epoch < len(one.ladder):
        limits = await limits_of(session, member.care_team_id)
        step = Step(one, one.ladder[at.press.epoch], limits)
        if step.more_careful:
            return member, step
    await outbox.owe(session, now, answer(at, staff.OLD_BUTTON, loud=True))
    return None


ROUTES: Handlers = {"press.limit": ask, "press.limit_yes": take, "press.limit_no": leave}
