"""What a small server leaves out does not cost a patient their message."""

from datetime import UTC, datetime

import pytest
from telegram import Update

from bot.sparse import complete

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
FULL = {
    "update_id": 1,
    "message": {
        "message_id": 7,
        "date": 1_700_000_000,
        "chat": {"id": 5, "type": "private", "first_name": "Ann"},
        "from": {"id": 5, "is_bot": False, "first_name": "Ann"},
        "text": "Hello",
        "entities": [{"type": "bold", "offset": 0, "length": 5}],
    },
}


def test_what_says_enough_stays_as_it_is() -> None:
    assert complete(FULL, AT) == FULL


def test_a_bare_message_can_be_read() -> None:
    bare = {"message_id": 7, "chat": {"id": 5}, "from": {"id": 5}, "text": "Hello"}

    update = Update.de_json(complete({"update_id": 1, "message": bare}, AT), bot=None)

    assert update.message.text == "Hello"
    assert (update.effective_user.id, update.effective_user.is_bot) == (5, False)
    assert (update.effective_chat.type, update.message.date) == ("private", AT)


@pytest.mark.parametrize(("number", "kind"), [(5, "private"), (-5, "supergroup")])
def test_a_bare_press_can_be_read(number, kind) -> None:
    place = {"message_id": 7, "chat": {"id": number}}
    query = {"id": "1", "from": {"id": 5}, "message": place, "data": "x"}

    update = Update.de_json(complete({"update_id": 1, "callback_query": query}, AT), bot=None)

    assert (update.callback_query.data, update.effective_chat.type) == ("x", kind)


def test_who_and_where_is_never_made_up() -> None:
    nobody = complete({"update_id": 1, "message": {"text": "Hello"}}, AT)

    assert nobody == {"update_id": 1, "message": {"text": "Hello", "date": int(AT.timestamp())}}
