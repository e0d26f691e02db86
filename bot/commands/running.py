"""What stays for months: the service and the demo. Nothing of a command line is loaded for them."""

import asyncio
import sys

from bot.settings import Settings, load_settings


def run() -> None:
    """Run the service against Telegram until it is asked to end."""
    from bot.journal import start_journal  # noqa: PLC0415 -- only a service keeps a log
    from bot.main import run as run_service  # noqa: PLC0415 -- slow to load

    settings = load_settings()
    start_journal(settings.log_level, _secrets(settings))
    asyncio.run(run_service(settings))


def start() -> None:
    """Run the service when there is a token, the demo otherwise: `make run` does this."""
    if load_settings().telegram_token is None:
        demo()
    else:
        run()


def demo() -> None:
    """Run everything on this machine: a Telegram of our own, the service, a team to play with."""
    from bot.demo import run as run_demo  # noqa: PLC0415 -- only the demo needs it

    sys.exit(asyncio.run(run_demo()))


def _secrets(settings: Settings) -> list[str]:
    found = [settings.telegram_token, settings.webhook_secret, *settings.keys]
    return [secret.get_secret_value() for secret in found if secret is not None]
