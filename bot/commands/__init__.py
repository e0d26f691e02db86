"""The command line. Each command opens what it needs, does one thing and says how it ended."""

import sys
from collections.abc import Callable
from io import TextIOWrapper

INTERRUPTED = 130  # as shells say of a program that Ctrl-C has ended


def main() -> None:
    """Run a command; whatever we know to go wrong is one line on stderr and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a letter that a terminal lacks ends no command
            stream.reconfigure(errors="backslashreplace")
    try:
        _run()
    except KeyboardInterrupt:  # while the parts of a command are loaded, too
        sys.exit(INTERRUPTED)


def _run() -> None:
    try:
        command(*sys.argv[1:])()
    except Exception as error:  # noqa: BLE001 -- said_of lets go on up what it does not know
        from bot.commands.console import Exit, tell  # noqa: PLC0415 -- the same
        from bot.commands.errors import said_of  # noqa: PLC0415 -- it knows every part of ours

        status, code, text = said_of(error)
        if status is Exit.REFUSED and "--json" in sys.argv:
            tell({"error": {"code": code, "text": text}}, (), as_json=True)
        sys.stderr.write(f"{text}\n")
        sys.exit(status)


def command(*asked: str) -> Callable[[], object]:
    """Return what does that which is asked for; a service without options needs no command line."""
    if asked in {("run",), ("start",)}:
        from bot.commands import running  # noqa: PLC0415 -- whoever presses Ctrl-C here sees no traceback

        return running.run if asked == ("run",) else running.start
    from bot.commands.app import app  # noqa: PLC0415 -- the same

    return app(*asked[:1])
