"""The promise: a team is more careful by a click, and sees first what that would have done."""

from sqlmodel import select

from care.thresholds import OURS
from scheduler.limits import SETTING, limits_of
from store import audit, team_settings, teams
from store.tables import AlertRow, SymptomReport
from tests.clinic import GROUP, PATIENT, PRIMARY, VIEWER, Clinic
from tests.test_team_rights import WARD

ASKED = """\
Rheumatology: more careful?
Now:
– Fever: from 38.0 °C (100.4 °F)
Then:
– Fever: from 37.9 °C (100.2 °F)

"""


async def limits(clinic: Clinic):
    async with clinic.service.begin() as session:
        return await limits_of(session, clinic.team)


async def decides(clinic: Clinic, **values) -> None:
    async with clinic.service.begin() as session:
        who = teams.Decision("Dr Ana Ruiz", clinic.at, "our ward", "the command line")
        await teams.decide(session, clinic.team, SETTING, values, who)


async def shown(clinic: Clinic, words: str, who: int = PRIMARY) -> str:
    await clinic.writes(who, words)
    return next(text for chat, text in clinic.texts() if chat == who)


async def to_the_thermometer(clinic: Clinic) -> None:
    """Open the check and answer with no until it asks for a temperature."""
    await clinic.writes(PATIENT, "I feel unwell")
    for _ in range(9):
        shown = [a.buttons for a in clinic.telegram.accepted if a.chat == PATIENT and a.buttons][-1]
        if any("°C" in label for label in shown):
            return
        label = next(one for one in ("I am Mina", "None of these", "No") if one in shown)
        await clinic.taps(PATIENT, label)


async def close(clinic: Clinic) -> None:
    """Let the team close what is open, so that the next report is an alert of its own."""
    async with clinic.service.begin() as session:
        rows = (await session.exec(select(AlertRow).where(AlertRow.status != "resolved"))).all()
    for row in rows:
        await clinic.presses(PRIMARY, f"ack:{row.id}:{row.epoch}")
        await clinic.presses(PRIMARY, f"resolve.spoken:{row.id}:{row.epoch}")


async def test_what_a_team_decided_last_counts_for_each_threshold_and_for_no_other_team(clinic):
    assert await limits(clinic) == OURS

    await decides(clinic, fever=37.8)
    await decides(clinic, low=36.2)
    own = await limits(clinic)
    await decides(clinic, fever=None)
    after = await limits(clinic)

    async with clinic.service.begin() as session:
        rows = await team_settings.under(session, clinic.team, SETTING)
        assert await limits_of(session, clinic.team + 1) == OURS
    assert (own.fever, own.low, own.rules) == (37.8, 36.2, f"triage-1+{rows[1].id}")
    assert (after.fever, after.low, after.rules) == (38.0, 36.2, f"triage-1+{rows[2].id}")


async def test_a_click_shows_what_it_would_have_done_asks_once_and_then_counts(clinic):
    await clinic.writes(PATIENT, "my temperature is 37.9")
    await clinic.writes(PATIENT, "my temperature is 39")
    await clinic.passes(hours=1)
    clinic.heard()

    await clinic.writes(PRIMARY, "/thresholds", chat=WARD)
    [(chat, text)] = clinic.texts()
    assert (chat, text.splitlines()[:3]) == (
        GROUP,
        [
            "Rheumatology: from when on a report is urgent",
            "– Fever: from 38.0 °C (100.4 °F)",
            "CDC and Cancer Research UK, from neutropenia care (only proposed)",
        ],
    )

    await clinic.presses(PRIMARY, "limit.fever:1:1", 1, GROUP)
    assert [text for chat, text in clinic.texts() if chat == GROUP] == [
        ASKED + "Reports in the last 30 days: 2. More urgent would have been:\n– URGENT: 1 more"
    ]
    assert (await limits(clinic)).fever == 38.0

    await clinic.presses(PRIMARY, "limit_yes.fever:1:1", 1, GROUP)
    changed = "Rheumatology: changed by Ana. From now on:\n– Fever: from 37.9 °C (100.2 °F)"
    assert dict(clinic.texts()) == {GROUP: changed, "answer": "More careful from now on"}
    assert (await limits(clinic)).fever == 37.9
    async with clinic.service.begin() as session:
        [row] = await team_settings.under(session, clinic.team, SETTING)
        book = [line for line in await audit.book(session, clinic.team) if line.deed == "threshold"]
    assert (row.who, row.value, row.source) == ("Ana", {"fever": 37.9}, "the chat")
    assert "thresholds of reports · Ana" in await shown(clinic, "/team")
    assert [(line.actor, line.subject) for line in book] == [
        ("member:1", "setting:threshold.fever")
    ]


async def test_from_then_on_a_report_is_judged_by_it_and_says_so(clinic):
    await decides(clinic, fever=37.8, cough_policy="urgent")

    await clinic.writes(PATIENT, "my temperature is 37.8")
    assert (GROUP, "🟠 No. 1 · URGENT · P-0001") in clinic.said()
    await close(clinic)
    await clinic.writes(PATIENT, "I have a new cough")
    assert any(line.startswith("🟠 No. 2 · URGENT") for _, line in clinic.said())

    async with clinic.service.begin() as session:
        reports = (await session.exec(select(SymptomReport))).all()
    number = (await limits(clinic)).setting
    assert {report.rules for report in reports} == {f"triage-1+{number}"}


async def test_the_check_asks_and_judges_by_the_teams_numbers(clinic):
    await decides(clinic, fever=37.8)
    await to_the_thermometer(clinic)
    assert "37.8 °C (100.0 °F) or more" in clinic.labels(PATIENT)

    await clinic.writes(PATIENT, "37.8")

    assert (GROUP, "🟠 No. 1 · URGENT · P-0001") in clinic.said()


async def test_an_old_button_changes_nothing_and_the_last_step_has_none(clinic):
    await decides(clinic, cough_policy="urgent", fever=37.7)
    for data in ("limit.cough_policy:1:1", "limit_yes.fever:1:2", "limit_yes.fever:1:9"):
        await clinic.presses(PRIMARY, data, 1)
        assert [chat for chat, _ in clinic.said()] == ["answer"]

    await clinic.writes(PRIMARY, "/thresholds")
    labels = clinic.labels(PRIMARY)

    assert "More careful: new cough" not in labels
    assert "More careful: fever" in labels
    assert (await limits(clinic)).fever == 37.7


async def test_less_careful_is_refused_in_the_chat_with_the_way_to_do_it(clinic):
    await decides(clinic, fever=37.7)

    text = await shown(clinic, "/thresholds fever 38")
    assert text.startswith("That is less careful than what counts now")
    command = "companion team threshold 1 fever 38 --clinician NAME --why REASON"
    assert text.endswith(command)
    assert (await shown(clinic, "/thresholds fever 37.7")).startswith("That counts already.")
    assert "fever 38, 37.9, 37.8, 37.7, 37.6" in await shown(clinic, "/thresholds fever 36")
    assert "More careful: fever" not in await shown(clinic, "/thresholds mood 3")
    assert "– Fever: from 37.6 °C" in await shown(clinic, "/thresholds fever 37.6")
    assert (await limits(clinic)).fever == 37.7


async def test_it_says_what_it_cannot_count(clinic):
    await clinic.writes(PATIENT, "I have a new cough")
    clinic.heard()
    last = {
        "limit.saturation:1:1": "Oxygen values are not kept, so nobody can say what it would",
        "limit.raised:1:1": "Normal temperatures that somebody wrote in a chat are not kept,",
        "limit.cough_days:1:3": "Perhaps 1 more: for these nobody gave a number.",
    }

    for press, words in last.items():
        await clinic.presses(PRIMARY, press, 1)
        assert any(words in text for _, text in clinic.texts()), press


async def test_a_normal_temperature_typed_in_the_check_is_counted(clinic):
    await to_the_thermometer(clinic)
    await clinic.writes(PATIENT, "37.4")
    clinic.heard()

    await clinic.presses(PRIMARY, "limit.raised:1:1", 1)

    counted = "Reports in the last 30 days: 0. More urgent would have been:\n– TODAY: 1 more"
    assert any(counted in text for _, text in clinic.texts())


async def test_who_may_only_look_sees_the_list_and_sets_nothing(clinic):
    assert "from when on a report is urgent" in await shown(clinic, "/thresholds", VIEWER)

    await clinic.presses(VIEWER, "limit_yes.fever:1:1", 1)

    assert (await limits(clinic)).fever == 38.0
