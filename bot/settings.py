"""Settings: read once from the environment and .env, and passed as values from there on.

Nobody else reads the environment. What each variable must look like stands in setting_rules.
"""

import difflib
import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field, PrivateAttr, SecretStr
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from sqlalchemy import make_url

from bot.setting_rules import (
    PREFIX,
    RULES,
    WrongSetting,
    is_loopback,
    read_keys_file,
    variable,
    wrong,
)

__all__ = ["InForce", "Origin", "Settings", "WrongSetting", "in_force", "load_settings"]

FIELDS = {variable(field): field for field in RULES}


class Origin(StrEnum):
    """Where a value comes from; the environment wins over the file."""

    DEFAULT = "default"
    ENVIRONMENT = "environment"
    FILE = ".env"


class InForce(NamedTuple):
    """One line of `companion config`. `shown` never holds a secret."""

    name: str
    shown: str
    origin: Origin


class Settings(BaseSettings):
    """Everything that is set from outside. Token and keys may be absent: few commands need them.

    `keys` holds those of the keys file too.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    data_dir: Path = Path()
    database_url: str = Field(repr=False)  # may hold a password
    keys: tuple[SecretStr, ...] = ()
    keys_file: Path | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    http_host: str = "127.0.0.1"
    http_port: int = 8080
    clock_url: str | None = None
    log_level: str = "INFO"
    preview_languages: tuple[str, ...] = ()
    open_unreviewed_languages: tuple[str, ...] = ()

    _origins: Mapping[str, Origin] = PrivateAttr(default_factory=dict)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 -- the framework's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take values from `load_settings` alone, which has checked them and knows their origin."""
        return (init_settings,)

    @property
    def on_loopback(self) -> bool:
        """Return True if Telegram is a server on this machine: the simulator, or a test."""
        return is_loopback(self.telegram_api_url)

    def require_token(self) -> str:
        """Return the bot's token, or raise WrongSetting."""
        if self.telegram_token is None:
            raise wrong("telegram_token", None, "it is missing, and this command needs it")
        return self.telegram_token.get_secret_value()

    def require_keys(self) -> tuple[str, ...]:
        """Return the keys that patients' words are encrypted with, newest first, or raise."""
        if not self.keys:
            problem = f"it is missing (or {variable('keys_file')}), and nothing is kept without it"
            raise wrong("keys", None, problem)
        return tuple(key.get_secret_value() for key in self.keys)


def load_settings(
    environ: Mapping[str, str] = os.environ, env_file: str | Path | None = ".env"
) -> Settings:
    """Return the settings in force. Raises WrongSetting, whose text is one line."""
    given = _given(environ, env_file)
    values = {field: _read(field, text) for field, (text, _) in given.items()}
    values.setdefault("database_url", _embedded(values.get("data_dir", Path())))
    if path := values.get("keys_file"):
        _keep_keys_apart(path, values)
        values["keys"] = read_keys_file(path)
    settings = Settings(**values)
    settings._origins = {field: origin for field, (_, origin) in given.items()}  # noqa: SLF001 -- ours
    _check_webhook(settings)
    _check_clock(settings)
    return settings


def in_force(settings: Settings) -> list[InForce]:
    """Return every setting as it stands, in the order of the documentation."""
    return [
        InForce(name, _shown(settings, field), settings._origins.get(field, Origin.DEFAULT))  # noqa: SLF001 -- ours
        for name, field in FIELDS.items()
    ]


def _given(
    environ: Mapping[str, str], env_file: str | Path | None
) -> dict[str, tuple[str, Origin]]:
    """Return what is set, by field. An empty value is as good as none."""
    found: dict[str, tuple[str, Origin]] = {}
    sources = ((_env_file(env_file), Origin.FILE), (environ, Origin.ENVIRONMENT))
    for source, origin in sources:
        for name, text in source.items():
            if name.upper().startswith(PREFIX):
                field = _known(name)
                if text and text.strip():
                    found[field] = (text.strip(), origin)
    return found


def _env_file(path: str | Path | None) -> Mapping[str, str | None]:
    try:
        return DotEnvSettingsSource(Settings, env_file=path, case_sensitive=True).env_vars
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(
            f"{path}: cannot be read as text ({type(error).__name__}). "
            f"Example of a line in it: {variable('http_port')}=8080"
        ) from None


def _known(name: str) -> str:
    if name not in FIELDS:
        [nearest] = difflib.get_close_matches(name.upper(), FIELDS, n=1, cutoff=0)
        raise WrongSetting(
            f"{name}: there is no such setting. Did you mean {nearest}? "
            f"Example: {nearest}={RULES[FIELDS[nearest]].example}"
        )
    return FIELDS[name]


def _read(field: str, text: str) -> Any:
    try:
        return RULES[field].read(text)
    except ValueError:
        raise wrong(field, text, RULES[field].must) from None


def _embedded(data_dir: Path) -> str:
    return f"sqlite+aiosqlite:///{data_dir / 'companion.db'}"


def _keep_keys_apart(path: Path, values: Mapping[str, Any]) -> None:
    if "keys" in values:
        problem = f"{variable('keys')} is set too, and only one of them can count"
        raise wrong("keys_file", str(path), problem)
    url = make_url(values["database_url"])
    if url.get_backend_name() == "sqlite" and url.database:
        folder = Path(url.database).resolve().parent
        if path.resolve().is_relative_to(folder):
            problem = "keys live apart from the data they open: whoever copies the one must not get"
            raise wrong("keys_file", str(path), f"{problem} the other; the database is in {folder}")


def _check_webhook(settings: Settings) -> None:
    if settings.webhook_url is None:
        return
    if not settings.webhook_url.startswith("https:") and not settings.on_loopback:
        raise wrong("webhook_url", settings.webhook_url, "Telegram calls https addresses only")
    if settings.webhook_secret is None:
        problem = f"it is missing, and without it anybody could call {variable('webhook_url')}"
        raise wrong("webhook_secret", None, problem)


def _check_clock(settings: Settings) -> None:
    if settings.clock_url is not None and not settings.on_loopback:
        problem = (
            "patients live in real time: a clock to play with is taken only where"
            f" {variable('telegram_api_url')} is on this machine"
        )
        raise wrong("clock_url", settings.clock_url, problem)


def _shown(settings: Settings, field: str) -> str:
    value = getattr(settings, field)
    if field == "keys" and settings.keys_file is not None:
        return ""
    if value is None or value == ():
        return ""
    text = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return RULES[field].show(text)
