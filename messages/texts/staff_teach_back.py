"""What a team reads about the short questions after the do's and don'ts. Nothing here pages."""

from collections.abc import Mapping
from types import MappingProxyType

from care.teach_back import Lesson, Stand
from messages.declare import Text
from messages.listing import Lines, line
from messages.texts.staff import button, say
from messages.values import Day, Label, Plain, Term

ONE = "To one member, in the direct chat only."
WHERE_LINE = f"A line about one of the short questions. {ONE}"

NAMES: Mapping[Lesson, Text] = MappingProxyType(
    {
        lesson: say(f"staff.taught.{lesson}", english, "Which of the short questions.")
        for lesson, english in (
            (Lesson.INFECTION, "Signs of infection"),
            (Lesson.PML, "Signs in brain and nerves"),
            (Lesson.VACCINE, "Live vaccines"),
        )
    }
)
_ABOUT = {"lesson": Term("staff.taught.infection")}
_AT = _ABOUT | {"at": Day("2026-12-01T10:42:00+00:00")}
LINES: Mapping[Stand, Text] = MappingProxyType(
    {
        Stand.NEVER: say("staff.taught.line.never", "– {lesson}: never asked", WHERE_LINE, _ABOUT),
        Stand.THERE: say(
            "staff.taught.line.there", "– {lesson}: answered as advised, {at}", WHERE_LINE, _AT
        ),
        Stand.NOT_YET: say(
            "staff.taught.line.not_yet",
            "– {lesson}: not yet, {at}",
            WHERE_LINE,
            _AT,
        ),
        Stand.OPEN: say(
            "staff.taught.line.open",
            "– {lesson}: not yet, {at}. Please talk it through.",
            WHERE_LINE,
            _AT,
        ),
        Stand.TALKED: say(
            "staff.taught.line.talked", "– {lesson}: talked through, {at}", WHERE_LINE, _AT
        ),
    }
)
TAUGHT = say(
    "staff.taught",
    "Short questions after the do's and don'ts:\n{taught}",
    f"Paragraph under what is known of a patient. {ONE}",
    {"taught": Lines([line(LINES[Stand.NEVER], LINES[Stand.NEVER].samples)])},
)
TALKED = button(
    "talked", "Talked it through", f"Ends what is still open of the short questions. {ONE}"
)
DIGEST = say(
    "staff.digest.taught",
    "The advice in the short questions is not clear yet to: {untaught}\n"
    "Please talk it through. What about: /patient P-0007, “{facts}”",
    "In the daily message to the group. Once a week.",
    {"untaught": Plain("P-0003, P-0007"), "facts": Label("staff.button.facts")},
)
