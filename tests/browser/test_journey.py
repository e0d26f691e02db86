"""The promise, seen by eye: a fever reported on one phone is somebody's on another."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import SEEN_WITHIN_MS

pytestmark = pytest.mark.asyncio(loop_scope="session")

STARTS_WITHIN_S, ENDS_WITHIN_S = 60, 30


@pytest_asyncio.fixture(loop_scope="session")
async def demo(tmp_path) -> AsyncIterator[str]:
    """Start what `make run` starts, in an empty folder, and give the address it prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", cwd=tmp_path, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), STARTS_WITHIN_S)
    assert line.startswith(b"Open http://127.0.0.1:"), line
    yield line.decode().split()[1]
    process.send_signal(signal.SIGTERM)
    await asyncio.wait_for(process.communicate(), ENDS_WITHIN_S)
    assert process.returncode == 0


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser, demo) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": 1600, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(SEEN_WITHIN_MS)
    page = await context.new_page()
    await page.goto(demo)
    yield page
    await context.close()


def phone(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


async def writes(phone: Locator, text: str) -> None:
    box = phone.get_by_role("textbox", name="Message")
    await box.fill(text)
    await box.press("Enter")


async def test_fever_reported_alert_acknowledged_and_the_patient_sees_it(page):
    mina, group = phone(page, "Mina"), phone(page, "Rheumatology")

    await mina.get_by_role("button", name="Open").click()
    await expect(mina.locator("[data-message]")).not_to_have_count(0)
    await writes(mina, "I have a fever of 38.6")
    await expect(mina.get_by_text("Call your team now.")).to_be_visible()
    await group.get_by_role("button", name="I will call").click()

    card = group.locator("[data-message]")  # the answer to the press says the same for a moment
    await expect(card.get_by_text("Ana will call the patient.")).to_be_visible()
    await expect(mina.get_by_text("Somebody in your team saw this")).to_be_visible()
    await expect(mina.get_by_text("This is not advice yet.")).to_be_visible()


async def test_silence_climbs_when_the_clock_is_moved(page):
    mina, ben = phone(page, "Mina"), phone(page, "Ben")

    await mina.get_by_role("button", name="Open").click()
    await expect(mina.locator("[data-message]")).not_to_have_count(0)
    await writes(mina, "I have a fever of 38.6")
    await expect(mina.get_by_text("Call your team now.")).to_be_visible()
    await page.get_by_role("button", name="+1 h").click()

    await expect(mina.get_by_text("Nobody from your team has answered").first).to_be_visible()
    await expect(ben.get_by_role("button", name="I will call").last).to_be_visible()
