"""The promise: who goes, goes at once; a chat that closes is noticed; a patient's state is kept."""

import pytest

from bot.selfcheck import check_groups
from care.people import PatientState
from care.tasks import TaskKind
from scheduler.selfcheck import forget
from store import alerts, installation, people, tasks
from store.tables import Caregiver, Chat, Patient
from tests.clinic import BACKUP, GROUP, LEAD, PATIENT, PHONE, PRIMARY, STRANGER, Clinic, person

CARER = 5_000_000_050
LEFT_GROUP = "Ana left this group, so Ana is no longer a member of the team."


def change(kind: str, chat: int, who: int, was: str, now: str, *, at: int = 1, **more) -> dict:
    place = {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "Ward"}
    user = person(who)["from"]

    def status(name: str) -> dict:
        return {"user": user, "status": name, **({"until_date": 0} if name == "kicked" else {})}

    return {
        kind: {
            "chat": place,
            "from": user,
            "date": at,
            "old_chat_member": status(was),
            "new_chat_member": {**status(now), **more},
        }
    }


async def kinds(clinic: Clinic) -> list[TaskKind]:
    async with clinic.service.begin() as session:
        return [task.kind for task in await tasks.unfinished(session, clinic.team)]


async def state(clinic: Clinic) -> PatientState:
    async with clinic.service.begin() as session:
        return (await session.get_one(Patient, 1)).state


@pytest.fixture
async def cared_for(clinic) -> Clinic:
    """A clinic whose patient has somebody who cares for them."""
    await clinic.writes(CARER, "hello")
    async with clinic.service.begin() as session:
        carer = Caregiver(
            care_team_id=clinic.team,
            patient_id=1,
            account_id=CARER,
            name="Deniz",
            joined_at=clinic.at,
            created=clinic.at,
        )
        session.add(carer)
    clinic.heard()
    return clinic


# --- Members who go -------------------------------------------------------------------------------


async def test_who_leaves_the_group_loses_all_rights_and_the_alert_comes_back(alerted):
    await alerted.presses(PRIMARY, "ack:1:0")
    alerted.heard()

    await alerted.receives(change("chat_member", GROUP, PRIMARY, "member", "left"))

    said = alerted.said()
    assert (GROUP, LEFT_GROUP) in said
    again = [chat for chat, line in said if line.startswith("🟠 No. 1")]
    assert again == [GROUP]
    await alerted.presses(PRIMARY, "ack:1:1")
    assert alerted.said() == [
        ("answer", "Only the patient's care team can do this. Nothing has changed.")
    ]


async def test_an_empty_place_on_call_is_said_aloud(clinic):
    gone = {"left_chat_member": person(PRIMARY)["from"]}
    place = {"id": GROUP, "type": "supergroup", "title": "Ward"}
    await clinic.writes(LEAD, "", chat=place, **gone)
    await clinic.receives(change("chat_member", GROUP, PRIMARY, "member", "kicked"))

    heard = [text for chat, text in clinic.texts() if chat == GROUP]
    assert [text.splitlines()[-1] for text in heard] == [
        "🔴 Now nobody is first on call. Please take over: /oncall"
    ]


async def test_a_patient_added_to_the_team_group_is_told_to_the_team(clinic):
    await clinic.receives(change("chat_member", GROUP, PATIENT, "left", "member"))
    await clinic.receives(change("chat_member", GROUP, STRANGER, "left", "member"))

    assert clinic.said() == [(GROUP, "Somebody whom this team cares for is now in this group.")]


# --- Chats that close -----------------------------------------------------------------------------


async def test_a_bot_thrown_out_of_the_group_pages_who_is_on_call(clinic):
    await clinic.receives(change("my_chat_member", GROUP, LEAD, "administrator", "kicked"))

    said = clinic.said()
    lost = "🔴 The group of Rheumatology can no longer be reached: I was removed from it."
    assert sorted(said) == sorted((chat, lost) for chat in (PRIMARY, BACKUP, LEAD))
    async with clinic.service.begin() as session:
        assert (await session.get_one(Chat, GROUP)).unreachable_since == clinic.at


async def test_an_open_alert_takes_its_next_step_when_the_group_is_lost(alerted):
    await alerted.receives(change("my_chat_member", GROUP, LEAD, "administrator", "left"))

    assert (PRIMARY, "🟠 No. 1 · URGENT · P-0001") in alerted.said()


async def test_a_bot_added_to_a_group_says_what_to_do_and_only_once(clinic):
    await clinic.receives(change("my_chat_member", -777, STRANGER, "left", "member"))
    await clinic.receives(change("my_chat_member", -777, STRANGER, "member", "administrator"))
    await clinic.passes(seconds=5)

    assert clinic.said() == [
        (-777, "This group belongs to no care team, and nothing is sent here.")
    ]


async def test_who_blocks_us_with_an_open_alert_is_a_task_that_rings(alerted):
    await alerted.receives(change("my_chat_member", PATIENT, PATIENT, "member", "kicked"))

    [card] = [a for a in alerted.heard() if a.chat == GROUP]
    assert "The chat was blocked while an alert is open," in card.text
    assert card.parameters["disable_notification"] is False
    assert await kinds(alerted) == [TaskKind.UNREACHABLE]


async def test_who_blocks_us_on_a_quiet_day_is_a_task_that_does_not_ring(clinic):
    await clinic.receives(change("my_chat_member", PATIENT, PATIENT, "member", "kicked"))

    [card] = [a for a in clinic.heard() if a.chat == GROUP]
    assert "no hurry" in card.text
    assert card.parameters["disable_notification"] is True


async def test_a_nerve_symptom_makes_blocking_pressing_for_two_weeks(clinic):
    await clinic.writes(PATIENT, "my face is drooping on one side since this morning")
    await clinic.presses(PRIMARY, "ack:1:0")
    await clinic.presses(PRIMARY, "resolve.spoken:1:0")
    await clinic.passes(days=13)
    clinic.heard()

    await clinic.receives(change("my_chat_member", PATIENT, PATIENT, "member", "kicked"))

    [card] = [a for a in clinic.heard() if a.chat == GROUP]
    assert "Please call now." in card.text


async def test_a_member_who_blocks_us_is_named_to_the_group_and_skipped(clinic):
    await clinic.receives(change("my_chat_member", PRIMARY, PRIMARY, "member", "kicked"))
    assert clinic.said() == [(GROUP, "🔴 Ana has blocked me and cannot be paged.")]

    await clinic.writes(PATIENT)
    assert PRIMARY not in [chat for chat, _ in clinic.said()]
    await clinic.receives(change("my_chat_member", PRIMARY, PRIMARY, "kicked", "member", at=2))
    async with clinic.service.begin() as session:
        assert (await people.account(session, PRIMARY)).unreachable_since is None


# --- The self-check -------------------------------------------------------------------------------


class Telegram:
    """Answers what the self-check asks."""

    def __init__(self, us: dict, chat: dict) -> None:
        self.us, self.chat = us, chat

    async def do_api_request(self, method: str, parameters: dict) -> dict:
        return self.us if method == "getChatMember_" else self.chat


async def checked(clinic: Clinic, us: dict, chat: dict) -> list[str]:
    async with clinic.service.begin() as session:
        await installation.name_bot(session, installation.Bot(7, "clinic_bot"))
        await forget(session)
    assert await check_groups(clinic.service, Telegram(us, chat)) == 0
    await clinic.passes()
    return [line for _, text in clinic.texts() for line in text.splitlines() if line]


ADMIN, WARD = {"status": "administrator"}, {"type": "supergroup", "title": "Ward"}


async def test_the_self_check_says_once_what_is_amiss_and_when_it_is_mended(clinic):
    wrong = {**WARD, "has_visible_history": True, "message_auto_delete_time": 86400}

    first = await checked(clinic, {"status": "member"}, wrong)

    assert first[0] == "This group now receives the alerts of Rheumatology."
    assert [
        line for line in first if line.startswith(("Please make", "New mem", "This group del"))
    ] == [
        "Please make me an administrator of this group.",
        "New members of this group can read old alerts.",
        "This group deletes its messages by itself, alerts too.",
    ]
    clinic.at = clinic.at.replace(hour=10)
    assert await checked(clinic, {"status": "member"}, wrong) == []
    clinic.at = clinic.at.replace(hour=11)
    assert await checked(clinic, ADMIN, WARD) == ["The settings of this group are right now."]


async def test_the_self_check_finds_out_that_we_were_thrown_out(clinic):
    said = await checked(clinic, {"status": "kicked"}, {})

    assert said.count("Add me to the group again, as an administrator.") == 3


# --- States of a patient --------------------------------------------------------------------------


async def card(clinic: Clinic, who: int = LEAD) -> None:
    await clinic.writes(who, "/patient P-0001")


async def test_in_hospital_stops_reminders_and_symptoms_are_still_answered(clinic):
    await card(clinic)
    await clinic.taps(LEAD, "Is in hospital")
    assert (PATIENT, "Your care team has noted that you are in hospital.") in clinic.said()
    assert await state(clinic) is PatientState.IN_HOSPITAL

    await clinic.writes(PATIENT)

    assert (GROUP, "🟠 No. 1 · URGENT · P-0001") in clinic.said()


async def test_an_old_state_button_changes_nothing(clinic):
    await card(clinic)
    old = next(a.buttons["Discharged"] for a in clinic.heard() if a.chat == LEAD)
    clinic.at = clinic.at.replace(hour=12)
    await clinic.taps(LEAD, "Is in hospital")
    clinic.heard()

    await clinic.presses(LEAD, old)

    assert clinic.said() == [("answer", "This button is no longer in use. Nothing has changed.")]
    assert await state(clinic) is PatientState.IN_HOSPITAL


async def test_who_takes_part_again_has_reminders_again(clinic):
    await clinic.appointment("infusion", "2026-03-20T09:30")
    await card(clinic)
    await clinic.taps(LEAD, "Pause reminders")
    await clinic.passes(days=12)
    clinic.heard()
    await card(clinic)

    await clinic.taps(LEAD, "Takes part again")

    again = "Your care team has turned the reminders in this chat on again."
    assert (PATIENT, again) in clinic.said()
    await clinic.passes(days=5, hours=2)
    assert [chat for chat, _ in clinic.said() if chat != GROUP] == [PATIENT]


async def test_a_death_is_asked_about_twice_and_then_everything_stops(cared_for):
    clinic = cared_for
    await clinic.appointment("infusion", "2026-03-20T09:30")
    await clinic.writes(PATIENT)
    clinic.heard()
    await card(clinic)
    await clinic.taps(LEAD, "Has died")
    assert await state(clinic) is PatientState.ENROLLED

    await clinic.taps(LEAD, "Yes. Send the line")

    said = clinic.said()
    assert [(chat, line) for chat, line in said if chat in (PATIENT, CARER)] == [
        (PATIENT, "We are very sorry."),
        (CARER, "We are very sorry."),
    ]
    assert await state(clinic) is PatientState.DECEASED
    assert await kinds(clinic) == [TaskKind.REVIEW]
    for _ in range(20):
        await clinic.passes(days=1)
    assert [chat for chat, _ in clinic.said() if chat in (PATIENT, CARER)] == []
    async with clinic.service.begin() as session:
        assert await alerts.unresolved(session, clinic.team, 1) is None


async def test_old_buttons_of_a_patient_who_died_answer_and_change_nothing(clinic):
    await clinic.writes(PATIENT, "/unwell")
    old = clinic.heard()[-1]
    await card(clinic)
    await clinic.taps(LEAD, "Has died")
    await clinic.taps(LEAD, "Yes. Send the line")
    last = next(a for a in clinic.heard() if a.chat == PATIENT)
    assert "remove_keyboard" in str(last.parameters["reply_markup"])

    for data in [*old.buttons.values(), "help.coming:1", "unclear.yes:1", "remind.yes:1:0"]:
        await clinic.presses(PATIENT, data)
        assert clinic.said() == [("answer", "We are very sorry.")]
    await clinic.passes(hours=1)
    assert clinic.said() == []


async def test_a_death_entered_without_words_sends_none(clinic):
    await card(clinic)
    await clinic.taps(LEAD, "Has died")
    await clinic.taps(LEAD, "Yes. Send nothing")

    assert [line for chat, line in clinic.said() if chat == PATIENT] == []
    assert await state(clinic) is PatientState.DECEASED


BUSY = (502, {"description": "Bad Gateway"})


async def test_what_is_still_on_its_way_when_a_death_is_entered_is_never_sent(clinic):
    clinic.telegram.refuses[PATIENT] = BUSY
    await clinic.writes(PATIENT)
    await card(clinic)
    await clinic.taps(LEAD, "Has died")
    await clinic.taps(LEAD, "Yes. Send nothing")
    clinic.heard()

    clinic.telegram.refuses.clear()
    await clinic.passes(hours=1)

    assert [chat for chat, _ in clinic.said() if chat == PATIENT] == []


async def test_who_cares_for_another_patient_too_still_hears_about_that_one(cared_for):
    clinic = cared_for
    async with clinic.service.begin() as session:
        second = Patient(
            care_team_id=clinic.team,
            name="Zora Novak",
            state=PatientState.ENROLLED,
            state_since=clinic.at,
            created=clinic.at,
        )
        session.add(second)
        await session.flush()
        carer = Caregiver(
            care_team_id=clinic.team,
            patient_id=second.id,
            account_id=CARER,
            name="Deniz",
            joined_at=clinic.at,
            created=clinic.at,
        )
        session.add(carer)
    clinic.telegram.refuses[CARER] = BUSY
    await clinic.writes(CARER, "Zora has chest pain")
    await card(clinic)
    await clinic.taps(LEAD, "Has died")
    await clinic.taps(LEAD, "Yes. Send nothing")
    clinic.heard()

    clinic.telegram.refuses.clear()
    await clinic.passes(minutes=1)

    about = [text for chat, text in clinic.texts() if chat == CARER]
    assert [[line for line in text.splitlines() if "is about" in line] for text in about] == [
        ["This is about Zora Novak."]
    ]


async def test_who_writes_after_a_death_gets_a_number_and_no_questions(clinic):
    await card(clinic)
    await clinic.taps(LEAD, "Has died")
    await clinic.taps(LEAD, "Yes. Send nothing")
    clinic.heard()

    for words in ("thank you for everything", "/unwell", "I feel unwell", "/help"):
        await clinic.writes(PATIENT, words)
        [(chat, text)] = clinic.texts()
        assert chat == PATIENT
        assert text.splitlines()[:2] == ["We are very sorry.", "Nobody reads what you write here."]
        assert PHONE in text.splitlines()
    await clinic.writes(PATIENT, "I have chest pain and can't breathe")
    assert "999" in clinic.texts()[0][1].splitlines()
    async with clinic.service.begin() as session:
        assert await alerts.of_team(session, clinic.team, resolved=True) == []


async def test_who_is_discharged_is_told_that_no_team_reads_and_only_without_an_open_alert(clinic):
    await clinic.writes(PATIENT)
    await card(clinic)
    await clinic.taps(LEAD, "Discharged")
    refused = "This patient's alert is not closed. Close it first. Nothing has changed."
    assert ("answer", refused) in clinic.said()
    await clinic.presses(PRIMARY, "ack:1:0")
    await clinic.presses(PRIMARY, "resolve.spoken:1:0")
    clinic.heard()

    await clinic.taps(LEAD, "Discharged")
    assert (PATIENT, "This chat no longer reaches a care team.") in clinic.said()

    await clinic.writes(PATIENT)
    assert clinic.said() == [(PATIENT, "This chat no longer reaches a care team.")]


# --- Words that tell of a death -------------------------------------------------------------------


async def everything_stops(clinic: Clinic) -> None:
    """See one line of condolence in each chat, a task for the team, and nothing for weeks."""
    said = clinic.said()
    assert [line for chat, line in said if chat in (PATIENT, CARER)] == ["We are very sorry."] * 2
    assert await kinds(clinic) == [TaskKind.DEATH_REPORTED]
    assert await state(clinic) is PatientState.PAUSED
    for _ in range(19):
        await clinic.passes(days=1)
    assert [chat for chat, _ in clinic.said() if chat in (PATIENT, CARER)] == []


async def test_a_caregivers_words_stop_everything_and_a_member_decides(cared_for):
    clinic = cared_for
    await clinic.appointment("infusion", "2026-03-20T09:30")

    await clinic.writes(CARER, "My husband passed away last night")

    await everything_stops(clinic)


async def test_an_open_alert_keeps_climbing_in_the_team_and_the_family_hears_no_more(cared_for):
    await cared_for.writes(PATIENT)
    await cared_for.writes(CARER, "she passed away this morning")
    cared_for.heard()

    await cared_for.passes(minutes=10)
    await cared_for.passes(minutes=10)

    heard = [chat for chat, _ in cared_for.said()]
    assert heard == [GROUP, PRIMARY, BACKUP]


async def test_words_of_a_death_are_heard_in_the_middle_of_a_check_too(cared_for):
    await cared_for.writes(CARER, "/unwell")
    await cared_for.writes(CARER, "he passed away")
    assert await kinds(cared_for) == [TaskKind.DEATH_REPORTED]
    cared_for.heard()

    await cared_for.passes(minutes=30)

    assert cared_for.said() == []


async def test_a_red_flag_about_the_living_is_never_taken_for_a_death(cared_for):
    await cared_for.writes(CARER, "My father died yesterday. Mina has chest pain now")

    assert await kinds(cared_for) == []
    assert (GROUP, "🔴 No. 1 · EMERGENCY · P-0001") in cared_for.said()


async def test_words_in_any_language_stop_everything_whatever_language_the_chat_is_in(cared_for):
    clinic = cared_for
    await clinic.appointment("infusion", "2026-03-20T09:30")
    await clinic.writes(CARER, "annemi çok özledim, dün hastanede kaldı")
    assert await kinds(clinic) == []
    clinic.heard()

    await clinic.writes(CARER, "Merhaba, BABAMI bu sabah kaybettik. Lütfen mesaj göndermeyin")

    await everything_stops(clinic)


async def test_a_death_of_this_moment_is_answered_with_the_number_to_call(cared_for):
    await cared_for.writes(CARER, "babam az önce öldü")

    texts = [text for chat, text in cared_for.texts() if chat == CARER]
    assert await kinds(cared_for) == [TaskKind.DEATH_REPORTED]
    assert [text.splitlines()[0] for text in texts] == ["We are very sorry.", "Emergency:"]


async def test_the_year_of_a_death_decides_whether_it_is_news(cared_for):
    await cared_for.writes(CARER, "mi madre murió el 3 de mayo de 2019")
    assert await kinds(cared_for) == []

    await cared_for.writes(CARER, "mi madre murió el 1 de marzo de 2026")

    assert await kinds(cared_for) == [TaskKind.DEATH_REPORTED]
