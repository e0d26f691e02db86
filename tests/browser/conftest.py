"""A simulator in its own process, a browser before it, and a bot that does what a test says."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.browser.scene import Scene
from tests.prepare import lacking
from tests.running import reserved_port

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE = {"width": 1280, "height": 800}
ENDS_WITHIN_S = 30
SEEN_WITHIN_MS = 30_000  # a busy machine is slow to show what it will show

expect.set_options(timeout=SEEN_WITHIN_MS)


@pytest.fixture(scope="session")
def chromium() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail("Chromium is missing: run `apt-get install chromium`.", pytrace=False)
    fonts = [package for package in lacking() if package.startswith("fonts-")]
    if fonts:
        pytest.fail(f"Fonts are missing: run `apt-get install {' '.join(fonts)}`.", pytrace=False)
    return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield browser
        await browser.close()


class OwnSimulator:
    """A simulator in a process of its own, which comes back on the port it had."""

    _process: asyncio.subprocess.Process

    def __init__(self, port: int = 0) -> None:
        self._port = str(port)

    async def starts(self) -> str:
        """Start it and return its address."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "simulator", "--port", self._port, stdout=asyncio.subprocess.PIPE
        )
        assert self._process.stdout is not None
        said = (await self._process.stdout.readline()).decode()
        assert said.startswith("Simulator at http://127.0.0.1:"), said
        self.address = said.removeprefix("Simulator at ").strip().rstrip("/")
        return self.address

    async def ends(self) -> None:
        self._process.terminate()
        await asyncio.wait_for(self._process.communicate(), ENDS_WITHIN_S)

    async def knows(self, name: str) -> None:
        """Bring a person in."""
        body = {"first_name": name}
        async with (
            aiohttp.ClientSession(self.address) as session,
            session.post("/control/users", json=body) as answer,
        ):
            answer.raise_for_status()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def address() -> AsyncIterator[str]:
    simulator = OwnSimulator()
    yield await simulator.starts()
    await simulator.ends()


@pytest_asyncio.fixture(loop_scope="session")
async def own_simulator() -> AsyncIterator[OwnSimulator]:
    with reserved_port() as port:
        simulator = OwnSimulator(port)
        yield simulator
        await simulator.ends()


@pytest_asyncio.fixture(loop_scope="session")
async def scene(address) -> AsyncIterator[Scene]:
    async with aiohttp.ClientSession(address) as session:
        scene = Scene(session)
        await scene.begins()
        yield scene


@pytest_asyncio.fixture(loop_scope="session")
async def window(browser, scene) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(viewport=WIDE, reduced_motion="reduce")
    context.set_default_timeout(SEEN_WITHIN_MS)
    yield context
    await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(window, address, scene) -> AsyncIterator[Page]:
    """Give the page, opened, and fail a test in which it raised or wrote an error."""
    page = await window.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    await page.goto(address)
    await page.locator("[data-chat]").first.wait_for()
    yield page
    assert wrong == []
