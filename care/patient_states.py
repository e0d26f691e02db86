"""Which state of a patient may follow which, by the team's hand. Rules only, no words."""

from collections.abc import Mapping
from datetime import timedelta

from care.people import PatientState as State

_HERE = (State.PAUSED, State.IN_HOSPITAL, State.DISCHARGED, State.TRANSFERRED, State.DECEASED)

# To take part again is offered only where somebody took part before: a patient who asked to
# leave comes back by a new invitation, with consent, and never by the team's hand. Who has not
# joined takes part by the team's hand only through the family: see scheduler/states.py.
NEXT: Mapping[State, tuple[State, ...]] = {
    State.INVITED: (State.ENROLLED, State.DISCHARGED, State.TRANSFERRED, State.DECEASED),
    State.ENROLLED: _HERE,
    State.PAUSED: (State.ENROLLED, *_HERE[1:]),
    State.IN_HOSPITAL: (State.ENROLLED, State.PAUSED, *_HERE[2:]),
    State.TRANSFERRED: (State.ENROLLED, State.DECEASED),
    State.DISCHARGED: (State.ENROLLED, State.DECEASED),
    State.DECEASED: (State.ENROLLED,),
    State.LEFT: (State.DISCHARGED, State.TRANSFERRED, State.DECEASED),
}

WITHOUT_A_TEAM = frozenset({State.DISCHARGED, State.TRANSFERRED})
OVER = WITHOUT_A_TEAM | {State.DECEASED}

# Owner: the care team's lead. Date: 2026-11. Source: design of this project. Status: PROPOSED.
LEAVING_WAITS = timedelta(days=7)  # in which a patient can take the wish to be deleted back
ASK_ABOUT_HOSPITAL = timedelta(days=14)  # "still in hospital?", once, so that nobody is forgotten
