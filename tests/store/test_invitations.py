"""The promise: a way in is used once, by one person, in time, and no copy of it is kept."""

import asyncio
from datetime import timedelta

from sqlalchemy import text

from care.people import InvitationKind
from store import invitations
from store.invitations import For, Issued
from store.tables import Invitation
from tests.conftest import both_editions


async def issue(clinic, patient: int | None = 1) -> Issued:
    async with clinic.store.begin() as session:
        whom = For(InvitationKind.PATIENT, clinic.team, patient_id=patient)
        expires = clinic.at + timedelta(days=1)
        return await invitations.issue(session, whom, expires, "test", clinic.at)


@both_editions
async def test_a_race_for_an_invitation_has_one_winner(clinic):
    issued = await issue(clinic)

    async def use() -> bool:
        async with clinic.store.begin() as session:
            found = await invitations.find(session, issued.token)
            return await invitations.use(session, found, clinic.at)

    assert (await asyncio.gather(*(use() for _ in range(6)))).count(True) == 1


@both_editions
async def test_link_and_spoken_code_lead_to_the_same(clinic):
    issued = await issue(clinic)

    async with clinic.store.begin() as session:
        said = (issued.token, issued.code, issued.spoken, issued.spoken.lower(), issued.code + "A")
        found = [await invitations.find(session, one) for one in said]

    assert [one and one.id for one in found] == [issued.id] * 4 + [None]


@both_editions
async def test_neither_link_nor_code_stands_in_the_database(clinic):
    issued = await issue(clinic)

    async with clinic.store.begin() as session:
        row = str((await session.exec(text("SELECT * FROM invitation"))).one())

    assert issued.token not in row
    assert issued.code not in row


@both_editions
async def test_a_new_invitation_revokes_the_earlier_of_the_same_person_only(clinic):
    first = await issue(clinic)
    second = await issue(clinic)

    async with clinic.store.begin() as session:
        rows = [await session.get_one(Invitation, one.id) for one in (first, second)]
        standing = [invitations.stands(row, 1, clinic.at) for row in rows]
        used = [await invitations.use(session, row, clinic.at) for row in rows]

    assert standing == [False, True]
    assert used == [False, True]


@both_editions
async def test_an_invitation_ends_in_time_and_belongs_to_who_opened_it(clinic):
    issued = await issue(clinic)
    async with clinic.store.begin() as session:
        row = await session.get_one(Invitation, issued.id)
        assert invitations.stands(row, 7, issued.expires - timedelta(seconds=1))
        assert not invitations.stands(row, 7, issued.expires)
        row.opened_by = 7
        assert [invitations.stands(row, who, clinic.at) for who in (7, 8)] == [True, False]
