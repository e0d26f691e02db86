"""Buttons that send a patient's record: under advice, in the record's own menu, for members.

A press is `record.visit:7` by the patient or who cares for them, `chart.visit:7` by a member.
"""

from care.delivery import Choice, Rows
from care.record import WINDOWS
from messages.texts import patient_card, patient_doctor, patient_record, staff_record
from store.tables import Patient

PATIENTS, MEMBERS = "record", "chart"  # whose press it is: each has rights of its own
VISIT, DOCTOR, MENU = "visit", "doctor", "menu"
CARD, NAMED, BARE = "card", "card_named", "card_bare"
DAYS = {f"d{days}": days for days in WINDOWS}
LABELS = {
    VISIT: patient_record.VISIT_BUTTON,
    DOCTOR: patient_doctor.BUTTON,
    CARD: patient_card.BUTTON,
    NAMED: patient_card.NAMED_BUTTON,
    BARE: patient_card.BARE_BUTTON,
}


def show_a_doctor(patient: Patient) -> Rows:
    """Return the row under advice to call or to go: one tap sends the page for a doctor."""
    return ((_choice(PATIENTS, DOCTOR, patient),),)


def menu(patient: Patient, deed: str = PATIENTS) -> Rows:
    """Return everything that can be sent of a record, a line each."""
    names = (*DAYS, VISIT, DOCTOR, CARD)
    return tuple((_choice(deed, name, patient),) for name in names)


def card(patient: Patient) -> Rows:
    """Return the row that offers a patient the alert card."""
    return ((_choice(PATIENTS, CARD, patient),),)


def cards(patient: Patient, deed: str = PATIENTS) -> Rows:
    """Return both ways to have the alert card, a line each."""
    return tuple((_choice(deed, name, patient),) for name in (NAMED, BARE))


def of_member(patient: Patient) -> Rows:
    """Return the row under the details of an alert, which opens the record for a member."""
    return ((Choice(staff_record.BUTTON.id, f"{MEMBERS}.{MENU}:{patient.id}"),),)


def _choice(deed: str, name: str, patient: Patient) -> Choice:
    data = f"{deed}.{name}:{patient.id}"
    if name in DAYS:
        return Choice(patient_record.PICTURE_BUTTON.id, data, values={"days": DAYS[name]})
    return Choice(LABELS[name].id, data)
