"""A prompt that is ready: runs `companion` again and again without loading it each time.

Each command is a process of its own, forked from one that has imported the program and has done
nothing with it. What it prints and how it ends are those of `python -m bot`.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


class Prompt:
    """One process that has imported the program, and forks for each command."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            (sys.executable, "-m", "tests.prompt"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(self._process.communicate)

    def runs(
        self, arguments: tuple[str, ...], env: Mapping[str, str], cwd: Path
    ) -> subprocess.CompletedProcess[str]:
        """Run one command in this environment and folder; return what it printed and its code."""
        with TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            code = self._asks([list(arguments), dict(env), str(cwd), str(out), str(err)])
            return subprocess.CompletedProcess(arguments, code, out.read_text(), err.read_text())

    def _asks(self, what: list[object]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@cache
def prompt() -> Prompt:
    """Return the prompt of this process, which ends with it."""
    return Prompt()


def _load() -> None:
    """Import what commands import when they run."""
    for package in ("bot.commands", "store", "care", "messages", "messages.texts", "scheduler"):
        where = importlib.import_module(package).__path__
        for module in pkgutil.iter_modules(where, f"{package}."):
            importlib.import_module(module.name)


def _await_a_command() -> None:
    """Fork for each line that is read, and return in the child, as the process it asks for."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            return _become(*json.loads(line))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()
    return sys.exit()


def _become(arguments: list[str], env: dict[str, str], cwd: str, out: str, err: str) -> None:
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 -- as long as the process
    for stream, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream)
    sys.argv = ["companion", *arguments]


if __name__ == "__main__":
    _load()
    gc.freeze()  # what is shared is not looked through again by each child
    _await_a_command()
    importlib.import_module("bot.commands").main()
