"""How the settings look: what is set, and a button for each thing that can be changed.

Holds no answer and changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.callbacks import Press, encode
from bot.speaking import Speaker
from care.delivery import Choice, Rows, Value
from messages import languages, places
from messages.declare import Text
from messages.texts import patient_enrolment, patient_rhythm
from messages.texts import patient_settings as texts
from store import people
from store.tables import Patient

ZONES_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Screen:
    """Paragraphs, what they need, and buttons."""

    texts: tuple[str, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    rows: Rows = ()


async def settings_of(session: AsyncSession, who: Speaker) -> Screen:
    """Return the settings of whoever this is: a patient has more than a caregiver or a stranger."""
    values: dict[str, Value] = {"language": languages.LANGUAGES[who.account.language].native_name}
    words = [texts.SETTINGS_NO_COUNTRY.id]
    if who.account.country is not None:
        words, values["country"] = [texts.SETTINGS.id], who.account.country
    buttons = [_button(texts.SET_LANGUAGE, "language"), _button(texts.SET_COUNTRY, "country")]
    if who.account.home_zone is not None:
        words.append(patient_rhythm.AWAY.id)
        values["here"] = who.account.zone
        buttons.append(_button(patient_rhythm.BACK_HOME, "home"))
    if who.own is not None:
        words += await _of_patient(session, who.own, values)
        buttons += _patients_buttons(who.own)
    elif who.patients:
        words.append(await _carers_phone(session, who, values))
        buttons.append(_button(texts.SET_PHONE, "phone"))
    charge = charge_of(who)
    buttons += [_rhythm(charge)] if charge else []
    buttons.append(_button(texts.DONE, "close"))
    return Screen(tuple(words), values, tuple((button,) for button in buttons))


def charge_of(who: Speaker) -> Patient | None:
    """Return for whom reminders are set here: the owner, or a patient without a telephone."""
    without = (one for one in who.cared_for if one.account_id is None)
    return who.own or next(without, None)


def _rhythm(patient: Patient) -> Choice:
    return Choice(patient_rhythm.OPEN.id, encode(Press("rhythm", "open", patient.id or 0)))


async def _of_patient(
    session: AsyncSession, own: Patient, values: dict[str, Value]
) -> Sequence[str]:
    reminders, discreet = _states(own)
    words = [texts.STATES[reminders].id, texts.STATES[discreet].id, _phone(own.phone, values)]
    if own.contact_name and own.contact_phone:
        words.append(texts.SETTINGS_CONTACT.id)
        values |= {"contact": own.contact_name, "contact_phone": own.contact_phone}
    carers = [one.name for one in await people.caregivers(session, own)]
    if carers:
        words.append(texts.SETTINGS_CARERS.id)
        values["carers"] = ", ".join(carers)
    return words


def _patients_buttons(own: Patient) -> Sequence[Choice]:
    """Return the buttons that only a patient has; each switch says what it would do."""
    other = {"on": "off", "off": "on"}
    switches = [
        f"{name}_{other[state]}" for name, _, state in (one.rpartition("_") for one in _states(own))
    ]
    return [
        *(_button(texts.SWITCHES[name], name, own) for name in switches),
        _button(texts.SET_PHONE, "phone", own),
        _button(texts.SET_CONTACT, "contact", own),
    ]


def _states(own: Patient) -> tuple[str, str]:
    reminders = "reminders_on" if own.reminders_stopped_at is None else "reminders_off"
    return reminders, "discreet_on" if own.discreet else "discreet_off"


async def _carers_phone(session: AsyncSession, who: Speaker, values: dict[str, Value]) -> str:
    roles = await people.carer_roles(session, who.account.id)
    return _phone(next((role.phone for role in roles if role.phone), None), values)


def _phone(number: str | None, values: dict[str, Value]) -> str:
    if not number:
        return texts.SETTINGS_NO_PHONE.id
    values["own_phone"] = number
    return texts.SETTINGS_PHONE.id


def language_buttons(preview: tuple[str, ...]) -> Screen:
    """Return the languages to choose from, each by its own name."""
    rows = tuple(
        (
            Choice(
                texts.LANGUAGE_NAME.id,
                encode(Press("lang", one.code)),
                values={"name": one.native_name},
            ),
        )
        for one in languages.offered(preview)
    )
    return Screen((texts.WHICH_LANGUAGE.id,), rows=rows)


def country_buttons(codes: Sequence[str]) -> Rows:
    """Return a button for each of these countries."""
    this = patient_enrolment.THIS_COUNTRY.id
    return tuple(
        (Choice(this, encode(Press("land", code)), values={"country": code}),) for code in codes
    )


def zone_buttons(country: str) -> Screen:
    """Return the time zones of a country to choose from."""
    buttons = [
        Choice(
            patient_enrolment.THIS_ZONE.id,
            encode(Press("zone", f"{country}_{place}")),
            values={"zone": zone.id},
        )
        for place, zone in enumerate(places.zones(country))
    ]
    rows = range(0, len(buttons), ZONES_A_ROW)
    return Screen(
        (patient_enrolment.ZONE.id,), rows=tuple(tuple(buttons[i : i + ZONES_A_ROW]) for i in rows)
    )


def _button(label: Text, choice: str, own: Patient | None = None) -> Choice:
    return Choice(label.id, encode(Press("set", choice, (own.id or 0) if own else 0)))
