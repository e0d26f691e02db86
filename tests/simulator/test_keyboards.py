"""Keyboards: what Telegram takes, what it refuses, and in which words."""

import pytest

from simulator.keyboards import checked, checked_inline
from simulator.refusals import Refused
from tests.simulator.conftest import Desk


def inline(*buttons) -> dict:
    return {"inline_keyboard": [list(buttons)]}


def button(**more) -> dict:
    return {"text": "x", "callback_data": "d"} | more


URL = "inline keyboard button URL"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (None, "object expected as reply markup"),
        ("[]", "object expected as reply markup"),
        ({"inline_keyboard": None}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": [None]}, 'field "inline_keyboard" must be an Array of Arrays'),
        (inline("x"), "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        (inline({}), "can't parse inline keyboard button: Can't find field \"text\""),
        (
            inline(button(text=5)),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (inline(button(text=" ")), "inline keyboard button text must be non-empty"),
        (
            inline({"text": "x"}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (inline(button(callback_data="")), "BUTTON_DATA_INVALID"),
        (inline(button(callback_data="é" * 33)), "BUTTON_DATA_INVALID"),
        (
            inline({"text": "x", "url": "tel:+4930"}),
            f"{URL} 'tel:+4930' is invalid: Wrong HTTP URL",
        ),
        (
            inline({"text": "x", "url": "ftp://a.bc"}),
            f"{URL} 'ftp://a.bc' is invalid: Unsupported URL protocol",
        ),
        (
            inline({"text": "x", "url": "http://localhost/x"}),
            f"{URL} 'http://localhost/x' is invalid: Wrong HTTP URL",
        ),
        (inline(*[button()] * 9), "reply markup is too long"),
        ({"inline_keyboard": [[button()]] * 101}, "reply markup is too long"),
        ({"keyboard": [[{"text": ""}]]}, "keyboard button text must be non-empty"),
        (
            {"keyboard": [[{"text": "x", "request_contact": True}]]},
            "phone number can be requested in private chats only",
        ),
        (
            {"force_reply": True, "input_field_placeholder": "x" * 65},
            "input field placeholder is too long",
        ),
    ],
)
def test_a_bad_keyboard_is_refused(markup, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        checked(markup, private=False)

    assert refused.value.description == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    "markup",
    [
        inline(button(callback_data="é" * 32), button(style="danger")),
        inline({"text": "x", "url": "https://t.me/a_bot?start=1"}, {"text": "y", "url": "tg://x"}),
        inline({"text": "x", "copy_text": {"text": "112"}}),
        {"keyboard": [[{"text": "x", "request_location": True}]], "is_persistent": True},
        {"remove_keyboard": True},
        {"force_reply": True},
    ],
)
def test_a_good_keyboard_is_kept_as_it_is(markup) -> None:
    assert checked(markup, private=True) == markup


def test_empty_rows_and_empty_keyboards_vanish() -> None:
    assert checked({"inline_keyboard": [[], [button()]]}, private=True) == inline(button())
    assert checked({"inline_keyboard": []}, private=True) is None
    assert checked("", private=True) is None


def test_an_edit_takes_inline_keyboards_only() -> None:
    with pytest.raises(Refused, match="inline keyboard expected"):
        checked_inline({"remove_keyboard": True})


async def test_a_reply_keyboard_stays_until_it_is_removed(fast: Desk) -> None:
    ann = await fast.patient()
    rows = [["I feel unwell"], [{"text": "Help"}]]

    for markup in ({"keyboard": rows}, None, {"remove_keyboard": True}):
        given = {"reply_markup": markup} if markup else {}
        await fast.done("sendMessage", chat_id=ann, text="Hi", **given)

    labels = [["I feel unwell"], ["Help"]]
    assert [m["keyboard"] for m in await fast.chat(ann)] == [[], labels, labels, []]


async def test_a_message_with_a_reply_keyboard_cannot_be_edited(desk: Desk) -> None:
    ann = await desk.patient()
    sent = await desk.done(
        "sendMessage", chat_id=ann, text="Hi", reply_markup={"keyboard": [["x"]]}
    )

    refused = await desk.refusal(
        "editMessageText", chat_id=ann, message_id=sent["message_id"], text="Ho"
    )

    assert refused == (400, "Bad Request: message can't be edited")
