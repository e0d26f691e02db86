"""The promise: what surely was not sent is told apart from what may have arrived."""

import asyncio
import json
import socket

import aiohttp
import pytest
from telegram import InputFile
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.request import AiohttpRequest, Patience, unsent
from tests.bot.wire import (
    HALF,
    HANG_UP,
    RESET,
    SILENCE,
    TRICKLE,
    refuses,
    says,
)

SECRET = "123456789:AAHqO3yF0Kv7dlUsWnB5xVbR2cQpZt8mEgI"
IMPATIENT = Patience(pool=0.2, connect=0.2, write=0.2, read=0.2)


@pytest.fixture
async def request_():
    async with AiohttpRequest(patience=IMPATIENT) as request:
        yield request


def data(**parameters) -> RequestData:
    return RequestData([RequestParameter.from_input(k, v) for k, v in parameters.items()])


async def fails(request: AiohttpRequest, base: str) -> TelegramError:
    with pytest.raises(TelegramError) as caught:
        await request.post(f"{base}/bot{SECRET}/sendMessage", data(chat_id=1))
    return caught.value


async def test_an_answer_comes_back_and_parameters_arrive_with_their_types(request_, wire):
    answer = await request_.post(
        f"{wire.url}/bot{SECRET}/sendMessage",
        data(chat_id=-1_000_000_000_001, text="38,5 °C <b>", reply_markup={"a": [1]}, left=None),
    )

    assert answer == {"message_id": 7}
    parameters = {
        "chat_id": -1_000_000_000_001,
        "text": "38,5 °C <b>",
        "reply_markup": {"a": [1]},
    }
    assert wire.asked == [("sendMessage", parameters)]


async def test_a_file_travels_as_it_is(request_, wire):
    picture = bytes(range(256)) * 40
    photo = InputFile(picture, filename="card.png")

    await request_.post(f"{wire.url}/bot{SECRET}/sendPhoto", data(chat_id=5, photo=photo))

    [body] = wire.bodies
    assert picture in body
    assert b'name="photo"; filename="card.png"\r\n' in body.replace(b"\r\nContent", b"\r\n\r\nC")
    assert b'name="chat_id"\r\n\r\n5\r\n' in body


async def test_a_file_is_fetched(request_, wire):
    wire.does(says(200, b"\x00voice"))

    assert await request_.retrieve(f"{wire.url}/file/bot{SECRET}/voice") == b"\x00voice"


async def test_calls_one_after_the_other_share_a_connection(request_, wire):
    for _ in range(3):
        await request_.post(f"{wire.url}/bot{SECRET}/getMe", data())

    assert wire.connections == 1


async def test_a_refused_port_means_unsent(request_):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets it meanwhile
        error = await fails(request_, f"http://127.0.0.1:{taken.getsockname()[1]}")

    assert (type(error), type(error.__cause__)) == (NetworkError, aiohttp.ClientConnectorError)
    assert unsent(error)


async def test_a_name_that_does_not_exist_means_unsent(request_):
    error = await fails(request_, "http://nowhere.invalid")

    assert unsent(error)


async def test_a_connection_that_never_opens_means_unsent(request_):
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]  # fill the queue of the listening socket
        for one in waiting:
            one.setblocking(False)  # noqa: FBT003 -- the socket's own signature
            one.connect_ex(full.getsockname())
        error = await fails(request_, f"http://127.0.0.1:{full.getsockname()[1]}")
        for one in waiting:
            one.close()

    assert (type(error), type(error.__cause__)) == (TimedOut, aiohttp.ConnectionTimeoutError)
    assert unsent(error)


async def test_no_free_connection_means_unsent(wire):
    wire.does(SILENCE)
    patience = Patience(pool=0.1, connect=0.1, write=5, read=5)
    async with AiohttpRequest(1, patience) as request, asyncio.TaskGroup() as group:
        holder = group.create_task(fails(request, wire.url))
        await wire.reached.wait()

        error = await fails(request, wire.url)
        holder.cancel()

    assert type(error.__cause__) is aiohttp.ConnectionTimeoutError
    assert unsent(error)
    assert len(wire.asked) == 1


async def test_plain_http_where_tls_is_expected_means_unsent(request_, wire):
    error = await fails(request_, wire.url.replace("http:", "https:"))

    assert unsent(error)
    assert wire.asked == []


async def test_before_it_is_open_and_after_it_is_closed_means_unsent(wire):
    request = AiohttpRequest()
    before = await fails(request, wire.url)
    async with request:
        await request.post(f"{wire.url}/bot{SECRET}/getMe", data())
    after = await fails(request, wire.url)

    assert [unsent(before), unsent(after)] == [True, True]
    assert len(wire.asked) == 1


@pytest.mark.parametrize(
    ("act", "raised", "cause"),
    [
        (SILENCE, TimedOut, aiohttp.SocketTimeoutError),
        (HANG_UP, NetworkError, aiohttp.ServerDisconnectedError),
        (RESET, NetworkError, aiohttp.ClientOSError),
        (HALF, NetworkError, aiohttp.ClientPayloadError),
        (TRICKLE, TimedOut, TimeoutError),
    ],
)
async def test_what_was_taken_may_have_arrived(request_, wire, act, raised, cause):
    wire.does(act)

    error = await fails(request_, wire.url)

    assert len(wire.asked) == 1, "sent once, and not again behind our back"
    assert (type(error), type(error.__cause__)) == (raised, cause)
    assert not unsent(error)


async def test_a_call_may_wait_longer_than_usual(wire):
    wire.does(SILENCE)
    async with AiohttpRequest(patience=Patience(read=60)) as request:
        assert request.read_timeout == 60
        with pytest.raises(TimedOut):
            await request.post(f"{wire.url}/bot{SECRET}/getUpdates", data(), read_timeout=0.1)


@pytest.mark.parametrize("body", [b"<html>sent</html>", b"[1]", b"", b"[" * 100_000])
async def test_an_answer_that_is_not_telegrams_may_hide_a_success(request_, wire, body, caplog):
    wire.does(says(200, body))

    error = await fails(request_, wire.url)

    assert (type(error), str(error)) == (TelegramError, "Invalid server response")
    assert not unsent(error)
    assert caplog.records == []


async def test_ok_without_a_result_is_a_success(request_, wire):
    wire.does(says(200, {"ok": True}))

    assert await request_.post(f"{wire.url}/bot{SECRET}/sendMessage", data()) is True


async def test_an_error_dressed_as_200_is_an_error(request_, wire):
    error = {"ok": False, "error_code": 429, "parameters": {"retry_after": 3}}
    wire.does(says(200, error), says(200, {"ok": False}))

    assert type(await fails(request_, wire.url)) is RetryAfter
    assert type(await fails(request_, wire.url)) is NetworkError


@pytest.mark.parametrize("act", [SILENCE, HANG_UP, RESET, HALF, refuses(401, "Unauthorized")])
async def test_no_error_repeats_the_address(request_, wire, act):
    wire.does(act)

    error = await fails(request_, wire.url)

    assert SECRET not in f"{error!s} {error!r} {error.args}"


async def test_a_wrong_address_is_not_repeated_either(request_):
    error = await fails(request_, "http://:0")

    assert unsent(error)
    assert SECRET not in f"{error!s} {error!r}"


async def test_opening_and_closing_twice_changes_nothing(wire):
    request = AiohttpRequest()
    for step in (request.initialize, request.initialize):
        await step()
    assert (
        json.dumps(await request.post(f"{wire.url}/bot{SECRET}/x", data())) == '{"message_id": 7}'
    )
    for step in (request.shutdown, request.shutdown):
        await step()


async def test_a_redirect_is_not_followed(request_, wire):
    wire.does(says(302, b""), says(200, {"ok": True, "result": True}))

    await fails(request_, wire.url)

    assert len(wire.asked) == 1
