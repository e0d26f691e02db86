"""How a bot gets its updates: by asking for them, or by a webhook that we keep here."""

from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from simulator.methods.ask import Answer, Ask
from simulator.people import Bot, Json, Webhook
from simulator.refusals import Refused, bad_request
from simulator.schema import description
from simulator.updates import BATCH, HOOKED, LONGEST_POLL, ON_REQUEST, REPLACED

MOST_CONNECTIONS = 100
USUAL_CONNECTIONS = 40
SECRET = 256


async def get_updates(ask: Ask) -> list[Json]:
    """Return what waits, after confirming what lies before the offset."""
    if ask.bot.webhook is not None:
        raise Refused(409, HOOKED)
    _allow(ask)
    offset = ask.get("offset", 0)
    if offset:
        ask.world.updates.confirm_before(ask.bot, offset)
    limit = min(max(ask.get("limit", BATCH), 1), BATCH)
    timeout = min(max(ask.get("timeout", 0), 0), LONGEST_POLL)
    return [u.shown() for u in await ask.world.updates.poll(ask.bot, limit, timeout)]


def _allow(ask: Ask) -> None:
    """Keep the kinds of update that a bot wants; an empty list means Telegram's own choice."""
    wanted = ask.given.get("allowed_updates")
    if not isinstance(wanted, list):
        return
    known = set(description()["types"]["Update"]) - {"update_id"}
    chosen = frozenset(kind for kind in wanted if kind in known)
    ask.bot.allowed = chosen or None


def allowed(bot: Bot) -> list[str]:
    """Return the kinds of update that a bot is sent."""
    if bot.allowed is not None:
        return sorted(bot.allowed)
    return sorted(set(description()["types"]["Update"]) - {"update_id"} - ON_REQUEST)


def set_webhook(ask: Ask) -> Answer:
    """Send updates to an address on this machine; an empty address asks for polling again."""
    url = str(ask.get("url", "")).strip()
    if not url:
        return delete_webhook(ask)
    _check_address(url)
    _check_secret(ask.get("secret_token"))
    _drop_pending(ask)
    _allow(ask)
    connections = ask.get("max_connections", USUAL_CONNECTIONS)
    connections = min(max(connections, 1), MOST_CONNECTIONS)
    was, hook = ask.bot.webhook, Webhook(url, ask.get("secret_token"), connections)
    if was and (was.url, was.secret, was.max_connections) == (url, hook.secret, connections):
        return Answer(result=True, description="Webhook is already set")
    ask.world.updates.end_poll(ask.bot, REPLACED)
    ask.bot.webhook = hook
    ask.world.updates.announce(ask.bot)
    return Answer(result=True, description="Webhook was set")


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if _on_loopback(parts.hostname):
        return
    if parts.scheme == "http":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    # The simulator never leaves the machine it runs on.
    raise bad_request("bad webhook: Failed to resolve host: Name or service not known")


def _on_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _check_secret(secret: Any) -> None:
    if secret is None:
        return
    if len(secret) > SECRET:
        raise bad_request("secret token is too long")
    if not all(c.isascii() and (c.isalnum() or c in "_-") for c in secret):
        raise bad_request("secret token contains unallowed characters")


def _drop_pending(ask: Ask) -> None:
    if ask.get("drop_pending_updates"):
        ask.bot.pending.clear()


def delete_webhook(ask: Ask) -> Answer:
    """Go back to polling."""
    _drop_pending(ask)
    if ask.bot.webhook is None:
        return Answer(result=True, description="Webhook is already deleted")
    ask.bot.webhook = None
    ask.world.updates.announce(ask.bot)
    return Answer(result=True, description="Webhook was deleted")


def get_webhook_info(ask: Ask) -> Json:
    """Return where updates go and what went wrong there last."""
    hook = ask.bot.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(ask.world.updates.waiting(ask.bot)),
    }
    if hook is None:
        return info
    info["max_connections"] = hook.max_connections
    if hook.error_date is not None:
        info |= {"last_error_date": hook.error_date, "last_error_message": hook.error}
    return info | ({"allowed_updates": allowed(ask.bot)} if ask.bot.allowed else {})
