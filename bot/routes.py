"""Which handler an update goes to, put together from what each conversation offers."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import Update

from bot.callbacks import decode
from bot.handlers import (
    alert,
    before,
    check,
    dates,
    ended,
    enrolment,
    expecting,
    group,
    joining,
    leaving,
    lookup,
    opening,
    own_commands,
    questionnaires,
    record,
    rescue,
    sensitive,
    settings,
    standing,
    stranger,
    tasks,
    teach_back,
    team_carers,
    team_commands,
    team_facts,
    team_oncall,
    team_patients,
    team_plan,
    thresholds,
    topics,
    transfer,
    unclear,
    usual,
    walk,
)
from bot.handlers.talk import Talk
from bot.inbox import OLD_BUTTON, Handlers
from care.detector_languages import Lexicons, read_message
from care.findings import Action
from messages.death_words import read_death_words
from messages.lexicons import read_lexicons

URGENT_DEEDS = frozenset({"ack", "help", "check"})


async def ignore(session: AsyncSession, update: Update, now: datetime) -> None:
    """Leave alone what is not said to us."""


def handlers_for(preview: tuple[str, ...]) -> Handlers:
    """Return every handler by the name of what it is for."""
    return {
        "private": _talk(read_lexicons(), preview),
        "group": group.group,
        "other": ignore,
        OLD_BUTTON: alert.old_button,
        **_presses_of_patients(preview),
        **_presses_of_members(),
    }


def _talk(lexicons: Lexicons, preview: tuple[str, ...]) -> Talk:
    """Return who listens to words in a private chat, in the order in which they are asked."""
    commands = team_commands.beside(
        {
            **own_commands.COMMANDS,
            **walk.COMMANDS,
            **dates.COMMANDS,
            **expecting.COMMANDS,
            **before.COMMANDS,
            **record.COMMANDS,
        }
    )
    return Talk(
        lexicons=lexicons,
        commands=commands,
        keys=team_commands.beside_keys(
            {**own_commands.KEYS, **walk.KEYS, **dates.KEYS, **record.KEYS}
        ),
        gate=(ended.gate,),
        first=(
            team_commands.listen,
            unclear.beside_words,
            ended.Hearing(read_death_words()),
            check.Listening(lexicons),
        ),
        then=(
            stranger.red_flag,
            sensitive.listen,
            check.unclear_words,
            team_plan.listen,
            enrolment.listen,
            settings.listen,
            opening.listen,
            own_commands.Listening(commands),
            questionnaires.Listening(lexicons),
            team_commands.listen_to_members,
            lookup.listen_to_strangers,
            stranger.listen,
            unclear.unreadable,
            unclear.listen,
        ),
        preview=preview,
    )


def _presses_of_patients(preview: tuple[str, ...]) -> Handlers:
    """Return what patients press, and who cares for them; some of it only while care goes on."""
    alive = {
        **dates.ROUTES,
        **expecting.ROUTES,
        **before.ROUTES,
        **check.ROUTES,
        **questionnaires.ROUTES,
        **record.ROUTES,
        **rescue.ROUTES,
        **sensitive.ROUTES,
        **teach_back.ROUTES,
        **unclear.ROUTES,
    }
    return {
        **ended.guarded(alive),
        **dates.AFTERWARDS,
        **usual.ROUTES,
        **transfer.ROUTES,
        **enrolment.routes(preview),
        **joining.ROUTES,
        **leaving.ROUTES,
        **settings.routes(preview),
        **topics.ROUTES,
        **walk.ROUTES,
    }


def _presses_of_members() -> Handlers:
    """Return what members of care teams press."""
    return {
        **alert.ROUTES,
        **record.OF_MEMBERS,
        **standing.ROUTES,
        **tasks.ROUTES,
        **team_carers.ROUTES,
        **team_facts.ROUTES,
        **team_oncall.ROUTES,
        **team_patients.ROUTES,
        **team_plan.ROUTES,
        **thresholds.ROUTES,
    }


def urgent_words() -> Callable[[str], bool]:
    """Return what tells, from the raw words or press alone, that it should be read first."""
    lexicons = read_lexicons()

    def urgent(said: str) -> bool:
        press = decode(said)
        if press is not None and press.deed in URGENT_DEEDS:
            return True
        return read_message(said, lexicons).action in (Action.ALERT, Action.ASK)

    return urgent
