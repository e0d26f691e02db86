"""The promise: a report is judged by what is known of its patient, and nobody else's."""

from care.findings import Risk
from care.risks import Known
from scheduler import risks
from store import patient_facts
from store.patient_facts import Said
from store.prepared import DIRECT
from store.tables import Caregiver, Patient
from tests.clinic import GROUP, PATIENT, Clinic


async def cares_for_another(clinic: Clinic) -> None:
    """Let the patient's chat stand for a second patient as well."""
    async with clinic.service.begin() as session:
        child = Patient(
            care_team_id=clinic.team,
            name="Ali Demir",
            state="enrolled",
            state_since=clinic.at,
            created=clinic.at,
        )
        session.add(child)
        await session.flush()
        session.add(
            Caregiver(
                care_team_id=clinic.team,
                patient_id=child.id,
                account_id=PATIENT,
                name="Mina",
                joined_at=clinic.at,
                created=clinic.at,
            )
        )


def grades(clinic: Clinic) -> list[str]:
    """Return how grave the alerts are that the group has read since the last look, and whose."""
    lines = [line.split(" · ") for chat, line in clinic.said() if chat == GROUP]
    return [f"{line[2]} {line[1]}" for line in lines if len(line) > 2]  # no later faces of a card


async def test_a_chat_for_several_is_read_for_the_gravest_of_them(clinic):
    await cares_for_another(clinic)
    async with clinic.service.begin() as session:
        first, second = [await session.get_one(Patient, number) for number in (1, 2)]
        said = Said("member:1", clinic.at)
        usual = {"standing": "confirmed", "before": True}
        await patient_facts.note(session, first, "usual.N_BAL", usual, said)
        await risks.note(session, second, Risk.LIVES_ALONE, Known.YES, said, "member:1")

    await clinic.writes(PATIENT, "My temperature is 37.6")
    raised = grades(clinic)
    await clinic.writes(PATIENT, "I am dizzy")

    assert sorted(raised) == ["P-0001 URGENT", "P-0002 URGENT"]
    assert sorted(grades(clinic)) == ["P-0001 URGENT", "P-0002 URGENT"]


async def test_what_is_known_is_asked_for_only_once_something_was_found(clinic):
    asked: list[str] = []
    async with clinic.store.begin() as session:
        direct = session.info[DIRECT]
    await clinic.writes(PATIENT, "Thank you, see you on Tuesday")
    direct.raw.set_trace_callback(asked.append)

    await clinic.writes(PATIENT, "Thank you, see you on Wednesday")
    quiet = [statement for statement in asked if "FROM patient_fact" in statement]
    await clinic.writes(PATIENT, "I have a fever")
    direct.raw.set_trace_callback(None)

    assert quiet == []
    assert [statement for statement in asked if "FROM patient_fact" in statement] != []
