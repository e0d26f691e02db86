"""Coming in, as a table: which question follows which answer, for patients and for caregivers.

It holds the order of the questions and nothing of how they are worded, stored or undone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from care.people import InvitationKind, Topic

TRIES_AN_HOUR = 5  # wrong codes of one account; a code has about 59 bits, so this is ample
TRIES_OF_ALL = 200  # wrong codes of everybody together: beyond it, only links are looked at
TRIES_LAST = timedelta(hours=1)
PRACTICE_LASTS = timedelta(minutes=10)  # after that, "I feel unwell" is meant


class Step(StrEnum):
    """A question on the way in. Stored, so never renamed."""

    LANGUAGE = "language"
    ABOUT = "about"
    PRIVACY = "privacy"
    TREATMENT_DATA = "treatment_data"
    REMINDERS = "reminders"
    CAREGIVER = "caregiver"
    MEDIA = "media"
    CARER_DATA = "carer_data"  # the one question that somebody who cares for a patient is asked
    NAME = "name"
    PHONE = "phone"
    NO_PHONE = "no_phone"  # without a number nobody can call: asked once more
    CONTACT = "contact"
    CONTACT_PHONE = "contact_phone"
    SHARED = "shared"
    COUNTRY = "country"
    COUNTRY_NAME = "country_name"
    ZONE = "zone"
    PRACTICE = "practice"
    PRACTICE_ASKED = "practice_asked"
    SOUND = "sound"
    JOINED = "joined"
    DECLINED = "declined"


class Choice(StrEnum):
    """What somebody answers. `given` stands for whatever was typed or picked."""

    GIVEN = "given"
    YES = "yes"
    NO = "no"
    KEEP = "keep"
    SKIP = "skip"
    OTHER = "other"


_GIVEN, _YES, _NO, _KEEP, _SKIP, _OTHER = Choice

Table = Mapping[Step, Mapping[Choice, Step]]


def _either(after: Step) -> Mapping[Choice, Step]:
    return {_YES: after, _NO: after}


PATIENT: Table = {
    Step.LANGUAGE: {_GIVEN: Step.ABOUT},
    Step.ABOUT: {_GIVEN: Step.PRIVACY},
    Step.PRIVACY: {_GIVEN: Step.TREATMENT_DATA},
    Step.TREATMENT_DATA: {_YES: Step.REMINDERS, _NO: Step.DECLINED},
    Step.REMINDERS: _either(Step.CAREGIVER),
    Step.CAREGIVER: _either(Step.MEDIA),
    Step.MEDIA: _either(Step.NAME),
    Step.NAME: {_GIVEN: Step.PHONE, _KEEP: Step.PHONE},
    Step.PHONE: {_GIVEN: Step.CONTACT, _KEEP: Step.CONTACT, _SKIP: Step.NO_PHONE},
    Step.NO_PHONE: {_GIVEN: Step.CONTACT, _SKIP: Step.CONTACT},
    Step.CONTACT: {_GIVEN: Step.CONTACT_PHONE, _SKIP: Step.SHARED},
    Step.CONTACT_PHONE: {_GIVEN: Step.SHARED, _SKIP: Step.SHARED},
    Step.SHARED: _either(Step.COUNTRY),
    Step.COUNTRY: {_GIVEN: Step.ZONE, _OTHER: Step.COUNTRY_NAME},
    Step.COUNTRY_NAME: {_GIVEN: Step.ZONE},
    Step.ZONE: {_GIVEN: Step.PRACTICE},
    Step.PRACTICE: {_GIVEN: Step.PRACTICE_ASKED, _SKIP: Step.JOINED},
    Step.PRACTICE_ASKED: _either(Step.SOUND),
    Step.SOUND: _either(Step.JOINED),
    Step.JOINED: {},
    Step.DECLINED: {},
}
CAREGIVER: Table = {
    Step.LANGUAGE: {_GIVEN: Step.ABOUT},
    Step.ABOUT: {_GIVEN: Step.PRIVACY},
    Step.PRIVACY: {_GIVEN: Step.CARER_DATA},
    Step.CARER_DATA: {_YES: Step.PHONE, _NO: Step.DECLINED},
    Step.PHONE: {_GIVEN: Step.COUNTRY, _KEEP: Step.COUNTRY, _SKIP: Step.NO_PHONE},
    Step.NO_PHONE: {_GIVEN: Step.COUNTRY, _SKIP: Step.COUNTRY},
    Step.COUNTRY: {_GIVEN: Step.ZONE, _OTHER: Step.COUNTRY_NAME},
    Step.COUNTRY_NAME: {_GIVEN: Step.ZONE},
    Step.ZONE: {_GIVEN: Step.JOINED},
    Step.JOINED: {},
    Step.DECLINED: {},
}
TABLES: Mapping[InvitationKind, Table] = {
    InvitationKind.PATIENT: PATIENT,
    InvitationKind.CAREGIVER: CAREGIVER,
}
FIRST = Step.LANGUAGE
LAST_BEFORE_IN = Step.ZONE  # once this is answered, they are in; what follows is practice
ENDS = frozenset({Step.JOINED, Step.DECLINED})
PRACTISING = frozenset({Step.PRACTICE, Step.PRACTICE_ASKED, Step.SOUND})

CONSENTS: Mapping[Step, Topic] = {
    Step.TREATMENT_DATA: Topic.TREATMENT_DATA,
    Step.REMINDERS: Topic.REMINDERS,
    Step.CAREGIVER: Topic.CAREGIVER,
    Step.MEDIA: Topic.MEDIA,
    Step.CARER_DATA: Topic.TREATMENT_DATA,
}


class Outdated(Exception):
    """The answer belongs to another question than the one that is open."""


@dataclass(frozen=True, slots=True)
class Course:
    """Where somebody stands on the way in, and which questions lie behind."""

    kind: InvitationKind
    step: Step = FIRST
    behind: tuple[Step, ...] = ()

    @property
    def choices(self) -> Mapping[Choice, Step]:
        """Return what can be answered now, and where it leads."""
        return TABLES[self.kind][self.step]

    @property
    def may_go_back(self) -> bool:
        """Say whether there is an earlier question to go back to: not once they are in."""
        return bool(self.behind) and self.step not in PRACTISING


def choose(course: Course, choice: Choice) -> Course:
    """Return the course after an answer. Raises Outdated for what cannot be answered here."""
    after = course.choices.get(choice)
    if after is None:
        raise Outdated(course.step)
    return Course(course.kind, after, (*course.behind, course.step))


def go_back(course: Course) -> Course:
    """Return the course at the question before. Raises Outdated where there is none."""
    if not course.may_go_back:
        raise Outdated(course.step)
    return Course(course.kind, course.behind[-1], course.behind[:-1])
