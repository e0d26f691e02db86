"""The promise: every command works in every state, and nothing one sends goes unanswered."""

import json
import re
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.handlers import own_commands
from bot.handlers.team_commands import ORDERS
from bot.menus import set_menus
from bot.routes import handlers_for
from care.appointments import AppointmentKind
from care.delivery import Lane, OutboxMessage
from care.people import PatientState
from care.tasks import TaskKind
from messages import languages
from messages.listing import line
from messages.texts import patient as patient_texts
from messages.texts import patient_settings, staff_team
from messages.texts.commands import DESCRIPTIONS, WORD_UNITS, WORDS
from messages.voice import Voice
from scheduler import appointing
from store import outbox
from store.tables import Account, Appointment, Caregiver, Consent, Patient, ReminderRow, Task
from tests.clinic import GROUP, PATIENT, PRIMARY, STRANGER, Clinic
from tests.joining import (
    BEFORE_CONSENT,
    CONSENT,
    NEW,
    answers,
    found,
    invited,
    invited_carer,
    told,
)

EVERY = (
    "start",
    "help",
    "settings",
    "language",
    "privacy",
    "dates",
    "record",
    "card",
    "rules",
    "topics",
    "expect",
    "usual",
    "unwell",
    "cancel",
    "stop",
)
COMMANDS = (*EVERY, "delete")
SPOKEN = [
    code
    for code, one in languages.LANGUAGES.items()
    if one.status is languages.Status.PREVIEW and code not in languages.PSEUDO
]
UNTOLD = (
    "Task · Dates of P-0001 were changed. This patient gets no reminders now, and hears nothing "
    "of it from me. Please call."
)
OLD = "This button is no longer in use. Nothing has changed."
ACCENTED = languages.LANGUAGES["en_XA"]
NOT_LINKED = "This chat is not linked to a care team."


async def stranger(clinic: Clinic) -> int:
    return STRANGER


async def patient(clinic: Clinic) -> int:
    return PATIENT


async def half_way(clinic: Clinic) -> int:
    _, issued = await invited(clinic)
    await clinic.writes(NEW, f"/start {issued.token}")
    await answers(clinic, NEW, *BEFORE_CONSENT, *CONSENT)
    return NEW


async def alerted_patient(clinic: Clinic) -> int:
    await clinic.writes(PATIENT, "I have a fever")
    return PATIENT


async def carer(clinic: Clinic) -> int:
    issued = await invited_carer(clinic)
    await clinic.writes(NEW, f"/start {issued.token}")
    await answers(clinic, NEW, *BEFORE_CONSENT, "Yes, I agree", "I have no number")
    await answers(clinic, NEW, "Go on without a number", "United Kingdom")
    return NEW


async def member(clinic: Clinic) -> int:
    return PRIMARY


async def left(clinic: Clinic) -> int:
    await deleted(clinic)
    return PATIENT


STATES = (stranger, patient, half_way, alerted_patient, carer, member, left)


async def deleted(clinic: Clinic) -> None:
    await clinic.writes(PATIENT, "/delete")
    await clinic.taps(PATIENT, "Yes, delete")
    await clinic.taps(PATIENT, "Yes, delete")


async def tasks(clinic: Clinic) -> list[TaskKind]:
    async with clinic.service.begin() as session:
        return [TaskKind(kind) for kind in await session.exec(select(Task.kind))]


# --- Everything is answered -----------------------------------------------------------------------


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("form", ["/{}", "{}"])
async def test_every_command_is_answered_in_every_state(clinic, state, form):
    who = await state(clinic)
    clinic.heard()

    for name in COMMANDS:
        await clinic.writes(who, form.format(name))
        assert len(told(clinic, who)) >= 1, name


@pytest.mark.parametrize("state", STATES)
async def test_whatever_is_sent_gets_an_answer(clinic, state):
    who = await state(clinic)
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    sticker = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1}
    sticker |= {"is_animated": False, "is_video": False}
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    place = {"latitude": 1.0, "longitude": 1.0}
    contact = {"phone_number": "1", "first_name": "X"}
    clinic.heard()

    for sent in (
        {"photo": photo},
        {"sticker": sticker},
        {"voice": voice},
        {"location": place},
        {"contact": contact},
    ):
        await clinic.writes(who, "", **sent)
        assert len(told(clinic, who)) >= 1, sent
    for words in ("hello", "/nonsense", "🙂", "x" * 4096, "39", "ok"):
        await clinic.writes(who, words)
        assert len(told(clinic, who)) >= 1, words


@pytest.mark.parametrize("state", [stranger, patient, half_way, carer])
async def test_a_red_flag_behind_a_command_is_heard(clinic, state):
    who = await state(clinic)
    clinic.heard()

    await clinic.writes(who, "/help I cannot breathe")

    heard = clinic.said()
    assert (who, "Please read this now.") in heard
    alerts = [said for chat, said in heard if chat == GROUP]
    assert [said[:4] for said in alerts] == ([] if who == STRANGER else ["🔴 No"])


@pytest.mark.parametrize("name", ["lang.xx", "lang.en_ZZ", "land.QQ", "zone.GB_9", "zone.US_1"])
async def test_a_forged_setting_changes_nothing(clinic, name):
    before = await found(clinic, Account, PATIENT)

    await clinic.presses(PATIENT, f"{name}:0:0")

    assert clinic.said() == [("answer", OLD)]
    after = await found(clinic, Account, PATIENT)
    assert (after.language, after.country, after.zone) == (
        before.language,
        before.country,
        before.zone,
    )


@pytest.mark.parametrize("choice", ["reminders_off", "discreet_on"])
@pytest.mark.parametrize(("who", "whose"), [(STRANGER, 1), (PRIMARY, 1), (PATIENT, 2)])
async def test_only_the_patient_changes_the_patients_settings(clinic, choice, who, whose):
    await clinic.presses(who, f"set.{choice}:{whose}:0")

    assert clinic.said() == [("answer", OLD)]
    row = await found(clinic, Patient, 1)
    assert (row.reminders_stopped_at, row.discreet) == (None, False)


# --- Help and privacy -----------------------------------------------------------------------------


async def test_help_carries_the_numbers_and_the_rule_of_the_receipt(clinic):
    await clinic.writes(PATIENT, "/help")

    (said,) = told(clinic, PATIENT)
    assert "Your team:\n+44 20 7946 0018" in said
    assert "Emergency:\n999\n112" in said
    assert "No receipt number within a minute? Then nobody knows. Call." in said


@pytest.mark.parametrize("state", [patient, carer])
async def test_every_command_is_found_from_help(clinic, state):
    who = await state(clinic)
    clinic.heard()

    await clinic.writes(who, "/help")

    (said,) = told(clinic, who)
    listed = re.findall(r"^/(\w+) – \S", said, re.MULTILINE)
    assert sorted(listed) == sorted({*COMMANDS} - {"help"})


@pytest.mark.parametrize("code", SPOKEN)
def test_help_says_in_every_language_what_each_command_does(code):
    voice = Voice(code)
    shown = line(patient_settings.HELP_COMMAND, {"command": "/card", "does": "commands.card"})

    said = voice.label(patient_settings.HELP_COMMANDS, commands=[shown])

    assert "/card" in said
    assert DESCRIPTIONS["card"].english not in said
    assert voice.label(DESCRIPTIONS["card"]) in said


def test_members_find_every_command_of_theirs_from_help():
    for code in ("en", "tr", "ar", "ru", "es", "de", "fr", "pt_BR", "zh_Hans", "hi"):
        said = Voice(code).label(staff_team.HELP)
        named = set(re.findall(r"^\W*/(\w+)", said, re.MULTILINE))
        assert named == {*ORDERS, "topics", "settings", "privacy"} - {"help", "start"}, code


async def test_the_help_key_helps(clinic):
    await clinic.writes(PATIENT, "Help")

    assert told(clinic, PATIENT)[0].startswith("Help\nUnwell now?")


async def test_privacy_says_who_holds_what_and_whom_to_ask(clinic):
    await clinic.writes(PATIENT, "/privacy")
    await clinic.writes(STRANGER, "/privacy")

    own, strangers = [text for _, text in clinic.texts()]
    for promise in ("Rheumatology", "not end-to-end encrypted", "within 30 days", "7946 0018"):
        assert promise in own
    assert "No care team is linked to this chat" in strangers
    assert "Rheumatology" not in strangers


# --- Settings -------------------------------------------------------------------------------------


async def test_another_language_is_spoken_at_once_and_on_the_keyboard(clinic):
    await clinic.writes(PATIENT, "/language")
    await clinic.taps(PATIENT, ACCENTED.native_name)

    shown = next(a for a in reversed(clinic.telegram.accepted) if a.chat == PATIENT)
    markup = shown.parameters["reply_markup"]
    keyboard = (json.loads(markup) if isinstance(markup, str) else markup)["keyboard"]
    assert shown.text.startswith("⟦")
    assert keyboard[0][0]["text"].startswith("⟦")
    assert (await found(clinic, Account, PATIENT)).language_chosen is True


async def test_a_word_typed_in_another_language_is_the_command(clinic):
    async with clinic.service.begin() as session:
        (await session.get_one(Account, PATIENT)).language = "en_XA"

    await clinic.writes(PATIENT, Voice("en_XA").label(WORDS["privacy"]).upper())

    assert "Rheumatology" in told(clinic, PATIENT)[0]


@pytest.mark.parametrize("code", ["en", *SPOKEN])
def test_words_for_the_card_differ_from_every_other_command(code):
    heard: dict[str, str] = {}
    for name, text in WORDS.items():
        for word in own_commands.typed_for(Voice(code).label(text)):
            assert heard.setdefault(word, name) == name
            assert len(word) <= WORD_UNITS


async def test_the_card_is_asked_for_in_the_words_of_every_language(clinic):
    clinic.handlers = handlers_for(tuple(SPOKEN))
    for words in (
        "card",
        "My alert card",
        "Patientenpass",
        "tarjeta de alerta",
        "carte d\u2019alerte",
        "карточка пациента",
        "uyarı kartım",
        "بطاقة التنبيه",
        "मेरा अलर्ट कार्ड",
        "cartão de alerta",
        "我的警示卡",
    ):
        clinic.heard()
        await clinic.writes(PATIENT, words)
        assert told(clinic, PATIENT)[0].startswith("Your alert card"), words


async def test_the_record_and_dates_are_asked_for_in_other_words(clinic):
    clinic.handlers = handlers_for(tuple(SPOKEN))
    for words, begins in (
        ("Mein Tagebuch", "Your record"),
        ("Termine", "Your team has entered no dates"),
    ):
        clinic.heard()
        await clinic.writes(PATIENT, words)
        assert told(clinic, PATIENT)[0].startswith(begins), words


async def test_in_another_country_numbers_and_reminders_go_by_its_clock(clinic):
    await clinic.appointment(AppointmentKind.INFUSION, "2026-03-20T09:30")
    before = await planned(clinic)
    await clinic.writes(PATIENT, "/settings")
    await clinic.taps(PATIENT, "I am in another country")
    clinic.heard()

    await clinic.writes(PATIENT, "Türkiye")

    (said,) = told(clinic, PATIENT)
    assert "You are now in: Türkiye" in said
    assert "Emergency:\n112" in said
    assert await planned(clinic) == before
    await clinic.taps(PATIENT, "Where I am now: Istanbul")
    assert (await found(clinic, Account, PATIENT)).zone == "Europe/Istanbul"
    assert await planned(clinic) != before


async def planned(clinic: Clinic) -> list:
    async with clinic.service.begin() as session:
        query = select(ReminderRow.due).where(ReminderRow.state == "planned")
        return sorted(await session.exec(query))


async def test_a_country_with_several_clocks_asks_which(clinic):
    await clinic.writes(STRANGER, "/settings")
    await clinic.taps(STRANGER, "I am in another country")
    await clinic.writes(STRANGER, "Mexico")

    await clinic.taps(STRANGER, "Tijuana")

    account = await found(clinic, Account, STRANGER)
    assert (account.country, account.zone) == ("MX", "America/Tijuana")


async def test_numbers_can_be_changed_and_a_wrong_one_is_asked_again(clinic):
    await clinic.writes(PATIENT, "/settings")
    await clinic.taps(PATIENT, "My own number")
    await clinic.writes(PATIENT, "07946 0155")
    await clinic.writes(PATIENT, "+44 20 7946 0155")
    await clinic.writes(PATIENT, "/settings")
    await clinic.taps(PATIENT, "Whom else to call")
    await clinic.writes(PATIENT, "Ada")
    await clinic.writes(PATIENT, "+44 20 7946 0156")

    row = await found(clinic, Patient, 1)
    assert (row.phone, row.contact_name, row.contact_phone) == (
        "+44 20 7946 0155",
        "Ada",
        "+44 20 7946 0156",
    )


async def test_a_red_flag_is_no_phone_number(clinic):
    await clinic.writes(PATIENT, "/settings")
    await clinic.taps(PATIENT, "My own number")
    clinic.heard()

    await clinic.writes(PATIENT, "I cannot breathe")

    assert (GROUP, "🔴 No. 1 · EMERGENCY · P-0001") in clinic.said()


async def test_switches_say_what_they_do_however_often_they_are_pressed(clinic):
    await clinic.writes(PATIENT, "/settings")
    for _ in range(2):
        await clinic.taps(PATIENT, "Turn discreet mode on")
        assert (await found(clinic, Patient, 1)).discreet is True
        await clinic.taps(PATIENT, "Turn reminders off")
        assert (await found(clinic, Patient, 1)).reminders_stopped_at == clinic.at
    await clinic.taps(PATIENT, "Turn reminders on")

    async with clinic.service.begin() as session:
        given = list(await session.exec(select(Consent.agreed).order_by(Consent.id)))
    assert (await found(clinic, Patient, 1)).reminders_stopped_at is None
    assert given == [False, False, True]


# --- /stop, /delete, /cancel ----------------------------------------------------------------------


@pytest.mark.parametrize("change", ["move", "cancel", "place"])
async def test_who_stopped_reminders_is_called_about_a_date_that_changes(clinic, change):
    number = await clinic.appointment(AppointmentKind.INFUSION, "2026-03-20T09:30")
    await clinic.passes(days=1)
    await clinic.writes(PATIENT, "/stop")
    clinic.heard()

    async with clinic.service.begin() as session:
        row = await session.get_one(Appointment, number)
        if change == "cancel":
            await appointing.cancel(session, row, "test", clinic.at)
        else:
            to = datetime(2026, 3, 20 if change == "place" else 23, 9, 30)  # noqa: DTZ001 -- a wall time
            await appointing.move(session, row, to, "test", clinic.at, place="Ward 4")
    await clinic.passes(hours=3)

    heard = clinic.said()
    assert [said for chat, said in heard if chat == PATIENT] == []
    assert [said for chat, said in heard if chat == GROUP].count(UNTOLD) == 1
    assert (await tasks(clinic)).count(TaskKind.DATE_UNTOLD) == 1


async def test_of_several_dates_that_change_at_once_the_team_is_asked_for_one_call(clinic):
    numbers = [
        await clinic.appointment(AppointmentKind.INFUSION, f"2026-03-{day}T09:30")
        for day in (20, 27)
    ]
    await clinic.passes(days=1)
    await clinic.writes(PATIENT, "/stop")
    for _ in range(2):
        await clinic.passes(minutes=1)
        async with clinic.service.begin() as session:
            for number in numbers:
                row = await session.get_one(Appointment, number)
                to = datetime.fromisoformat(row.local) + timedelta(days=1)
                await appointing.move(session, row, to, "test", clinic.at)

    assert (await tasks(clinic)).count(TaskKind.DATE_UNTOLD) == 2


async def test_stop_ends_reminders_tells_the_team_and_never_ends_answers(clinic):
    await clinic.appointment(AppointmentKind.INFUSION, "2026-03-04T09:30")
    await clinic.writes(PATIENT, "/stop")
    assert await tasks(clinic) == [TaskKind.LEAVING]
    clinic.heard()

    await clinic.passes(days=1, hours=2)
    assert told(clinic, PATIENT) == []
    await clinic.writes(PATIENT, "I have a fever")
    assert (PATIENT, "Please read this now.") in clinic.said()


async def test_without_stop_the_same_reminder_is_sent(clinic):
    await clinic.appointment(AppointmentKind.INFUSION, "2026-03-04T09:30")

    await clinic.passes(days=1, hours=2)

    assert len(told(clinic, PATIENT)) == 1


async def test_stop_takes_back_a_reminder_that_waits_to_be_sent(clinic):
    waiting = OutboxMessage(
        key="waiting", chat_id=PATIENT, lane=Lane.REMINDER, texts=(patient_texts.INFUSION.id,)
    )
    async with clinic.service.begin() as session:
        await outbox.owe(session, clinic.at + timedelta(hours=1), waiting)

    await clinic.writes(PATIENT, "/stop")
    clinic.heard()
    await clinic.passes(hours=2)

    assert told(clinic, PATIENT) == []


async def test_reminders_can_be_turned_on_again(clinic):
    await clinic.writes(PATIENT, "/stop")

    await clinic.taps(PATIENT, "Turn reminders on again")

    assert (await found(clinic, Patient, 1)).reminders_stopped_at is None


async def test_delete_asks_twice_then_the_team_is_told_and_symptoms_still_alert(clinic):
    await clinic.writes(PATIENT, "/delete")
    await clinic.taps(PATIENT, "Yes, delete")
    assert (await found(clinic, Patient, 1)).state is PatientState.ENROLLED
    await clinic.taps(PATIENT, "Yes, delete")

    assert (await found(clinic, Patient, 1)).state is PatientState.LEFT
    assert await tasks(clinic) == [TaskKind.LEAVING]
    clinic.heard()
    await clinic.writes(PATIENT, "I cannot breathe")
    assert (GROUP, "🔴 No. 1 · EMERGENCY · P-0001") in clinic.said()


@pytest.mark.parametrize("taps", [0, 1])
async def test_delete_can_be_taken_back_at_both_questions(clinic, taps):
    await clinic.writes(PATIENT, "/delete")
    for _ in range(taps):
        await clinic.taps(PATIENT, "Yes, delete")

    await clinic.taps(PATIENT, "No, keep everything")

    assert told(clinic, PATIENT)[-1] == "Nothing was deleted."
    assert (await found(clinic, Patient, 1)).state is PatientState.ENROLLED


async def test_an_old_yes_does_not_delete(clinic):
    await clinic.writes(PATIENT, "/delete")
    await clinic.taps(PATIENT, "Yes, delete")
    await clinic.passes(hours=1, seconds=1)
    clinic.heard()

    await clinic.taps(PATIENT, "Yes, delete")
    await clinic.presses(PATIENT, "leaving.asked_yes:1:0")
    await clinic.presses(STRANGER, "leaving.sure_yes:1:0")

    assert clinic.said() == [("answer", OLD)] * 3
    assert (await found(clinic, Patient, 1)).state is PatientState.ENROLLED


async def test_delete_is_refused_with_a_number_while_the_team_works_on_a_report(clinic):
    await clinic.writes(PATIENT, "/delete")
    await clinic.taps(PATIENT, "Yes, delete")
    await clinic.writes(PATIENT, "I have a fever")
    clinic.heard()

    await clinic.taps(PATIENT, "Yes, delete")
    await clinic.writes(PATIENT, "/delete")

    heard = told(clinic, PATIENT)
    assert [said.startswith("Not now: your team is still working") for said in heard] == [True] * 2
    assert ["No. 1" in said and "+44 20 7946 0018" in said for said in heard] == [True] * 2
    assert (await found(clinic, Patient, 1)).state is PatientState.ENROLLED


async def test_a_caregiver_who_leaves_reads_nothing_more_and_the_patient_stays(clinic):
    who = await carer(clinic)
    await clinic.writes(who, "/delete")
    await clinic.taps(who, "Yes, delete")
    await clinic.taps(who, "Yes, delete")
    clinic.heard()

    await clinic.writes(PATIENT, "I have a fever")

    assert (await found(clinic, Caregiver, 1)).removed_at == clinic.at
    assert {chat for chat, _ in clinic.said()} == {GROUP, PRIMARY, PATIENT}


async def test_cancel_leaves_a_setting_and_no_alert(clinic):
    await clinic.writes(PATIENT, "I have a fever")
    await clinic.writes(PATIENT, "/settings")
    await clinic.taps(PATIENT, "My own number")
    clinic.heard()

    await clinic.writes(PATIENT, "/cancel")

    (said,) = told(clinic, PATIENT)
    assert said.startswith("We stop here.")
    assert "Only the team closes it." in said
    await clinic.writes(PATIENT, "+44 20 7946 0155")
    assert (await found(clinic, Patient, 1)).phone == "+44 20 7946 0100"
    await clinic.passes(minutes=10)
    assert (GROUP, "🟠 No. 1 · URGENT · P-0001") in clinic.said()


async def test_cancel_does_not_silence_questions_about_being_unwell(clinic):
    await clinic.writes(PATIENT, "I feel unwell")

    await clinic.writes(PATIENT, "/cancel")
    await clinic.passes(minutes=10)

    assert (GROUP, "🟠 No. 1 · URGENT · P-0001") in clinic.said()


# --- Strangers ------------------------------------------------------------------------------------


async def test_a_stranger_reads_once_an_hour_in_full_that_nobody_reads_this(clinic):
    for _ in range(3):
        await clinic.writes(STRANGER, "hello")
    await clinic.passes(hours=1)
    await clinic.writes(STRANGER, "hello")

    first, second, third, fourth = told(clinic, STRANGER)
    assert first.startswith(NOT_LINKED)
    assert second == third
    assert second.startswith("Nobody reads this chat. Very ill? Call")
    assert fourth == first


async def test_a_strangers_red_flag_is_always_answered_in_full(clinic):
    for _ in range(4):
        await clinic.writes(STRANGER, "I cannot breathe")

    heard = clinic.texts()
    assert [chat for chat, _ in heard] == [STRANGER] * 4
    for _, said in heard:
        assert said.startswith("Please read this now.\nCall now: your local ambulance number")
        assert "Nobody reads this chat, so nobody has been told." in said


async def test_a_stranger_who_chose_a_country_gets_its_number(clinic):
    await clinic.writes(STRANGER, "hello")
    await clinic.taps(STRANGER, "Choose your country")
    await clinic.writes(STRANGER, "france")
    clinic.heard()

    await clinic.writes(STRANGER, "I cannot breathe")

    (said,) = told(clinic, STRANGER)
    assert "Call now: 15 / 112" in said or "Call now: 112" in said


async def test_a_stranger_is_forgotten_on_request(clinic):
    await clinic.writes(STRANGER, "hello")
    await clinic.taps(STRANGER, "Choose your country")
    await clinic.writes(STRANGER, "france")

    await clinic.writes(STRANGER, "/delete")

    assert (await found(clinic, Account, STRANGER)).country is None


# --- The menu -------------------------------------------------------------------------------------


async def test_the_menu_lists_every_command_in_every_language_telegram_has_room_for(clinic):
    await set_menus(clinic.bot, languages.offered(("en_XA",)))

    calls = [a.parameters for a in clinic.telegram.accepted if a.method == "setMyCommands"]
    assert [call.get("language_code") for call in calls] == [None, "en"]
    for call in calls:
        commands = call["commands"]
        listed = json.loads(commands) if isinstance(commands, str) else commands
        assert {one["command"] for one in listed} == set(COMMANDS)
        assert all(0 < len(one["description"]) <= 80 for one in listed)
