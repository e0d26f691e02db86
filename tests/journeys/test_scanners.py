"""Journey: machines that open links open everything of an alert, and it stays open.

A hospital's mail scanner and Telegram's previews fetch what they find before a human sees it. So
no address acknowledges: the card has no link, and a GET changes nothing wherever it arrives.
"""

import re
from urllib.parse import urlencode

import httpx
from sqlmodel import select

from bot.settings import load_settings
from bot.webhook import Webhook
from store.tables import AlertRow
from tests.clinic import GROUP, PATIENT, PRIMARY, Clinic

PLACE = "https://clinic.example"
SETTINGS = {
    "COMPANION_WEBHOOK_URL": f"{PLACE}/telegram/in",
    "COMPANION_WEBHOOK_SECRET": "w" * 40,
}
LINK = re.compile(r"\w+://\S+|t\.me/\S+|\bwww\.\S+")


class Inbox:
    """Hands what comes in by webhook to the clinic."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic

    async def receive(self, updates) -> None:
        for update in updates:
            await self.clinic.receives(update)


def scanner(clinic: Clinic) -> httpx.AsyncClient:
    """Return who opens every address of ours with a GET, as scanners do."""
    served = Webhook(load_settings(SETTINGS, None), Inbox(clinic)).application()
    return httpx.AsyncClient(transport=httpx.ASGITransport(served), base_url=PLACE)


async def alerted(clinic: Clinic) -> dict[str, str]:
    """Raise an alert and return the buttons of its card."""
    await clinic.writes(PATIENT, "I have a fever of 39")
    cards = [one for one in clinic.telegram.accepted if one.chat == GROUP and one.buttons]
    return cards[-1].buttons


async def acknowledged(clinic: Clinic) -> bool:
    async with clinic.service.begin() as session:
        return (await session.exec(select(AlertRow))).one().acknowledged_at is not None


async def test_what_a_team_is_sent_about_an_alert_has_no_link_to_open(clinic):
    buttons = await alerted(clinic)

    heard = [one for one in clinic.telegram.accepted if one.chat in {GROUP, PRIMARY}]
    assert heard
    assert [one.text for one in heard if LINK.search(one.text)] == []
    assert [data for data in buttons.values() if LINK.match(data)] == []


async def test_a_scanner_that_opens_every_address_with_every_button_acknowledges_nothing(clinic):
    buttons = await alerted(clinic)

    async with scanner(clinic) as browser:
        for path in ("/", "/telegram/in", "/healthz", "/telegram/in/ack", "/ack/1"):
            for data in buttons.values():
                for method in ("GET", "HEAD"):
                    await browser.request(method, f"{path}?{urlencode({'data': data})}")

    assert not await acknowledged(clinic)
    await clinic.passes(minutes=30)
    assert not await acknowledged(clinic)


async def test_a_pressed_button_of_a_member_acknowledges(clinic):
    await alerted(clinic)

    await clinic.taps(PRIMARY, "I will call")

    assert await acknowledged(clinic)
