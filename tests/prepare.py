"""Brings what tests need beside Python packages: a browser, fonts, two foreign clients.

`make test` runs it before pytest. It skips no test: what it cannot bring it names in one line, and
the tests that need it fail and name it too.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
AIOGRAM = ROOT / ".venv" / "aiogram"
AIOGRAM_LOCK = ROOT / "requirements" / "aiogram.lock"
GRAMMY = ROOT / "tests" / "foreign" / "node_modules"
GRAMMY_LOCK = ROOT / "tests" / "foreign" / "package-lock.json"
STAMP = "lock.sha256"  # which lock a folder was filled from

PROGRAMS = {  # Debian's package, and the names its program goes by
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "gettext": ("msgfmt",),
    "nodejs": ("node",),
    "npm": ("npm",),
}
FONTS = ("fonts-noto-core", "fonts-noto-color-emoji")
ANEW = "run `make test`, or `python -m tests.prepare`"


class Missing(Exception):
    """Something that cannot be brought. Its text is one line that says what to install."""


def prepare() -> int:
    """Bring what is missing and return how much of it is missing still."""
    steps = (_bring_programs, _bring_aiogram, _bring_grammy)
    notes = [note for step in steps if (note := _tried(step))]
    sys.stderr.writelines(f"Tests will fail: {note}\n" for note in notes)
    return len(notes)


def _tried(step: Callable[[], None]) -> str:
    try:
        step()
    except Missing as missing:
        return str(missing)
    return ""


def aiogram_python() -> Path:
    """Return the interpreter that has aiogram. Raises Missing."""
    if not _fresh(AIOGRAM, AIOGRAM_LOCK):
        raise Missing(f"aiogram is not installed as {AIOGRAM_LOCK.name} says: {ANEW}.")
    return AIOGRAM / "bin" / "python"


def node() -> str:
    """Return the program that runs grammY, which lies beside the lock. Raises Missing."""
    found = shutil.which("node")
    if found is None:
        raise Missing("Node is missing: install nodejs and npm.")
    if not _fresh(GRAMMY, GRAMMY_LOCK):
        raise Missing(f"grammY is not installed as tests/foreign/{GRAMMY_LOCK.name} says: {ANEW}.")
    return found


def _bring_programs() -> None:
    """Install the browser, its fonts and Node, where there is apt and we may."""
    missing = list(lacking())
    if not missing:
        return
    advice = f"install {' '.join(missing)}"
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise Missing(f"{advice} (apt-get as root does it, and so does `make test` as root).")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run("apt-get", "update", "--quiet", "--quiet", env=quiet, advice=advice)
    install = ("apt-get", "install", "--yes", "--quiet", "--quiet", "--no-install-recommends")
    _run(*install, *missing, env=quiet, advice=advice)


def lacking() -> Iterator[str]:
    """Return Debian's packages that browser and client tests need and this machine lacks."""
    for package, names in PROGRAMS.items():
        if not any(map(shutil.which, names)):
            yield package
    if shutil.which("dpkg-query"):
        yield from (font for font in FONTS if not _installed(font))


def _installed(package: str) -> bool:
    asked = ("dpkg-query", "--show", "--showformat=${db:Status-Status}", package)
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.stdout == "installed"


def _bring_aiogram() -> None:
    """Make a Python environment of its own: a client must not bend the versions that we run on."""
    if _fresh(AIOGRAM, AIOGRAM_LOCK):
        return
    venv.create(AIOGRAM, clear=True, with_pip=True)
    pip = (str(AIOGRAM / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes")
    _run(*pip, "--requirement", str(AIOGRAM_LOCK), advice="PyPI is needed for aiogram")
    _stamp(AIOGRAM, AIOGRAM_LOCK)


def _bring_grammy() -> None:
    if _fresh(GRAMMY, GRAMMY_LOCK):
        return
    folder = str(GRAMMY_LOCK.parent)
    _run(
        "npm", "ci", "--silent", "--prefix", folder, advice="the npm registry is needed for grammY"
    )
    _stamp(GRAMMY, GRAMMY_LOCK)


def _run(*command: str, advice: str, env: dict[str, str] | None = None) -> None:
    try:
        done = subprocess.run(command, env=env, stdout=sys.stderr, check=False)
    except OSError as error:
        raise Missing(f"{advice}; {command[0]} cannot be run ({type(error).__name__}).") from error
    if done.returncode:
        raise Missing(f"{advice}; `{command[0]}` ended with {done.returncode}.")


def _fresh(folder: Path, lock: Path) -> bool:
    stamp = folder / STAMP
    return stamp.exists() and stamp.read_text() == _print(lock)


def _stamp(folder: Path, lock: Path) -> None:
    (folder / STAMP).write_text(_print(lock))


def _print(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


if __name__ == "__main__":
    prepare()
