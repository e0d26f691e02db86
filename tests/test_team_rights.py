"""The promise: every deed of a team is refused to whoever has no right to it (promise 9).

Every press and command of the team is tried by everybody; what is not listed here fails.
"""

from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.handlers.team_commands import ORDERS
from care.cover import CoverHours
from care.people import Role
from care.tasks import TaskKind
from scheduler.chores import Chore, ask
from scheduler.enrolling import NewTeam, add_member, attach, create_team
from store.tables import (
    Account,
    AlertRow,
    Appointment,
    Caregiver,
    CareTeam,
    Member,
    OnCallShift,
    Patient,
    PatientFact,
    Task,
    TeamSetting,
)
from tests.clinic import (
    BACKUP,
    GROUP,
    HANDLERS,
    LEAD,
    LONDON,
    PATIENT,
    PRIMARY,
    STRANGER,
    VIEWER,
    Clinic,
)

EX_MEMBER, ELSEWHERE = 5_000_000_070, 5_000_000_071
MAY_NOT_ACT = (VIEWER, EX_MEMBER, ELSEWHERE, PATIENT, STRANGER)
MAY_NOT_LOOK = (EX_MEMBER, ELSEWHERE, PATIENT, STRANGER)

# What changes something, and what only shows. Presses that are a patient's own stand in theirs.
ACTING = {
    "ack": ("ack:1:0",),
    "why": ("why:1:0",),
    "back": ("back:1:0",),
    "resolve": ("resolve.spoken:1:0",),
    "task": ("task.take:1", "task.done:1"),
    "oncall": ("oncall.primary:1:0", "oncall.off:1:0", "oncall.nights:1:0", "oncall.days:1:0"),
    "state": tuple(
        f"state.{name}:1:EPOCH"
        for name in (
            "deceased",
            "died_words",
            "died_silent",
            "paused",
            "in_hospital",
            "transferred",
            "keep",
        )
    ),
    "limit": ("limit.fever:1:1",),
    "limit_yes": ("limit_yes.fever:1:1",),
    "limit_no": ("limit_no:1",),
    "plan": ("plan.new:1:0", "plan.accept:1:0", "plan.move:1:0", "plan.leave:1:0", "plan.x:1:0"),
    "notours": ("notours:1", "notours:1:0"),
    "carer": ("carer.open:1:1", "carer.yes:1:1"),
    "facts": ("facts.show:1", "facts.lung:1:0", "facts.talked:1:0"),
    "usual": ("usual.show:1", "usual.yes_N_BAL:1:0", "usual.end_N_BAL:1:0"),
    "transfer": ("transfer.offer:1:2", "transfer.accept:1", "transfer.withdraw:1"),
}
LOOKING = {
    "chart": ("chart.menu:1", "chart.visit:1", "chart.card:1", "chart.card_named:1"),
    "details": ("details:1:0",),
    "task": ("task.details:1",),
}
OWN = {"rang": ("rang.yes:1:0", "rang.no:3:0")}
ABOUT_A_DATE = {  # a patient's own, about the appointment, questions or patient in the number
    "remind": "remind.cannot_come:1:0",
    "reason": "reason.ill:1:0",
    "done": "done.today:1:0",
    "later": "later.hours:1:0",
    "told": "told.coming:1:0",
    "calendar": "calendar:1:0",
    "record": "record.visit:1",
    "qn": "qn.none:1:0",
    "before": "before.cough:1:0",
    "teach": "teach.infection_tell:1:0",
}
PATIENTS_OWN = frozenset(
    {
        *ABOUT_A_DATE,
        "abroad",
        "answer",
        "check",
        "enrol",
        "expect",
        "harm",
        "help",
        "land",
        "lang",
        "leaving",
        "reveal",
        "rhythm",
        "set",
        "test",
        "topic",
        "topics",
        "travel",
        "unclear",
        "vaccine",
        "vague",
        "walk",
        "zone",
    }
)  # each compares the sender with the account or patient it is about, in tests of its own
WARD = {"id": GROUP, "type": "supergroup", "title": "Ward"}
COMMANDS = {
    "invite": "Ada Byron",
    "given": "P-0001 Truxima B1",
    "dates": "P-0001 infusion 2026-04-01 09:30",
    "oncall": "me",
    "transfer": "P-0001",
}
SHOWING = {
    "alerts": "",
    "tasks": "",
    "patients": "",
    "team": "",
    "patient": "P-0001",
    "plan": "P-0001",
    "thresholds": "",
    "help": "",
    "start": "",
    "test": "",
}


@pytest.fixture
async def busy(clinic) -> Clinic:
    """A clinic with an alert, a task and an appointment; somebody left, somebody is elsewhere."""
    await clinic.appointment("infusion", "2026-03-02T09:30")
    await clinic.writes(PATIENT)
    async with clinic.service.begin() as session:
        cover = CoverHours.always(ZoneInfo(LONDON))
        new = NewTeam("Other", "GB", LONDON, "+44 20 7946 0055", cover)
        other = await create_team(session, new, "test", clinic.at)
        for number, team in ((EX_MEMBER, clinic.team), (ELSEWHERE, other.id)):
            row = await session.get_one(CareTeam, team)
            member = await add_member(session, row, ("Eli", Role.ADMIN), "test", clinic.at)
            await attach(session, member, number, clinic.at)
            (await session.get_one(Account, number)).started_at = clinic.at
            if number == EX_MEMBER:
                member.removed_at = clinic.at
        patient = await session.get_one(Patient, 1)
        of = {"care_team_id": clinic.team, "patient_id": 1}
        session.add(Caregiver(**of, name="Deniz", joined_at=clinic.at, created=clinic.at))
        await ask(session, clinic.team, patient, Chore(TaskKind.UNREAD_TEXT, "t"), clinic.at)
    await clinic.passes()
    clinic.heard()
    return clinic


async def world(clinic: Clinic) -> list:
    """Return everything of the team that a deed could change, as it is now."""
    async with clinic.service.begin() as session:
        found = []
        for table in (
            AlertRow,
            Task,
            Patient,
            Caregiver,
            PatientFact,
            Appointment,
            Member,
            OnCallShift,
            TeamSetting,
        ):
            query = select(table).where(table.care_team_id == clinic.team).order_by(table.id)
            rows = (await session.exec(query)).all()
            found += [row.model_dump(exclude={"due", "step", "heard"}) for row in rows]
    return found


async def epoch(clinic: Clinic) -> int:
    async with clinic.service.begin() as session:
        return int((await session.get_one(Patient, 1)).state_since.timestamp()) % 10**9


def test_what_is_new_must_be_put_into_this_matrix():
    presses = {name.removeprefix("press.") for name in HANDLERS if name.startswith("press.")}

    assert presses - PATIENTS_OWN == {*ACTING, *LOOKING, *OWN}
    assert set(ORDERS) == {*COMMANDS, *SHOWING}


@pytest.mark.parametrize("data", [data for deeds in ACTING.values() for data in deeds])
async def test_a_press_by_who_may_not_act_changes_nothing_and_is_answered(busy, data):
    before, data = await world(busy), data.replace("EPOCH", str(await epoch(busy)))

    for who in MAY_NOT_ACT:
        for chat in (GROUP, None):
            await busy.presses(who, data, 1, chat)
            assert [where for where, _ in busy.said()] == ["answer"]

    assert await world(busy) == before


@pytest.mark.parametrize("data", [data for deeds in (LOOKING | OWN).values() for data in deeds])
async def test_who_may_not_look_sees_no_details_and_answers_for_nobody(busy, data):
    before = await world(busy)

    for who in MAY_NOT_LOOK:
        for chat in (GROUP, None):
            await busy.presses(who, data, 1, chat)
            assert [where for where, _ in busy.said()] == ["answer"]

    assert await world(busy) == before


@pytest.mark.parametrize("data", ABOUT_A_DATE.values(), ids=list(ABOUT_A_DATE))
async def test_nobody_else_answers_for_a_patient_and_a_file_of_dates_goes_to_nobody_else(
    busy, data
):
    before = await world(busy)

    for who in (EX_MEMBER, ELSEWHERE, PRIMARY, STRANGER):
        await busy.presses(who, data, 1)
        assert [where for where, _ in busy.said()] in ([], ["answer"])
        assert {one.method for one in busy.telegram.accepted} & {"sendDocument"} == set()

    assert await world(busy) == before


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_by_who_may_not_act_changes_nothing_and_is_answered(busy, name):
    before = await world(busy)

    for who in MAY_NOT_ACT:
        await busy.writes(who, f"/{name} {COMMANDS[name]}", chat=WARD)
        assert [chat for chat, _ in busy.said()] == [GROUP]
        await busy.writes(who, f"/{name} {COMMANDS[name]}")
        assert who in [chat for chat, _ in busy.said()]

    assert await world(busy) == before


@pytest.mark.parametrize("name", SHOWING)
async def test_a_list_is_shown_to_nobody_else(busy, name):
    for who in MAY_NOT_LOOK:
        await busy.writes(who, f"/{name} {SHOWING[name]}", chat=WARD)
        assert busy.said() == [
            (GROUP, "Only members of this care team can do this. Nothing has changed.")
        ]
        await busy.writes(who, f"/{name} {SHOWING[name]}")
        shown = [text for chat, text in busy.texts() if chat == who]
        assert shown != []
        assert [text for text in shown if "Demir" in text or "No. 1 ·" in text] == []


async def test_one_who_writes_as_the_group_is_told_why_nothing_happens(busy):
    as_group = {"chat": WARD, "sender_chat": WARD}
    await busy.writes(1_087_968_824, "/alerts", **as_group)

    assert busy.said() == [
        (
            GROUP,
            "I cannot see who you are. Turn off “Remain anonymous” for yourself in this group.",
        )
    ]


@pytest.mark.parametrize("who", [PRIMARY, BACKUP, LEAD])
async def test_who_may_act_does(busy, who):
    await busy.presses(who, "ack:1:0", 1, GROUP)
    await busy.presses(who, "task.take:1", 1, GROUP)

    async with busy.service.begin() as session:
        alert, task = await session.get_one(AlertRow, 1), await session.get_one(Task, 1)
        member = await session.get_one(Member, alert.acknowledged_by)
    assert (member.account_id, task.taken_by) == (who, member.id)
