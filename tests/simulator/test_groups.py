"""Groups: who hears what, who may write, and what happens when they move or throw the bot out."""

from tests.simulator.conftest import BOT, OTHER, Desk

MOVED = "Bad Request: group chat was upgraded to a supergroup chat"


async def heard(desk: Desk) -> list[str]:
    return [u["message"].get("text") for u in await desk.updates() if "message" in u]


async def test_privacy_mode_hides_what_is_not_meant_for_the_bot(desk: Desk) -> None:
    ann = await desk.person()
    group = await desk.group(ann, bot="member")
    sent = await desk.done("sendMessage", chat_id=group, text="Alert")

    await desk.says(ann, "good morning", group)
    await desk.says(ann, "@simulated_4242_bot hello", group)
    await desk.says(ann, "/help", group)
    await desk.says(ann, "/help@simulated_4242_bot", group)
    await desk.says(ann, "/help@another_bot", group)
    await desk.says(ann, "on my way", group, reply_to=sent["message_id"])

    assert await heard(desk) == ["/help", "/help@simulated_4242_bot", "on my way"]


async def test_an_administrator_hears_everything(desk: Desk) -> None:
    ann = await desk.person()
    group = await desk.group(ann)

    await desk.says(ann, "good morning", group)

    assert await heard(desk) == ["good morning"]


async def test_a_command_for_nobody_goes_to_the_bot_that_spoke_last(desk: Desk) -> None:
    ann = await desk.person()
    group = await desk.group(ann, bot="member")
    await desk.call("getMe", OTHER)
    await desk.control("PUT", f"chats/{group}/members/4343", {})
    await desk.done("sendMessage", OTHER, chat_id=group, text="It is me")
    await desk.updates()

    await desk.says(ann, "/help", group)

    assert await heard(desk) == []


async def test_joining_and_leaving_are_told(desk: Desk) -> None:
    ann = await desk.person()
    group = await desk.group(ann, bot=None)

    await desk.control("PUT", f"chats/{group}/members/{BOT}", {"status": "member"})
    came, joined = await desk.updates()
    await desk.control("DELETE", f"chats/{group}/members/{BOT}")
    left = (await desk.updates())[0]

    assert came["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert came["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert came["my_chat_member"]["from"]["id"] == ann
    assert [user["id"] for user in joined["message"]["new_chat_members"]] == [BOT]
    assert left["my_chat_member"]["new_chat_member"]["status"] == "left"


async def test_a_startgroup_link_brings_the_bot_and_its_payload(desk: Desk) -> None:
    ann = await desk.person()
    group = await desk.group(ann, bot=None)

    await desk.control("PUT", f"chats/{group}/members/{BOT}", {"by": ann, "start": "bind-7"})

    assert await heard(desk) == [None, "/start@simulated_4242_bot bind-7"]


async def test_a_thrown_out_bot_cannot_write(desk: Desk) -> None:
    ann = await desk.person()
    group = await desk.group(ann)
    sure = await desk.group(ann, type="supergroup")

    for chat in (group, sure):
        await desk.control("PUT", f"chats/{chat}/members/{BOT}", {"status": "kicked"})

    assert await desk.refusal("sendMessage", chat_id=group, text="x") == (
        403,
        "Forbidden: bot was kicked from the group chat",
    )
    assert await desk.refusal("sendMessage", chat_id=sure, text="x") == (
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    )
    await desk.control("DELETE", f"chats/{group}/members/{ann}")
    await desk.control("PUT", f"chats/{group}/members/{BOT}", {"status": "left"})
    assert await desk.refusal("sendMessage", chat_id=group, text="x") == (
        403,
        "Forbidden: bot is not a member of the group chat",
    )


async def test_a_group_that_the_bot_was_never_in_does_not_exist_for_it(desk: Desk) -> None:
    group = await desk.group(await desk.person(), bot=None)

    refused = await desk.refusal("sendMessage", chat_id=group, text="x")

    assert refused == (400, "Bad Request: chat not found")


async def test_an_upgraded_group_names_its_new_id(desk: Desk) -> None:
    ann = await desk.person()
    group = await desk.group(ann)

    fresh = (await desk.control("POST", f"chats/{group}/migrate"))["id"]

    answer = await desk.call("sendMessage", chat_id=group, text="x")
    assert answer == {
        "ok": False,
        "error_code": 400,
        "description": MOVED,
        "parameters": {"migrate_to_chat_id": fresh},
    }
    services = [update["message"] for update in await desk.updates()]
    assert [m.get("migrate_to_chat_id") for m in services] == [fresh, None]
    assert [m.get("migrate_from_chat_id") for m in services] == [None, group]
    assert str(fresh).startswith("-100")
    assert (await desk.done("sendMessage", chat_id=fresh, text="x"))["chat"]["id"] == fresh
    status, _ = await desk.try_control(
        "POST", "messages", {"chat_id": group, "from": ann, "text": "x"}
    )
    assert status == 409


async def test_members_can_be_looked_up(desk: Desk) -> None:
    ann, bea = await desk.person("Ann"), await desk.person("Bea")
    group = await desk.group(ann, bea)

    async def status(user: int) -> str:
        return (await desk.done("getChatMember", chat_id=group, user_id=user))["status"]

    assert [await status(user) for user in (ann, bea, BOT)] == [
        "creator",
        "member",
        "administrator",
    ]
    assert await desk.done("getChatMemberCount", chat_id=group) == 3
    running = await desk.done("getChatAdministrators", chat_id=group)
    assert [member["user"]["id"] for member in running] == [ann, BOT]
    await desk.control("DELETE", f"chats/{group}/members/{bea}")
    assert await status(bea) == "left"
    assert await desk.refusal("getChatMember", chat_id=group, user_id=1) == (
        400,
        "Bad Request: user not found",
    )


async def test_a_bot_can_leave(desk: Desk) -> None:
    group = await desk.group(await desk.person())

    assert await desk.done("leaveChat", chat_id=group)

    code, _ = await desk.refusal("sendMessage", chat_id=group, text="x")
    assert code == 403


async def test_only_members_write_into_a_group(desk: Desk) -> None:
    group = await desk.group(await desk.person())
    stranger = await desk.person("Eve")

    status, answer = await desk.try_control(
        "POST", "messages", {"chat_id": group, "from": stranger, "text": "hi"}
    )

    assert (status, answer) == (409, {"error": f"User {stranger} is not in chat {group}."})


async def test_a_block_is_told_and_refused_until_the_person_writes_again(desk: Desk) -> None:
    ann = await desk.patient()

    await desk.control("PATCH", f"users/{ann}", {"blocked": True})

    change = (await desk.updates())[0]["my_chat_member"]
    assert (change["chat"]["id"], change["new_chat_member"]["status"]) == (ann, "kicked")
    assert await desk.refusal("sendMessage", chat_id=ann, text="x") == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    await desk.says(ann, "/start")
    kinds = [set(update) - {"update_id"} for update in await desk.updates()]
    assert kinds == [{"my_chat_member"}, {"message"}]
    await desk.done("sendMessage", chat_id=ann, text="x")


async def test_who_is_gone_from_telegram_gets_nothing(desk: Desk) -> None:
    ann = await desk.patient()

    await desk.control("PATCH", f"users/{ann}", {"deactivated": True})

    refused = await desk.refusal("sendMessage", chat_id=ann, text="x")
    assert refused == (403, "Forbidden: user is deactivated")
