"""The log: what happened, to which id, and nothing that anybody said or is called.

Three doors are shut, so that no single mistake writes a patient into a log file: only sentences
that stand in our own source are written, only known fields, and of an error its type and our own
lines. Other libraries' words stay out altogether; their place in the source names them as well.
"""

import inspect
import logging
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path
from traceback import walk_tb
from types import FrameType, TracebackType
from typing import Any, TextIO

import structlog
from structlog.stdlib import ProcessorFormatter

from bot.journal_fields import HIDDEN, field, gap, redacted, value_of

Event = MutableMapping[str, Any]

OURS = ("bot", "care", "messages", "scheduler", "simulator", "store")
ROOT = Path(__file__).resolve().parent.parent
ROAD = {"logging", "structlog"}  # the modules between a log call and us
CARRIED = ("_record", "_from_structlog")  # structlog takes these out itself
META = {"event", "exc_info", "stack_info", "positional_args", *CARRIED}
LONGEST_CHAIN = 8

logger = structlog.get_logger(__name__)


class Quiet(logging.StreamHandler[TextIO]):
    """A handler whose own failures do not print the record they failed on."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 -- logging's name
        """Say that a line is missing, and where it came from."""
        self.stream.write(f"a log line was lost at {record.module}:{record.lineno}\n")


def start_journal(level: str, secrets: Sequence[str] = (), stream: TextIO | None = None) -> None:
    """Send every log line, ours and the libraries', sealed to standard error.

    JSON lines, or a readable form on a terminal. `secrets` are blotted out wherever they turn up.
    Errors that nobody catches come here too, as Python itself would print their text.
    """
    out = stream or sys.stderr
    handler = Quiet(out)
    handler.setFormatter(_formatter(secrets, terminal=out.isatty()))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelName(level)))
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.getLogger("uvicorn.access").disabled = True  # its lines are addresses
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_chain(),
            ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    _catch_the_uncaught()


def _formatter(secrets: Sequence[str], *, terminal: bool) -> ProcessorFormatter:
    renderer: Any = (
        structlog.dev.ConsoleRenderer(timestamp_key="time", sort_keys=False)
        if terminal
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    return ProcessorFormatter(
        foreign_pre_chain=_chain(),
        processors=[ProcessorFormatter.remove_processors_meta, renderer, _blotter(secrets)],
        use_get_message=False,
        pass_foreign_args=True,
    )


def _chain() -> list[Callable[[Any, str, Event], Event]]:
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True, key="time")
    return [_seal, structlog.processors.add_log_level, stamp]


def _blotter(secrets: Sequence[str]) -> Any:
    """Return the last door: whatever the line has become, no token, key or number is in it."""
    known = [secret for secret in secrets if secret]

    def blot(_logger: Any, _method: str, line: str) -> str:
        for secret in known:
            line = line.replace(secret, HIDDEN)
        return redacted(line)

    return blot


def _seal(_logger: Any, _method: str, event: Event) -> Event:
    """Return the event with nothing in it that could be a person's."""
    record = event.get("_record")
    foreign = record is not None and record.name.partition(".")[0] not in OURS
    frame = None if foreign else _caller()
    sentence = _sentence(event, frame)
    sealed: dict[str, Any] = {"event": sentence}
    if sentence == HIDDEN:
        sealed["at"] = _place(record, frame)
    sealed |= {field(name): value_of(name, x) for name, x in event.items() if name not in META}
    if errors := list(_errors(event.get("exc_info"))):
        sealed["errors"] = errors
    return sealed | {name: event[name] for name in CARRIED if name in event}


def _sentence(event: Event, frame: FrameType | None) -> str:
    """Return what is said, if it stands in the source of whoever says it; else hide it.

    So a sentence into which somebody has put a name is not written, however it was put there.
    """
    text = event.get("event")
    if frame is None or not isinstance(text, str) or text not in frame.f_code.co_consts:
        return HIDDEN
    given = event.get("positional_args") or ()
    try:
        if isinstance(given, Mapping):
            return str(text % {name: gap(value) for name, value in given.items()})
        return text % tuple(gap(value) for value in given) if given else text
    except (TypeError, ValueError, KeyError):
        return text


def _caller() -> FrameType | None:
    frame = inspect.currentframe()
    while frame is not None and _on_the_road(frame.f_globals.get("__name__", "")):
        frame = frame.f_back
    return frame


def _on_the_road(module: str) -> bool:
    return module == __name__ or module.partition(".")[0] in ROAD


def _place(record: logging.LogRecord | None, frame: FrameType | None) -> str:
    if record is not None:
        return f"{record.name} {record.module}:{record.lineno}"
    return _line(frame.f_code.co_filename, frame.f_lineno) if frame else HIDDEN


# ---- errors: their types, and our own lines -----------------------------------------------------


def _errors(exc_info: Any) -> Iterator[str]:
    """Return an error and what led to it, each as a type and the lines of ours it passed."""
    error = _error(exc_info)
    waiting = [error] if error else []
    for _ in range(LONGEST_CHAIN):
        if not waiting:
            return
        error = waiting.pop(0)
        lines = " < ".join(_our_lines(error.__traceback__))
        yield f"{type(error).__name__} at {lines}" if lines else type(error).__name__
        waiting += _behind(error)


def _error(exc_info: Any) -> BaseException | None:
    match exc_info:
        case BaseException():
            return exc_info
        case (_, BaseException() as error, _):
            return error
        case True:
            return sys.exc_info()[1]
    return None


def _behind(error: BaseException) -> Iterator[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        yield from error.exceptions
    earlier = error.__cause__ or error.__context__
    if earlier is not None:
        yield earlier


def _our_lines(traceback: TracebackType | None) -> Iterator[str]:
    """Return our lines, the innermost first."""
    for frame, line in reversed(list(walk_tb(traceback))):
        if Path(frame.f_code.co_filename).is_relative_to(ROOT):
            yield _line(frame.f_code.co_filename, line)


def _line(file: str, line: int) -> str:
    path = Path(file)
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(path.name)
    return f"{shown}:{line}"


def _catch_the_uncaught() -> None:
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, None)
    sys.unraisablehook = lambda args: _uncaught(args.exc_type, args.exc_value, None)


def _uncaught(
    kind: type[BaseException], error: BaseException | None, _traceback: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        logger.critical("error.uncaught", error=kind.__name__, exc_info=error)
