"""The promise: a task has one owner and an end, and everybody sees who."""

from care.tasks import TaskKind, TaskStatus
from scheduler.chores import Chore, ask
from scheduler.ticks import remind_of_tasks
from store import audit, tasks
from store.tables import Patient, Task
from tests.clinic import BACKUP, GROUP, LEAD, PATIENT, PRIMARY, STRANGER, VIEWER, Clinic

CARD = "Task · P-0001 sent words for a human to read. Details show them."


async def task_of(clinic: Clinic, kind: TaskKind = TaskKind.UNREAD_TEXT, **values) -> int:
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        chore = Chore(kind, f"test:{kind}", values=values)
        task = await ask(session, clinic.team, patient, chore, clinic.at)
        return task.id


async def state_of(clinic: Clinic, task: int) -> tuple:
    async with clinic.service.begin() as session:
        row = await session.get_one(Task, task)
        return row.status, row.taken_by, row.done_by


async def shown(clinic: Clinic, **values) -> int:
    """Open a task and let the group see it. Return the message under which its buttons are."""
    await task_of(clinic, words="my <b>head</b> is funny", **values)
    await clinic.passes()
    return next(a.message_id for a in clinic.heard() if a.chat == GROUP)


async def test_a_task_is_taken_by_one_and_done_and_the_group_sees_who(clinic):
    message = await shown(clinic)

    await clinic.presses(BACKUP, "task.take:1", message, GROUP)
    faces = clinic.texts()
    assert faces[0][1].splitlines()[0] == CARD
    assert "Ben will do it." in faces[0][1]
    await clinic.presses(PRIMARY, "task.take:1", message, GROUP)
    assert [text for chat, text in clinic.said() if chat == "answer"] == [
        next(line for line in faces[0][1].splitlines() if line.startswith("Ben"))
    ]

    await clinic.presses(PRIMARY, "task.done:1", message, GROUP)
    assert "Done: Ana" in clinic.texts()[0][1]
    assert await state_of(clinic, 1) == (TaskStatus.DONE, 2, 1)
    await clinic.presses(BACKUP, "task.done:1", message, GROUP)
    assert await state_of(clinic, 1) == (TaskStatus.DONE, 2, 1)


async def test_details_hold_name_number_and_words_and_go_to_the_direct_chat_only(clinic):
    message = await shown(clinic)

    await clinic.presses(VIEWER, "task.details:1", message, GROUP)

    said = clinic.texts()
    assert {chat for chat, _ in said} == {VIEWER, "answer"}
    whole = "\n".join(text for chat, text in said if chat == VIEWER)
    assert "P-0001 · Mina Demir" in whole
    assert "+44 20 7946 0100" in whole.splitlines()
    assert "my <b>head</b> is funny" in whole
    async with clinic.service.begin() as session:
        book = await audit.book(session, clinic.team)
    assert (book[-1].actor, book[-1].deed) == ("member:4", "details shown")


async def test_however_many_tasks_are_overdue_each_is_shown_again_once(clinic):
    async with clinic.service.begin() as session:
        patient = await session.get_one(Patient, 1)
        for number in range(130):
            chore = Chore(TaskKind.UNREAD_TEXT, f"test:{number}", deadline=clinic.at)
            await ask(session, clinic.team, patient, chore, clinic.at)

    shown = [await remind_of_tasks(clinic.service) for _ in range(3)]

    assert shown == [100, 30, 0]


async def test_the_group_never_reads_the_words(clinic):
    await task_of(clinic, words="my head is funny")
    await clinic.passes()
    await clinic.passes(days=2)

    in_the_group = [text for chat, text in clinic.texts() if chat == GROUP]
    assert len(in_the_group) == 3  # twice the task, and the day's own message
    assert [text for text in in_the_group if "funny" in text or "Mina" in text] == []


async def test_who_may_not_changes_nothing(clinic):
    message = await shown(clinic)

    for who in (STRANGER, PATIENT, VIEWER):
        for deed in ("take", "done"):
            await clinic.presses(who, f"task.{deed}:1", message, GROUP)
            assert [chat for chat, _ in clinic.said()] == ["answer"]
    for forged in ("task.take:99", "task.delete:1", "task:1", "task.take"):
        await clinic.presses(LEAD, forged, message, GROUP)
        assert [chat for chat, _ in clinic.said()] == ["answer"]

    assert await state_of(clinic, 1) == (TaskStatus.OPEN, None, None)


async def test_tasks_are_listed_each_with_its_buttons(clinic):
    await task_of(clinic)
    await task_of(clinic, TaskKind.UNDELIVERED)
    await clinic.passes()
    clinic.heard()

    await clinic.writes(LEAD, "/tasks")

    heard = [a for a in clinic.heard() if a.chat == LEAD]
    assert heard[0].text == (
        "Tasks of Rheumatology that are not done: 2. Each follows with its buttons."
    )
    assert [list(a.buttons) for a in heard[1:]] == [["I will do it", "Done", "Details"]] * 2
    await clinic.taps(LEAD, "Done")
    assert [line.split(",")[0] for _, line in clinic.said() if "Done" in line] == ["Done: Cem"]
    async with clinic.service.begin() as session:
        assert len(await tasks.unfinished(session, clinic.team)) == 1


async def test_who_writes_what_can_wait_until_the_next_visit_reads_who_has_it_and_whom_to_call(
    clinic,
):
    for words in ("I missed my infusion", "Ich habe meine Infusion verpasst"):
        await clinic.writes(PATIENT, words)
        heard = [text for chat, text in clinic.texts() if chat == PATIENT]
        assert [text.split("\n\n")[0] for text in heard] == [
            (
                "Your message is with your team. They may not read it soon.\n"
                "Unwell now? Press “I feel unwell”, or call."
            )
        ]
        assert "Your team:\n" in heard[0]

    async with clinic.service.begin() as session:
        waiting = await tasks.unfinished(session, clinic.team)
    assert [task.kind for task in waiting] == [TaskKind.NEXT_VISIT] * 2
