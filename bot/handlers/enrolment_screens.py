"""How each question on the way in looks: its paragraphs, their values, and its buttons.

Holds no answer and changes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.callbacks import Press, encode
from bot.handlers.enrolment_standing import Standing
from care.delivery import Choice as Button
from care.delivery import Rows, Value, Values
from care.emergency_numbers import EXAMPLE
from care.enrolment import Choice, Step
from messages import languages, places
from messages.declare import Text, voiced
from messages.texts import patient_enrolment as texts
from messages.texts import patient_settings, redflag, redflag_talk
from scheduler.consenting import ANSWER_DAYS
from scheduler.enrolment import Entrant

DEED = "enrol"
ENDING = 3  # digits by which somebody knows their own number; a stranger learns no more
BACK = "back"
ZONES_A_ROW = 2
MANY = 6  # more zones than this stand two in a row


@dataclass(frozen=True, slots=True)
class Option:
    """A button: its name in the press, its words, and which answer it stands for."""

    name: str
    label: Text
    choice: Choice
    values: Values = field(default_factory=dict)

    @property
    def button(self) -> Button:
        """Return the button without what a press says."""
        return Button(self.label.id, values=self.values)


@dataclass(frozen=True, slots=True)
class Look:
    """A question as it is shown."""

    texts: tuple[str, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    options: Sequence[Option] = ()


@dataclass(frozen=True, slots=True)
class At:
    """Who is asked, where they stand, and which languages are shown although unchecked."""

    who: Entrant
    standing: Standing
    preview: tuple[str, ...] = ()


Drawing = Callable[[At], Look]


def look(at: At) -> Look:
    """Return the question that is open, with its buttons and the way back."""
    found = LOOKS[at.standing.course.step](at)
    if not at.standing.course.may_go_back:
        return found
    back = Option(BACK, texts.BACK, Choice.OTHER)
    return Look(found.texts, found.values, (*found.options, back))


def rows(found: Look, standing: Standing) -> Rows:
    """Return the buttons under a question; each says which screen it belongs to."""
    buttons = [
        Button(
            one.label.id,
            encode(Press(DEED, one.name, standing.invitation, standing.screen)),
            values=one.values,
        )
        for one in found.options
    ]
    width = ZONES_A_ROW if len(buttons) > MANY else 1
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))


def zones_of(who: Entrant) -> Sequence[str]:
    """Return the time zones of the country somebody is in, in an order that stays."""
    country = who.account.country or who.team.country
    return [zone.id for zone in places.zones(country)]


def _language(at: At) -> Look:
    options = [
        Option(one.code, patient_settings.LANGUAGE_NAME, Choice.GIVEN, {"name": one.native_name})
        for one in languages.offered(at.preview)
    ]
    return Look((texts.LANGUAGE.id,), options=options)


def _about(at: At) -> Look:
    about = (voiced("patient.enrol.about", care=at.who.cares), redflag.NO_RECEIPT.id)
    return Look(about, options=(Option("on", texts.GO_ON, Choice.GIVEN),))


def _privacy(at: At) -> Look:
    values: Values = {"team": at.who.team.name, "phone": at.who.team.phone, "days": ANSWER_DAYS}
    go_on = Option("on", texts.GO_ON, Choice.GIVEN)
    return Look((*patient_settings.POLICY, redflag.TEAM_NUMBER.id), values, (go_on,))


def _yes_no(yes: Text = redflag_talk.YES, no: Text = redflag_talk.NO) -> Sequence[Option]:
    return (Option("yes", yes, Choice.YES), Option("no", no, Choice.NO))


def _question(text: Text, *options: Option, before: Sequence[Text] = ()) -> Drawing:
    said = tuple(one.id for one in (*before, text))

    def draw(at: At) -> Look:  # noqa: ARG001 -- the same for everybody
        return Look(said, {"example": EXAMPLE}, options)

    return draw


def _phone(at: At) -> Look:
    options = [Option("none", texts.NO_PHONE, Choice.SKIP)]
    if at.who.phone:
        ending = {"ending": at.who.phone[-ENDING:]}
        options.insert(0, Option("keep", texts.KEEP_PHONE, Choice.KEEP, ending))
    return Look((texts.OWN_PHONE.id,), {"example": EXAMPLE}, options)


def _contact_phone(at: At) -> Look:
    values: Values = {"example": EXAMPLE, "contact": at.who.patient.contact_name or ""}
    return Look((texts.CONTACT_PHONE.id,), values, (Option("skip", texts.SKIP, Choice.SKIP),))


def _country(at: At) -> Look:
    other = Option("other", texts.OTHER_COUNTRY, Choice.OTHER)
    return Look((texts.COUNTRY.id,), options=(*countries([at.who.team.country]), other))


def _country_name(at: At) -> Look:
    matches: list[str] = at.standing.given.get("matches", [])
    text = texts.COUNTRY_WHICH if matches else texts.COUNTRY_NAME
    return Look((text.id,), options=countries(matches))


def countries(codes: Sequence[str]) -> Sequence[Option]:
    """Return a button for each of these countries."""
    return [Option(code, texts.THIS_COUNTRY, Choice.GIVEN, {"country": code}) for code in codes]


def _zone(at: At) -> Look:
    options = [
        Option(f"z{place}", texts.THIS_ZONE, Choice.GIVEN, {"zone": zone})
        for place, zone in enumerate(zones_of(at.who))
    ]
    return Look((texts.ZONE.id,), options=options)


def _sound(at: At) -> Look:
    said = texts.PRACTICE_YES if at.standing.given.get("practised") else texts.PRACTICE_NO
    return Look((redflag.PRACTICE.id, said.id, texts.SOUND.id), options=_yes_no())


_SKIP = Option("skip", texts.SKIP, Choice.SKIP)
_CONSENT = _yes_no(texts.AGREE, texts.DISAGREE)

LOOKS: Mapping[Step, Drawing] = {
    Step.LANGUAGE: _language,
    Step.ABOUT: _about,
    Step.PRIVACY: _privacy,
    Step.TREATMENT_DATA: _question(texts.TREATMENT_DATA, *_CONSENT),
    Step.REMINDERS: _question(texts.REMINDERS, *_CONSENT),
    Step.CAREGIVER: _question(texts.CAREGIVER, *_CONSENT),
    Step.MEDIA: _question(texts.MEDIA, *_CONSENT),
    Step.CARER_DATA: _question(texts.CARER_DATA, *_CONSENT),
    Step.NAME: _question(texts.CALL_NAME, Option("keep", texts.KEEP_NAME, Choice.KEEP)),
    Step.PHONE: _phone,
    Step.NO_PHONE: _question(texts.PHONE_MISSING, Option("none", texts.WITHOUT_PHONE, Choice.SKIP)),
    Step.CONTACT: _question(texts.CONTACT, _SKIP),
    Step.CONTACT_PHONE: _contact_phone,
    Step.SHARED: _question(texts.SHARED, *_yes_no()),
    Step.COUNTRY: _country,
    Step.COUNTRY_NAME: _country_name,
    Step.ZONE: _zone,
    Step.PRACTICE: _question(
        texts.PRACTICE_KEYBOARD,
        Option("skip", texts.NO_PRACTICE, Choice.SKIP),
        before=(texts.PRACTICE,),
    ),
    Step.PRACTICE_ASKED: _question(texts.PRACTICE_ASK, *_yes_no(), before=(redflag.PRACTICE,)),
    Step.SOUND: _sound,
}
