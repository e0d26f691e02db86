"""The promise: whatever a button seems to say, nothing that is not ours to do is done."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.callbacks import Press, decode, encode
from bot.routes import handlers_for
from care.cover import CoverHours
from care.people import Role
from scheduler.enrolling import NewTeam, add_member, attach, create_team
from store.tables import Account
from tests.clinic import GROUP, LONDON, PHONE, PRIMARY, STRANGER, VIEWER

DEEDS = sorted(
    name.removeprefix("press.") for name in handlers_for(()) if name.startswith("press.")
)
WORD = st.from_regex(r"[A-Za-z0-9_]{1,24}", fullmatch=True)
PRESSES = st.builds(
    Press,
    st.from_regex(r"[a-z_]{2,16}", fullmatch=True),
    st.one_of(st.just(""), WORD),
    st.integers(0, 10**12 - 1),
    st.integers(0, 10**9 - 1),
)
NUMBERS = st.one_of(st.integers(0, 5), st.integers(0, 10**12 - 1))
FORGED = st.one_of(
    st.text(max_size=64),
    st.builds(encode, PRESSES),
    st.builds(
        "{}{}:{}:{}".format,
        st.sampled_from(DEEDS),
        st.one_of(st.just(""), st.builds(".{}".format, WORD)),
        NUMBERS,
        st.integers(0, 9),
    ),
)
SAID = ("outbox", "inbox", "account", "installation", "conversation")  # a press leaves its traces
LOOKED = ("audit_event", "alert_event")  # that a member looked is written down


@given(PRESSES)
def test_a_button_says_what_was_written_on_it_in_sixty_four_bytes(press):
    data = encode(press)

    assert decode(data) == press
    assert len(data.encode()) <= 64


@given(st.one_of(st.none(), st.text(max_size=100)))
def test_reading_a_button_never_fails(data):
    press = decode(data)

    assert press is None or (press.subject < 10**12 and press.epoch < 10**9)


async def standing(clinic, but: Sequence[str] = SAID) -> dict[str, str]:
    """Return everything that is stored, apart from what was said and that somebody pressed."""
    async with clinic.store.begin() as session:
        names = await session.exec(
            text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        )
        tables = [name for (name,) in names if name not in but]
        return {
            name: str((await session.exec(text(f"SELECT * FROM {name}"))).all())  # noqa: S608 -- our tables
            for name in tables
        }


async def quarantined(clinic) -> int:
    async with clinic.store.begin() as session:
        return (
            await session.exec(text("SELECT count(*) FROM inbox WHERE state != 'done'"))
        ).scalar()


many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize(("who", "but"), [(STRANGER, SAID), (VIEWER, SAID + LOOKED)])
@many
@given(data=FORGED)
async def test_a_forged_press_of_one_without_the_right_changes_nothing(who, but, data, alerted):
    before = await standing(alerted, but)

    await alerted.presses(who, data, message=1, chat=GROUP)

    assert await standing(alerted, but) == before
    assert await quarantined(alerted) == 0


@many
@given(data=FORGED)
async def test_a_clinician_of_another_team_changes_nothing(data, alerted):
    await _member_of_another_team(alerted, STRANGER)
    before = await standing(alerted)

    await alerted.presses(STRANGER, data, message=1, chat=STRANGER)

    assert await standing(alerted) == before
    assert await quarantined(alerted) == 0


@many
@given(
    deed=st.sampled_from(["ack", "why", "back", "resolve.spoken", "resolve.hospital"]),
    at=st.tuples(NUMBERS, st.integers(0, 9)).filter(lambda at: at != (1, 0)),
)
async def test_an_old_button_of_the_right_person_changes_nothing(deed, at, alerted):
    before = await standing(alerted)

    await alerted.presses(PRIMARY, f"{deed}:{at[0]}:{at[1]}", message=1, chat=GROUP)

    assert await standing(alerted) == before
    assert await quarantined(alerted) == 0


async def test_every_press_is_answered(alerted):
    """A button that spins for ever looks like a service that is down."""
    silent = []
    for deed in [*DEEDS, "nonsense", "ack.x:99:99"]:
        alerted.heard()
        await alerted.presses(PRIMARY, deed if ":" in deed else f"{deed}:1:9", chat=GROUP)
        if "answer" not in [one.chat for one in alerted.heard()]:
            silent.append(deed)

    assert silent == []


async def _member_of_another_team(clinic, who: int) -> None:
    async with clinic.store.begin() as session:
        if await session.get(Account, who) is not None:
            return
        cover = CoverHours.always(ZoneInfo(LONDON))
        new = NewTeam("Neurology", "GB", LONDON, PHONE, cover, PHONE)
        team = await create_team(session, new, "test", clinic.at)
        member = await add_member(session, team, ("Eve", Role.ADMIN), "test", clinic.at)
        await attach(session, member, who, clinic.at)
