"""What each setting must look like, and how its text becomes a value. Reads no environment.

Every complaint is one line that names the variable, says what is wrong and shows one that works.
A secret is never shown, not even a wrong one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "COMPANION_"
MASK = "***"
MAKE_A_KEY = "$(companion keys new)"

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")  # 256 is Telegram's limit, 32 is ours
LANGUAGE = re.compile(r"[a-z]{2,3}([_-][A-Za-z]{2,4})?")
CREDENTIALS = re.compile(r"(?<=://).*(?=@)|(?<=password=)[^&]*")  # a password may hold / and @
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
HIGHEST_PORT = 65_535
DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class WrongSetting(Exception):
    """A setting that cannot be used. Its text is one line for the operator."""


def wrong(field: str, value: str | None, problem: str) -> WrongSetting:
    """Return the complaint about a field; its value is shown unless it is a secret."""
    rule = RULES[field]
    shown = f" is {rule.show(value)}" if value is not None else ""
    name = variable(field)
    return WrongSetting(f"{name}{shown}: {problem}. Example: {name}={rule.example}")


def variable(field: str) -> str:
    """Return the name of a field in the environment."""
    return PREFIX + field.upper()


def _secret(_value: str) -> str:
    return MASK


def _open(value: str) -> str:
    return " ".join(value.split())[:200]  # one line, whatever was pasted


def _without_credentials(value: str) -> str:
    return _open(CREDENTIALS.sub(MASK, value))


@dataclass(frozen=True, slots=True)
class Rule:
    """How one variable is read, and what is said when that fails."""

    read: Callable[[str], Any]
    must: str
    example: str
    show: Callable[[str], str] = _open


def is_loopback(url: str) -> bool:
    """Return True if an address stays on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _matching(pattern: re.Pattern[str]) -> Callable[[str], SecretStr]:
    def read(value: str) -> SecretStr:
        if not pattern.fullmatch(value):
            raise ValueError
        return SecretStr(value)

    return read


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError
    _ = parts.port  # raises when it is no number
    return value.rstrip("/")


def _api_address(value: str) -> str:
    address = _web_address(value)
    if address.endswith("/bot"):
        raise ValueError
    return address


def _database(value: str) -> str:
    try:
        url = make_url(value)
    except ArgumentError as error:
        raise ValueError from error
    driver = DRIVERS.get(url.drivername)
    kept = url.database not in {None, "", ":memory:"}
    if driver is None or not kept:
        raise ValueError
    return url.set(drivername=driver).render_as_string(hide_password=False)


def _keys(value: str) -> tuple[SecretStr, ...]:
    keys = [key.strip() for key in value.split(",")]
    for key in keys:
        Fernet(key)  # raises when it is none
    return tuple(SecretStr(key) for key in keys)


def read_keys_file(path: Path) -> tuple[SecretStr, ...]:
    """Return the keys of a file, newest first: one a line or with commas, `#` begins a comment."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        problem = f"cannot be read ({type(error).__name__})"
        raise wrong("keys_file", str(path), problem) from None
    kept = [line.partition("#")[0].strip() for line in lines]
    try:
        return _keys(",".join(key for key in kept if key))
    except ValueError:
        problem = f"it must hold Fernet keys, newest first, one a line; make one: {MAKE_A_KEY}"
        raise wrong("keys_file", str(path), problem) from None


def _port(value: str) -> int:
    port = int(value)
    if not 1 <= port <= HIGHEST_PORT:
        raise ValueError
    return port


def _level(value: str) -> str:
    if value.upper() not in LEVELS:
        raise ValueError
    return value.upper()


def _host(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", value):
        raise ValueError
    return value


def _languages(value: str) -> tuple[str, ...]:
    languages = tuple(language.strip() for language in value.split(","))
    if not all(LANGUAGE.fullmatch(language) for language in languages):
        raise ValueError
    return languages


RULES: dict[str, Rule] = {
    "telegram_token": Rule(
        _matching(TOKEN),
        "it must be the token that BotFather gave: digits, a colon, letters",
        "123456789:AAE-as-BotFather-gave-it",
        _secret,
    ),
    "telegram_api_url": Rule(
        _api_address,
        "it must be a web address without /bot at its end",
        "https://api.telegram.org",
    ),
    "data_dir": Rule(Path, "it must be a folder", "/var/lib/companion"),
    "database_url": Rule(
        _database,
        "it must be a SQLite file or a PostgreSQL database",
        "postgresql+psycopg://companion@db.example/companion",
        _without_credentials,
    ),
    "keys": Rule(
        _keys,
        "it must be Fernet keys with commas between them, newest first",
        MAKE_A_KEY,
        _secret,
    ),
    "keys_file": Rule(Path, "it must be a file", "/etc/companion/keys"),
    "webhook_url": Rule(
        _web_address,
        "it must be a web address",
        "https://companion.example.org/telegram",
    ),
    "webhook_secret": Rule(
        _matching(WEBHOOK_SECRET),
        "it must be 32 to 256 letters, digits, _ or -",
        "$(openssl rand -hex 32)",
        _secret,
    ),
    "http_host": Rule(_host, "it must be a host name or address", "127.0.0.1"),
    "http_port": Rule(_port, "it must be a number from 1 to 65535", "8080"),
    "clock_url": Rule(_web_address, "it must be a web address", "http://127.0.0.1:8081"),
    "log_level": Rule(_level, f"it must be one of {', '.join(LEVELS)}", "INFO"),
    "preview_languages": Rule(
        _languages, "it must be language codes with commas between them", "es,pt_BR"
    ),
    "open_unreviewed_languages": Rule(
        _languages, "it must be language codes with commas between them", "tr"
    ),
}
