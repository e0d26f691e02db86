"""The promise: what Telegram handed us is kept first, handled once, and never in the way."""

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from bot.inbox import handle_updates
from bot.ingest import Ingest
from store.tables import Account, CareTeam, InboxRow, InboxState, SymptomReport
from tests.clinic import GROUP, HANDLERS, PATIENT, PRIMARY, STRANGER, URGENT, person
from tests.conftest import both_editions

ALERT = "🟠 No. 1 · URGENT · P-0001"
READ = (PATIENT, "Please read this now.")
EVERYBODY = [(GROUP, ALERT), (PRIMARY, ALERT), READ]
FEVER = "I have a fever"
POISON = [
    {"message": {"message_id": 5}},
    {"message": {"message_id": "five", "chat": {}, "from": []}},
    {"message": {"message_id": 5, "chat": {"id": 10**30, "type": "private"}}},
    {"callback_query": {"id": 5}},
    {"edited_message": {"edit_date": "yesterday"}},
    {"my_chat_member": {"chat": {"id": 1}}},
    {"message": {"message_id": 5, "text": "half a character \ud800"}},
]


def message(number: int, who: int, text: str = FEVER, **more) -> dict:
    return {"message": {"message_id": number, "date": 1, "text": text, **person(who), **more}}


async def receives(clinic, *updates: dict) -> None:
    """Let Telegram have updates for us, all at once."""
    numbered = [
        {"update_id": len(clinic.telegram.updates) + number, **update}
        for number, update in enumerate(updates, 1)
    ]
    clinic.telegram.updates += numbered
    await clinic.passes()


async def rows(clinic) -> list[InboxRow]:
    async with clinic.store.begin() as session:
        return list(await session.exec(select(InboxRow).order_by(InboxRow.id)))


async def reports(clinic) -> int:
    async with clinic.store.begin() as session:
        return len(list(await session.exec(select(SymptomReport))))


@both_editions
async def test_crash_between_commit_and_confirm_neither_loses_nor_doubles(clinic):
    clinic.telegram.updates.append({"update_id": 1, **message(1, PATIENT)})
    await clinic.ingest.fetch(clinic.bot, 0)  # committed; we die before the next offset

    await clinic.starts()
    await clinic.passes()

    assert clinic.said() == EVERYBODY
    assert await reports(clinic) == 1


async def test_nothing_is_confirmed_before_it_is_committed(clinic):
    """The offset of the next call confirms: it moves only when the rows are there."""
    clinic.telegram.updates.append({"update_id": 7, **message(1, PATIENT)})

    class Full(Exception):
        """The disk is."""

    @asynccontextmanager
    async def begin(**how):
        async with clinic.store.begin() as session:
            yield session
            raise Full

    ingest = Ingest(replace(clinic.service, begin=begin), URGENT)
    with pytest.raises(Full):
        await ingest.fetch(clinic.bot, 0)

    assert await rows(clinic) == []
    assert await clinic.ingest.fetch(clinic.bot, 0) == 8
    assert len(await rows(clinic)) == 1


@both_editions
@pytest.mark.parametrize("poison", POISON)
async def test_poison_holds_up_nobody(poison, clinic):
    await receives(clinic, poison, message(1, PATIENT))

    assert [said for said in clinic.said() if said in EVERYBODY] == EVERYBODY
    for _ in range(2):  # what can be parsed and not handled has three tries
        await clinic.passes(seconds=3)
    [first, second] = await rows(clinic)
    assert second.state is InboxState.DONE
    assert first.state is not InboxState.NEW


async def test_what_a_patient_sent_and_nobody_can_read_is_the_teams_to_ask_about(clinic):
    await receives(clinic, {"message": {"message_id": 5, "from": person(PATIENT)["from"]}})

    [(chat, text)] = clinic.texts()
    assert chat == GROUP
    assert "P-0001" in text.splitlines()[0]


async def test_a_handler_that_raises_three_times_leaves_nothing_but_a_word_to_the_team(clinic):
    async def breaks(session, update, now):
        (await session.get_one(CareTeam, 1)).emergency_number = "gone"
        session.add(Account(id=99, created=now))
        await session.flush()
        raise LookupError

    clinic.handlers = {**HANDLERS, "private": breaks}
    await receives(clinic, message(1, PATIENT))
    for _ in range(2):
        assert clinic.said() == []
        await clinic.passes(seconds=3)

    [row] = await rows(clinic)
    assert (row.state, row.attempts, row.error) == (InboxState.QUARANTINED, 3, "LookupError")
    assert [chat for chat, _ in clinic.said()] == [GROUP]
    async with clinic.store.begin() as session:
        assert (await session.get_one(CareTeam, 1)).emergency_number is None
        assert await session.get(Account, 99) is None


async def test_trouble_with_the_database_is_not_counted_against_an_update(clinic):
    left = 5

    async def troubled(session, update, now):
        nonlocal left
        left -= 1
        if left > 0:
            raise OperationalError("SELECT 1", {}, Exception())
        await HANDLERS["private"](session, update, now)

    clinic.handlers = {**HANDLERS, "private": troubled}
    await receives(clinic, message(1, PATIENT))
    for _ in range(4):
        assert clinic.said() == []
        await clinic.passes(seconds=1)

    assert clinic.said() == EVERYBODY
    assert [(row.state, row.attempts) for row in await rows(clinic)] == [(InboxState.DONE, 0)]


async def test_an_update_that_troubles_the_database_for_an_hour_is_shown_to_the_team(clinic):
    async def troubled(session, update, now):
        raise OperationalError("SELECT 1", {}, Exception())

    clinic.handlers = {**HANDLERS, "private": troubled}
    await receives(clinic, message(1, PATIENT))
    await clinic.passes(hours=1)
    for _ in range(2):
        assert clinic.said() == []
        await clinic.passes(seconds=3)

    assert [row.state for row in await rows(clinic)] == [InboxState.QUARANTINED]
    assert [chat for chat, _ in clinic.said()] == [GROUP]


async def test_a_bug_with_one_chat_holds_up_no_other(clinic):
    async def breaks(session, update, now):
        if update.effective_user.id == STRANGER:
            raise LookupError
        await HANDLERS["private"](session, update, now)

    clinic.handlers = {**HANDLERS, "private": breaks}
    await receives(clinic, message(1, STRANGER, "hello"), message(1, PATIENT))

    assert [said for said in clinic.said() if said in EVERYBODY] == EVERYBODY


@both_editions
async def test_the_same_update_twice_has_one_effect(clinic):
    await receives(clinic, message(1, PATIENT))
    clinic.heard()

    await receives(clinic, message(1, PATIENT))
    clinic.offset = 0  # and as after a restart: everything once more
    await clinic.passes()

    assert clinic.said() == []
    assert await reports(clinic) == 1


async def test_an_update_number_used_again_is_another_update(clinic):
    """Telegram's numbers start anew after an idle week."""
    clinic.telegram.updates.append({"update_id": 1, **message(1, STRANGER, "hello")})
    await clinic.passes()
    clinic.heard()

    clinic.telegram.updates[:] = [{"update_id": 1, **message(1, PATIENT)}]
    clinic.offset = 0
    await clinic.passes()

    assert clinic.said() == EVERYBODY


async def test_fine_edited_into_fever_is_a_report(clinic):
    await receives(clinic, message(1, PATIENT, "I am fine"))
    clinic.heard()
    edited = message(1, PATIENT, "I have a fever of 39", edit_date=5)["message"]

    await receives(clinic, {"edited_message": edited})

    assert clinic.said() == EVERYBODY


async def test_two_edits_within_a_second_are_two(clinic):
    """Telegram counts edits by the second, and people are quicker."""
    edits = [
        {"edited_message": message(1, PATIENT, words, edit_date=5)["message"]}
        for words in ("I feel well", "I feel well but I have a fever of 39")
    ]
    await receives(clinic, {"message": message(1, PATIENT, "Hello")["message"]}, *edits)
    await receives(clinic, edits[1])

    assert await reports(clinic) == 1
    assert [row.state for row in await rows(clinic)] == [InboxState.DONE] * 3


async def test_a_fever_edited_away_stays_reported(clinic):
    await receives(clinic, message(1, PATIENT))
    edited = message(1, PATIENT, "I am fine", edit_date=5)["message"]

    await receives(clinic, {"edited_message": edited})

    async with clinic.store.begin() as session:
        report = (await session.exec(select(SymptomReport))).one()
    assert report.words == FEVER


async def test_a_red_flag_is_read_before_a_thousand_others(clinic):
    updates = [message(1, 10_000 + number, "hello") for number in range(300)]
    updates.append(message(1, PATIENT))
    clinic.telegram.updates += [{"update_id": n, **one} for n, one in enumerate(updates, 1)]
    await clinic.ingest.fetch(clinic.bot, 0)

    await handle_updates(clinic.service, HANDLERS)

    handled = [row for row in await rows(clinic) if row.state is InboxState.DONE]
    assert len(handled) == 50
    assert handled[-1].sender == PATIENT


@both_editions
async def test_two_workers_handle_each_update_once(clinic):
    clinic.telegram.updates += [
        {"update_id": number, **message(number, PATIENT, FEVER)} for number in range(1, 6)
    ]
    await clinic.ingest.fetch(clinic.bot, 0)

    async def work() -> None:
        while await handle_updates(clinic.service, HANDLERS):
            pass

    await asyncio.gather(work(), work())
    clinic.at = clinic.at.replace(second=30)
    await work()

    assert {row.state for row in await rows(clinic)} == {InboxState.DONE}
    assert await reports(clinic) == 5


async def test_what_is_kept_is_what_came(clinic):
    update = {"update_id": 1, **message(1, PATIENT, "naïve 🌡 fever")}
    clinic.telegram.updates.append(update)
    await clinic.ingest.fetch(clinic.bot, 0)

    [row] = await rows(clinic)

    assert json.loads(row.raw) == update
