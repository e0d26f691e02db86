from collections.abc import AsyncIterator

import pytest

from tests.bot.wire import Wire, served


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with served() as wire:
        yield wire
