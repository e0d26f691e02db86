"""The promise: the care team works inside Telegram, and nobody else does (promises 9 and 10)."""

import pytest

from scheduler.enrolling import invite_group
from store import installation, teams
from store.tables import CareTeam
from tests.clinic import BACKUP, GROUP, LEAD, PATIENT, PHONE, PRIMARY, STRANGER, VIEWER, Clinic

OTHER_GROUP = -1_000_000_000_009
NOT_A_MEMBER = "Only members of this care team can do this. Nothing has changed."
VIEWER_ONLY = "You can look, but not act: ask an admin of your team. Nothing has changed."


async def group_code(clinic: Clinic) -> str:
    async with clinic.service.begin() as session:
        team = await session.get_one(CareTeam, clinic.team)
        return (await invite_group(session, team, "test", clinic.at)).spoken


def in_group(who: int, chat: int = GROUP, **more):
    return {
        "chat": {"id": chat, "type": "supergroup", "title": "Ward"},
        "from": {"id": who, "is_bot": False, "first_name": "X"},
        **more,
    }


@pytest.fixture
async def named(clinic) -> Clinic:
    """A clinic whose bot knows its name."""
    async with clinic.service.begin() as session:
        await installation.name_bot(session, installation.Bot(7, "clinic_bot"))
    return clinic


# --- Which group is the team's --------------------------------------------------------------------


async def test_a_code_makes_a_group_the_teams_once_and_tells_the_one_before(clinic):
    code = await group_code(clinic)

    await clinic.writes(STRANGER, f"/bind {code}", **in_group(STRANGER, OTHER_GROUP))

    assert clinic.said() == [
        (GROUP, "The alerts of Rheumatology now go to another group. Nothing more is sent here."),
        (OTHER_GROUP, "This group now receives the alerts of Rheumatology."),
    ]
    await clinic.writes(STRANGER, f"/bind {code}", **in_group(STRANGER, GROUP))
    assert [chat for chat, _ in clinic.said()] == [GROUP]
    await clinic.writes(PATIENT)
    assert OTHER_GROUP in [chat for chat, _ in clinic.said()]


async def test_the_link_that_adds_the_bot_binds_too(named):
    code = await group_code(named)

    await named.writes(LEAD, f"/start@clinic_bot {code}", **in_group(LEAD, OTHER_GROUP))

    assert (OTHER_GROUP, "This group now receives the alerts of Rheumatology.") in named.said()


async def test_a_patient_cannot_bind_a_group_even_with_the_code(clinic):
    code = await group_code(clinic)

    await clinic.writes(PATIENT, f"/bind {code}", **in_group(PATIENT, OTHER_GROUP))

    assert clinic.said() == [
        (
            OTHER_GROUP,
            "A patient of the team, or who cares for one, cannot do this. Nothing has changed.",
        )
    ]
    async with clinic.service.begin() as session:
        assert (await teams.team(session, clinic.team)).chat_id == GROUP


@pytest.mark.parametrize("code", ["ABCD-EFGH-JKMN", "x", "💣", "A" * 500])
async def test_a_wrong_code_binds_nothing_and_is_answered(clinic, code):
    await clinic.writes(LEAD, f"/bind {code}", **in_group(LEAD, OTHER_GROUP))

    assert clinic.said() == [
        (
            OTHER_GROUP,
            "This code does not work here: it is wrong, used or too old. Nothing has changed.",
        )
    ]


async def test_a_group_of_nobody_is_answered_once_an_hour_and_only_when_it_asks(clinic):
    await clinic.writes(STRANGER, "hello everybody, I have a fever", **in_group(STRANGER, -555))
    assert clinic.said() == []

    for _ in range(3):
        await clinic.writes(STRANGER, "/alerts", **in_group(STRANGER, -555))
    assert clinic.said() == [
        (-555, "This group belongs to no care team, and nothing is sent here.")
    ]

    await clinic.passes(hours=1)
    await clinic.writes(STRANGER, "/help", **in_group(STRANGER, -555))
    assert len(clinic.said()) == 1


async def test_a_group_that_moves_keeps_its_alerts(alerted):
    moved = in_group(LEAD, migrate_to_chat_id=-100777)
    await alerted.writes(LEAD, "", **moved)

    await alerted.passes(minutes=10)

    assert (-100777, "🟠 No. 1 · URGENT · P-0001") in alerted.said()


# --- Replies under an alert -----------------------------------------------------------------------


async def test_a_reply_under_an_alert_is_answered_that_the_patient_cannot_read_it(clinic):
    await clinic.writes(PATIENT)
    card = next(a for a in clinic.telegram.accepted if a.chat == GROUP)
    clinic.heard()

    under = {"message_id": card.message_id, "date": 1, "chat": in_group(LEAD)["chat"]}
    await clinic.writes(LEAD, "Please drink a lot", **in_group(LEAD, reply_to_message=under))

    assert clinic.said() == [
        (
            GROUP,
            "The patient cannot read this. No. 1: call P-0001. Details show the number to dial.",
        )
    ]


async def test_what_colleagues_say_to_each_other_is_left_alone(clinic):
    await clinic.writes(LEAD, "coffee?", **in_group(LEAD))
    under = {"message_id": 99, "date": 1, "chat": in_group(LEAD)["chat"]}
    await clinic.writes(LEAD, "yes", **in_group(LEAD, reply_to_message=under))

    assert clinic.texts() == []


# --- Lists ----------------------------------------------------------------------------------------


async def test_alerts_are_listed_with_who_has_them_and_what_comes_next(alerted):
    await alerted.writes(VIEWER, "/alerts", **in_group(VIEWER))

    [(chat, text)] = alerted.texts()
    assert chat == GROUP
    lines = text.splitlines()
    assert lines[0] == "Alerts of Rheumatology that are not closed:"
    assert lines[1].startswith("No. 1 · URGENT · P-0001 · nobody has it · since Monday, 2 March")
    assert lines[2].startswith("· next step: Monday, 2 March")


async def test_names_stand_only_in_the_direct_chat(clinic):
    await clinic.writes(LEAD, "/patients", **in_group(LEAD))
    await clinic.writes(LEAD, "/patient P-0001", **in_group(LEAD))
    await clinic.writes(LEAD, "/patients")

    said = clinic.texts()
    assert [text for chat, text in said if chat == GROUP] == [
        "Patients of Rheumatology:\nP-0001 · takes part",
        "Sent to you in our direct chat.",
    ]
    direct = [text for chat, text in said if chat == LEAD]
    assert direct[0].splitlines()[0] == "P-0001 · Mina Demir"
    assert direct[1] == "Patients of Rheumatology:\nP-0001 · Mina Demir · takes part"


async def test_a_member_who_writes_anything_else_reads_what_can_be_asked(clinic):
    for words in ("good morning", "/help", "/start", "help"):
        await clinic.writes(LEAD, words)

    firsts = {line for _, line in clinic.said()}
    assert firsts == {
        "You are a member of Rheumatology. I pass the patients' reports on, and their questions."
    }


async def test_an_edited_command_changes_nothing(named):
    words = "/invite Mina Demir"
    await named.writes(LEAD, words, edit_date=1)

    assert named.said() == [(LEAD, "I do not act on edited messages. Please write it again.")]


# --- On call --------------------------------------------------------------------------------------


async def test_who_takes_a_place_is_paged_from_then_on(clinic):
    await clinic.writes(BACKUP, "/oncall", **in_group(BACKUP))
    assert clinic.texts()[0][1].splitlines()[1:4] == [
        "first on call: Ana",
        "second on call: Ben",
        "lead: Cem",
    ]

    await clinic.presses(BACKUP, f"oncall.primary:{clinic.team}:0", chat=GROUP)
    assert ("answer", "Ben is now first on call.") in clinic.said()

    await clinic.writes(PATIENT)
    paged = [chat for chat, line in clinic.said() if line.startswith("🟠")]
    assert paged == [GROUP, BACKUP]


async def test_a_place_that_nobody_has_is_said_aloud(clinic):
    await clinic.presses(PRIMARY, f"oncall.off:{clinic.team}:0", chat=GROUP)
    clinic.heard()

    await clinic.writes(LEAD, "/oncall")

    assert "first on call: NOBODY" in clinic.texts()[0][1].splitlines()


async def test_a_test_alert_rings_in_the_members_chat_and_a_silent_phone_is_told(clinic):
    await clinic.writes(PRIMARY, "/test", **in_group(PRIMARY))
    heard = clinic.heard()
    ring = next(a for a in heard if a.chat == PRIMARY)
    assert ring.text.startswith("TEST · This is no alert.")
    assert ring.parameters["disable_notification"] is False

    await clinic.taps(PRIMARY, "No")

    assert (GROUP, "The telephone of Ana did not ring in a test.") in clinic.said()


# --- Inviting -------------------------------------------------------------------------------------


async def test_an_invitation_goes_to_the_direct_chat_as_link_code_and_picture(named):
    await named.writes(LEAD, "/invite Ada Byron +44 20 7946 0111", **in_group(LEAD))

    heard = named.heard()
    in_the_group = [a.text for a in heard if a.chat == GROUP]
    assert in_the_group == [
        "Sent to you in our direct chat.",
        "Please write names only in our direct chat.",
    ]
    direct = [a for a in heard if a.chat == LEAD]
    assert [a.method for a in direct] == ["sendMessage", "sendPhoto"]
    assert "P-0002 · Ada Byron can join until" in direct[0].text
    assert "https://t.me/clinic_bot?start=" in direct[0].text


async def test_a_team_without_a_confirmed_number_invites_nobody(named):
    async with named.service.begin() as session:
        (await session.get_one(CareTeam, named.team)).phone_confirmed_at = None

    await named.writes(LEAD, "/invite Ada Byron")

    assert named.said() == [
        (LEAD, "Your team has no confirmed telephone number, so nobody can be invited.")
    ]
    assert PHONE not in str(named.telegram.accepted[-1].parameters)


async def test_the_invited_patient_comes_in_by_the_link(named):
    await named.writes(LEAD, "/invite Ada Byron")
    text = named.texts()[0][1]
    token = text.split("?start=")[1].split()[0]

    await named.writes(STRANGER, f"/start {token}")

    assert named.texts()[0][0] == STRANGER


# --- Dates ----------------------------------------------------------------------------------------


async def test_a_date_is_entered_listed_and_cancelled(clinic):
    await clinic.writes(
        BACKUP, "/dates P-0001 infusion 2026-03-20 09:30 Day unit", **in_group(BACKUP)
    )
    assert clinic.texts()[0][1].splitlines()[0].startswith("Entered for P-0001: Infusion, Friday")

    await clinic.writes(BACKUP, "/dates p1")
    assert "1 · Infusion · Friday, 20 March 2026" in clinic.texts()[0][1]

    await clinic.writes(BACKUP, "/dates P-0001 cancel 1")
    assert clinic.said()[0][1].startswith("Cancelled for P-0001: Infusion")
    await clinic.writes(BACKUP, "/dates P-0001 cancel 1")
    assert clinic.said() == [
        (BACKUP, "P-0001 has no planned date with this number. Nothing has changed.")
    ]


@pytest.mark.parametrize(
    "rest",
    [
        "infusion 2026-01-20 09:30",
        "infusion 2036-03-20 09:30",
        "infusion 2026-02-30 09:30",
        "infusion tomorrow",
        "holiday 2026-03-20 09:30",
        "cancel x",
        "infusion 2026-03-20 25:30",
    ],
)
async def test_what_is_no_date_to_come_is_not_entered_and_is_answered(clinic, rest):
    await clinic.writes(BACKUP, f"/dates P-0001 {rest}")

    assert len(clinic.texts()) == 1
    await clinic.writes(BACKUP, "/dates P-0001")
    assert clinic.said() == [(BACKUP, "P-0001 has no dates yet.")]


async def test_a_given_infusion_is_noted_with_brand_and_batch(clinic):
    await clinic.writes(BACKUP, "/dates P-0001 infusion 2026-03-02 15:30")
    await clinic.passes(hours=8)
    clinic.heard()

    await clinic.writes(BACKUP, "/given P-0001")
    assert "Which brand and batch? Write: /given P-0001 BRAND BATCH" in clinic.texts()[0][1]
    await clinic.writes(BACKUP, "/given P-0001 Truxima B1234")
    assert "Brand: Truxima. Batch: B1234" in clinic.texts()[0][1]


async def test_a_patient_of_another_team_does_not_exist(clinic):
    unknown = (
        "Your team has no patient with this number. Write it like P-0007; /patients lists them."
    )
    for command in ("/dates P-0099", "/given P-0099", "/patient P-0099", "/patient x"):
        await clinic.writes(LEAD, command)
        assert clinic.said() == [(LEAD, unknown)]
