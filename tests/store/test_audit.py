"""The promise: nobody changes, removes or slips in a line of the book without its showing."""

import asyncio

import pytest
from sqlalchemy import text

from store import audit
from tests.conftest import both_editions

TAMPERED = {
    "UPDATE audit_event SET actor = 'somebody else' WHERE care_team_id = 9 AND number = 2": 2,
    "UPDATE audit_event SET codes = '{}' WHERE care_team_id = 9 AND number = 3": 3,
    "UPDATE audit_event SET at = '2020-01-01 00:00:00' WHERE care_team_id = 9 AND number = 1": 1,
    "DELETE FROM audit_event WHERE care_team_id = 9 AND number = 2": 2,
    "UPDATE audit_event SET care_team_id = 8 WHERE care_team_id = 9 AND number = 1": 1,
}


@pytest.fixture
async def book(clinic):
    """A clinic and a team's book with four lines."""
    for number in range(1, 5):
        async with clinic.store.begin() as session:
            await audit.note(
                session, 9, clinic.at, actor="test", deed="tried", subject="x", number=number
            )
    return clinic


async def broken_at(clinic, team: int) -> int | None:
    async with clinic.store.begin() as session:
        return audit.broken_at(await audit.book(session, team))


@both_editions
async def test_an_honest_book_holds(book):
    assert await broken_at(book, 9) is None
    assert await broken_at(book, book.team) is None


@both_editions
@pytest.mark.parametrize(("statement", "line"), TAMPERED.items())
async def test_a_line_that_was_tampered_with_shows(statement, line, book):
    async with book.store.begin() as session:
        await session.exec(text(statement))

    assert await broken_at(book, 9) == line


@both_editions
async def test_lines_written_at_once_stand_one_after_the_other(clinic):
    async def note(number: int) -> bool:
        try:
            async with clinic.store.begin() as session:
                await audit.note(session, 9, clinic.at, actor="test", deed="tried", number=number)
        except Exception:  # noqa: BLE001 -- whoever is refused would try again
            return False
        return True

    written = await asyncio.gather(*(note(number) for number in range(8)))

    async with clinic.store.begin() as session:
        lines = await audit.book(session, 9)
    assert len(lines) == written.count(True)
    assert audit.broken_at(lines) is None
