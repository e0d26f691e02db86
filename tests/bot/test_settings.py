"""The promise: a wrong setting is named in one line with one that works, and no secret is shown."""

import pytest
from cryptography.fernet import Fernet

from bot.settings import InForce, Origin, Settings, WrongSetting, in_force, load_settings

TOKEN = "123456789:AAHqO3yF0Kv7dlUsWnB5xVbR2cQpZt8mEgI"
KEY, OLD_KEY = "0" * 43 + "=", "4" * 43 + "="
SECRET = "s" * 32
API = "http://127.0.0.1:8081"


def load(**given: str) -> Settings:
    return load_settings({f"COMPANION_{name}": text for name, text in given.items()}, None)


def complaint(**given: str) -> str:
    with pytest.raises(WrongSetting) as caught:
        load(**given)
    return str(caught.value)


def test_without_anything_the_defaults_are_safe():
    settings = load()

    assert {name: shown for name, shown, _ in in_force(settings)} == {
        "COMPANION_TELEGRAM_TOKEN": "",
        "COMPANION_TELEGRAM_API_URL": "https://api.telegram.org",
        "COMPANION_DATA_DIR": ".",
        "COMPANION_DATABASE_URL": "sqlite+aiosqlite:///companion.db",
        "COMPANION_KEYS": "",
        "COMPANION_KEYS_FILE": "",
        "COMPANION_WEBHOOK_URL": "",
        "COMPANION_WEBHOOK_SECRET": "",
        "COMPANION_HTTP_HOST": "127.0.0.1",
        "COMPANION_HTTP_PORT": "8080",
        "COMPANION_CLOCK_URL": "",
        "COMPANION_LOG_LEVEL": "INFO",
        "COMPANION_PREVIEW_LANGUAGES": "",
        "COMPANION_OPEN_UNREVIEWED_LANGUAGES": "",
    }
    assert {origin for _, _, origin in in_force(settings)} == {Origin.DEFAULT}
    assert not settings.on_loopback


def test_everything_can_be_set(tmp_path):
    settings = load(
        TELEGRAM_TOKEN=TOKEN,
        TELEGRAM_API_URL=f"{API}/",
        DATA_DIR=str(tmp_path),
        KEYS=f"{KEY}, {OLD_KEY}",
        WEBHOOK_URL="http://127.0.0.1:8080/telegram",
        WEBHOOK_SECRET=SECRET,
        HTTP_HOST="::1",
        HTTP_PORT="9000",
        CLOCK_URL=API,
        LOG_LEVEL="debug",
        PREVIEW_LANGUAGES="es, pt_BR",
        OPEN_UNREVIEWED_LANGUAGES="tr",
    )

    assert (settings.require_token(), settings.require_keys()) == (TOKEN, (KEY, OLD_KEY))
    assert (settings.telegram_api_url, settings.clock_url) == (API, API)
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/companion.db"
    assert (settings.http_host, settings.http_port, settings.log_level) == ("::1", 9000, "DEBUG")
    assert settings.preview_languages == ("es", "pt_BR")
    assert settings.open_unreviewed_languages == ("tr",)
    assert settings.on_loopback


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ("sqlite:////var/lib/c.db", "sqlite+aiosqlite:////var/lib/c.db"),
        ("sqlite+aiosqlite:///c.db", "sqlite+aiosqlite:///c.db"),
        ("postgresql://u:p%40w@h/c", "postgresql+psycopg://u:p%40w@h/c"),
        ("postgres://h/c", "postgresql+psycopg://h/c"),
        ("postgresql+psycopg:///c?host=/run/pg", "postgresql+psycopg:///c?host=%2Frun%2Fpg"),
    ],
)
def test_a_database_is_reached_by_the_driver_we_have(given, understood):
    assert load(DATABASE_URL=given).database_url == understood


@pytest.mark.parametrize(
    "given",
    [
        {"TELEGRAM_TOKEN": "123456789"},
        {"TELEGRAM_TOKEN": f"{TOKEN} oops"},
        {"TELEGRAM_API_URL": "api.telegram.org"},
        {"TELEGRAM_API_URL": "https://api.telegram.org/bot"},
        {"TELEGRAM_API_URL": "https://api.telegram.org/bot/"},
        {"TELEGRAM_API_URL": "https://api.telegram.org:x"},
        {"DATABASE_URL": "mysql://h/c"},
        {"DATABASE_URL": "companion.db"},
        {"DATABASE_URL": "sqlite+aiosqlite://"},
        {"DATABASE_URL": "sqlite+aiosqlite:///:memory:"},
        {"KEYS": "short"},
        {"KEYS": f"{KEY},"},
        {"KEYS_FILE": "/nowhere/keys"},
        {"WEBHOOK_URL": "companion.example.org", "WEBHOOK_SECRET": SECRET},
        {"WEBHOOK_URL": "http://companion.example.org", "WEBHOOK_SECRET": SECRET},
        {"WEBHOOK_URL": "https://companion.example.org"},
        {"WEBHOOK_URL": "https://companion.example.org", "WEBHOOK_SECRET": "s" * 31},
        {"WEBHOOK_URL": "https://companion.example.org", "WEBHOOK_SECRET": "s" * 31 + "!"},
        {"HTTP_HOST": "http://127.0.0.1"},
        {"HTTP_PORT": "0"},
        {"HTTP_PORT": "65536"},
        {"HTTP_PORT": "http\n"},
        {"CLOCK_URL": API},
        {"CLOCK_URL": "now", "TELEGRAM_API_URL": API},
        {"LOG_LEVEL": "loud"},
        {"PREVIEW_LANGUAGES": "Español"},
        {"OPEN_UNREVIEWED_LANGUAGES": "all of them"},
    ],
)
def test_what_is_wrong_is_one_line_with_the_name_and_an_example(given):
    text = complaint(**given)

    name = text.split(":")[0].split(" is ")[0]
    assert name in {f"COMPANION_{wrong}" for wrong in given} | {"COMPANION_WEBHOOK_SECRET"}
    assert f" Example: {name}=" in text
    assert text.count("\n") == 0


def test_a_complaint_reads_as_a_sentence():
    assert complaint(HTTP_PORT="eighty") == (
        "COMPANION_HTTP_PORT is eighty: it must be a number from 1 to 65535."
        " Example: COMPANION_HTTP_PORT=8080"
    )


@pytest.mark.parametrize("name", ["HTTP_PORT", "LOG_LEVEL", "TELEGRAM_API_URL", "CLOCK_URL"])
def test_an_example_is_one_that_works(name):
    example = complaint(**{"TELEGRAM_API_URL": API, name: "?"}).split(f"{name}=")[1]

    load(**{"TELEGRAM_API_URL": API} | {name: example})


@pytest.mark.parametrize(
    "given",
    [
        {"TELEGRAM_TOKEN": "canary"},
        {"KEYS": "canary"},
        {"WEBHOOK_URL": "https://x.example", "WEBHOOK_SECRET": "canary"},
        {"DATABASE_URL": "mysql://someone:canary@h/c"},
        {"DATABASE_URL": "mysql://someone:can@ary/canary@h/c"},
        {"DATABASE_URL": "mysql://h/c?password=canary"},
    ],
)
def test_a_wrong_secret_is_not_shown(given):
    text = complaint(**given).split(" Example: ")[0]

    assert "***" in text
    assert "canary" not in text


def test_what_is_in_force_shows_origins_and_no_secret(tmp_path):
    file = tmp_path / ".env"
    file.write_text(f"COMPANION_HTTP_PORT=9000\nCOMPANION_LOG_LEVEL=ERROR\nOTHER=x\n# {SECRET}\n")
    environ = {
        "COMPANION_TELEGRAM_TOKEN": TOKEN,
        "COMPANION_KEYS": f"{KEY},{OLD_KEY}",
        "COMPANION_DATABASE_URL": "postgresql://someone:canary@h/c",
        "COMPANION_LOG_LEVEL": "WARNING",
        "PATH": "/bin",
    }

    settings = load_settings(environ, file)

    lines = in_force(settings)
    assert InForce("COMPANION_HTTP_PORT", "9000", Origin.FILE) in lines
    assert InForce("COMPANION_LOG_LEVEL", "WARNING", Origin.ENVIRONMENT) in lines
    assert InForce("COMPANION_TELEGRAM_TOKEN", "***", Origin.ENVIRONMENT) in lines
    assert InForce("COMPANION_KEYS", "***", Origin.ENVIRONMENT) in lines
    shown = f"{lines} {settings!r} {settings}"
    assert [s in shown for s in (TOKEN, KEY, OLD_KEY, "canary")] == [False] * 4


@pytest.mark.parametrize("origin", [Origin.ENVIRONMENT, Origin.FILE])
def test_a_name_we_do_not_know_gets_the_nearest(tmp_path, origin):
    file = tmp_path / ".env"
    file.write_text("COMPANION_TELEGRAM_TOKN=x\n" if origin is Origin.FILE else "")
    environ = {"COMPANION_TELEGRAM_TOKN": "x"} if origin is Origin.ENVIRONMENT else {}

    with pytest.raises(WrongSetting) as caught:
        load_settings(environ, file)

    assert str(caught.value).startswith(
        "COMPANION_TELEGRAM_TOKN: there is no such setting. Did you mean COMPANION_TELEGRAM_TOKEN?"
    )


def test_the_wrong_case_is_a_name_we_do_not_know():
    with pytest.raises(WrongSetting, match=r"Did you mean COMPANION_HTTP_PORT\?"):
        load_settings({"companion_http_port": "1"}, None)


def test_an_empty_variable_is_as_good_as_none():
    assert load(HTTP_PORT="", LOG_LEVEL=" ") == load()


def test_a_file_that_is_no_text_is_named(tmp_path):
    file = tmp_path / ".env"
    file.write_bytes(b"\xff\xfe")

    with pytest.raises(WrongSetting, match="cannot be read as text"):
        load_settings({}, file)


def test_a_command_that_needs_more_says_what():
    settings = load()

    with pytest.raises(WrongSetting, match=r"COMPANION_TELEGRAM_TOKEN: it is missing.* Example: "):
        settings.require_token()
    with pytest.raises(WrongSetting, match=r"COMPANION_KEYS: it is missing.*companion keys new"):
        settings.require_keys()


def test_keys_come_from_a_file_too(tmp_path):
    file = tmp_path / "keys"
    file.write_text(f"# made in March\n{KEY}  # newest\n\n{OLD_KEY}\n")

    settings = load(KEYS_FILE=str(file), DATA_DIR=str(tmp_path / "data"))

    assert settings.require_keys() == (KEY, OLD_KEY)
    assert InForce("COMPANION_KEYS", "", Origin.DEFAULT) in in_force(settings)
    assert KEY not in f"{in_force(settings)}{settings!r}"


@pytest.mark.parametrize("text", ["", "# none yet\n", "nonsense-canary\n"])
def test_a_file_without_keys_is_named_and_not_shown(tmp_path, text):
    file = tmp_path / "keys"
    file.write_text(text)

    said = complaint(KEYS_FILE=str(file), DATA_DIR=str(tmp_path / "data"))

    assert said.startswith(f"COMPANION_KEYS_FILE is {file}: it must hold Fernet keys")
    assert "companion keys new" in said
    assert "canary" not in said


def test_keys_in_two_places_are_refused(tmp_path):
    said = complaint(KEYS=KEY, KEYS_FILE=str(tmp_path / "keys"))

    assert "COMPANION_KEYS is set too" in said


@pytest.mark.parametrize("place", ["keys", "deeper/keys", "../data/keys"])
def test_keys_beside_the_data_are_refused(tmp_path, place):
    file = tmp_path / "data" / place

    said = complaint(KEYS_FILE=str(file), DATA_DIR=str(tmp_path / "data"))

    assert said.startswith(f"COMPANION_KEYS_FILE is {file}: keys live apart from the data")
    assert f"the database is in {tmp_path}/data." in said


def test_keys_beside_the_data_of_another_machine_are_fine(tmp_path):
    file = tmp_path / "keys"
    file.write_text(Fernet.generate_key().decode())

    load(KEYS_FILE=str(file), DATA_DIR=str(tmp_path), DATABASE_URL="postgresql://h/c")


@pytest.mark.parametrize("api", ["http://127.0.0.9:1", "http://[::1]:1", "http://localhost:1"])
def test_a_clock_to_play_with_needs_telegram_on_this_machine(api):
    assert load(TELEGRAM_API_URL=api, CLOCK_URL=API).clock_url == API
    for elsewhere in (
        "https://api.telegram.org",
        "http://127.0.0.1.example.org",
        "http://10.0.0.1",
    ):
        assert "patients live in real time" in complaint(TELEGRAM_API_URL=elsewhere, CLOCK_URL=API)


def test_settings_do_not_change():
    with pytest.raises(ValueError, match="frozen"):
        load().http_port = 1


def test_the_environment_is_not_read_behind_our_back(monkeypatch):
    monkeypatch.setenv("COMPANION_HTTP_PORT", "1")

    assert load().http_port == 8080
    assert load_settings(env_file=None).http_port == 1
