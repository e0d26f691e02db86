"""The service carries one client for HTTP, and nobody misses the other."""

import subprocess
import sys

ASKED = """
import sys
import bot.main
loaded = [name for name in sys.modules if name.startswith(("httpx", "httpcore"))]
from telegram.request import HTTPXRequest
import asyncio
async def use():
    async with HTTPXRequest() as request:
        return type(request._client).__module__
print(loaded, asyncio.run(use()))
"""


def test_a_second_client_is_loaded_only_where_it_is_used():
    said = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "['httpx'] httpx"
