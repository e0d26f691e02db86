"""What a person sees and does on the simulator's page, in a real browser."""

import asyncio
import re
from datetime import datetime, timedelta

import pytest
from playwright.async_api import Page, expect

from tests.browser.scene import DOCTOR, NURSE, PATIENT, inline, keys

pytestmark = pytest.mark.asyncio(loop_scope="session")

NARROW = {"width": 390, "height": 844}
DIRECTIONS = "lines => lines.map(line => getComputedStyle(line).direction)"
HOSTILE = '<img src=x onerror="document.title=1"><b>Bobby</b>'


def phone(page: Page, chat: int):
    return page.locator(f'[data-chat="{chat}"]')


def bubble(page: Page, chat: int, message: int):
    return phone(page, chat).locator(f'[data-message="{message}"]')


async def write(page: Page, chat: int, text: str) -> None:
    field = phone(page, chat).get_by_label("Message", exact=True)
    await field.fill(text)
    await field.press("Enter")


# ---- what is there at first


async def test_patient_group_and_a_member_stand_side_by_side_at_once(page, scene):
    phones = page.locator("[data-chat]")
    await expect(phones).to_have_count(3)

    order = await phones.evaluate_all("them => them.map(one => one.dataset.chat)")

    assert order == [str(PATIENT), str(scene.group), str(NURSE)]
    for chat in (PATIENT, scene.group, NURSE):
        await expect(phone(page, chat)).to_be_in_viewport(ratio=0.99)


async def test_page_asks_nothing_of_any_other_machine(window, address, scene):
    page = await window.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    await page.goto(address)
    await page.locator("[data-chat]").first.wait_for()

    assert len(asked) > 10
    assert [url for url in asked if not url.startswith(address)] == []


async def test_what_is_said_while_the_page_opens_is_on_it(window, address, scene):
    """Who reads first and listens then never hears what was said in between."""
    page = await window.new_page()
    asked, goes_on = asyncio.Event(), asyncio.Event()

    async def slowly(route) -> None:
        asked.set()
        await goes_on.wait()
        await route.continue_()

    await page.route("**/control/events", slowly)
    await page.goto(address)
    await asked.wait()
    for path in ("state", f"chats/{PATIENT}/messages"):  # as long as to read everything takes
        await page.evaluate("path => fetch(path).then(said => said.json())", f"/control/{path}")
    number = await scene.writes(PATIENT, "hi")
    goes_on.set()

    await expect(bubble(page, PATIENT, number)).to_be_visible()


# ---- talking


async def test_what_a_person_writes_reaches_the_bot_and_its_answer_has_buttons(page, scene):
    await write(page, PATIENT, "Hello there")
    heard = await scene.hears("message")
    number = await scene.says(PATIENT, "How are you?", reply_markup=inline("Well", "Unwell"))

    assert (heard["from"]["id"], heard["text"]) == (PATIENT, "Hello there")
    own = bubble(page, PATIENT, heard["message_id"])
    await expect(own.locator(".text")).to_have_text("Hello there")
    await expect(own).to_have_class("row own")
    answer = bubble(page, PATIENT, number)
    await expect(answer).to_have_class("row theirs")
    await expect(answer.locator(".inline")).to_have_text(["Well", "Unwell"])


async def test_an_edit_changes_the_bubble_and_marks_it(page, scene):
    await scene.writes(PATIENT, "hi")
    number = await scene.says(PATIENT, "Alert", reply_markup=inline("I will call"))
    await expect(bubble(page, PATIENT, number).locator(".inline")).to_have_count(1)

    await scene.bot("editMessageText", chat_id=PATIENT, message_id=number, text="Ana has it")

    await expect(bubble(page, PATIENT, number).locator(".text")).to_have_text("Ana has it")
    await expect(bubble(page, PATIENT, number).locator(".marks")).to_contain_text("edited")
    await expect(bubble(page, PATIENT, number).locator(".inline")).to_have_count(0)


async def test_a_deleted_message_is_gone(page, scene):
    await scene.writes(PATIENT, "hi")
    number = await scene.says(PATIENT, "Soon gone")
    await expect(bubble(page, PATIENT, number)).to_be_visible()

    await scene.bot("deleteMessage", chat_id=PATIENT, message_id=number)

    await expect(bubble(page, PATIENT, number)).to_have_count(0)


async def test_reply_keyboard_sends_its_label_and_leaves_when_the_bot_takes_it(page, scene):
    await scene.writes(PATIENT, "hi")
    await scene.hears("message")
    await scene.says(PATIENT, "Choose", reply_markup=keys("I feel unwell", "My dates"))
    board = phone(page, PATIENT).get_by_role("group", name="Reply keyboard")

    await board.get_by_role("button", name="I feel unwell").click()
    heard = await scene.hears("message")
    await scene.says(PATIENT, "Noted", reply_markup={"remove_keyboard": True})

    assert heard["text"] == "I feel unwell"
    await expect(board).to_be_hidden()


async def test_quoting_a_message_tells_the_bot_which(page, scene):
    await scene.writes(PATIENT, "hi")
    await scene.hears("message")
    number = await scene.says(PATIENT, "What is your temperature?")

    await bubble(page, PATIENT, number).hover()
    await bubble(page, PATIENT, number).get_by_role("button", name="Reply to this message").click()
    await write(page, PATIENT, "38.4")
    heard = await scene.hears("message")

    assert heard["reply_to_message"]["message_id"] == number
    await expect(bubble(page, PATIENT, heard["message_id"]).locator(".quote")).to_contain_text(
        "What is your temperature?"
    )


async def test_commands_are_offered_and_sent(page, scene):
    await scene.writes(PATIENT, "hi")
    await scene.hears("message")
    await scene.bot("setMyCommands", commands=[{"command": "help", "description": "Get help"}])
    await page.reload()

    await phone(page, PATIENT).get_by_role("button", name="Commands").click()
    await phone(page, PATIENT).get_by_role("button", name="/help Get help").click()

    assert (await scene.hears("message"))["text"] == "/help"


@pytest.mark.parametrize(
    ("choice", "field"),
    [
        ("Photo", "photo"),
        ("Voice note", "voice"),
        ("Sticker", "sticker"),
        ("My contact", "contact"),
        ("My location", "location"),
    ],
)
async def test_a_person_can_send_what_is_no_text(page, scene, choice, field):
    await phone(page, PATIENT).get_by_role("button", name="Attach").click()
    await phone(page, PATIENT).get_by_role("button", name=choice, exact=True).click()
    heard = await scene.hears("message")

    assert field in heard
    await expect(bubble(page, PATIENT, heard["message_id"])).to_be_visible()


# ---- pressing


async def test_a_press_waits_for_the_bot_and_shows_its_answer_on_that_phone_alone(page, scene):
    number = await scene.says(scene.group, "No. 1", reply_markup=inline("I will call"))
    button = bubble(page, scene.group, number).get_by_role("button", name="I will call")

    await button.click()
    press = await scene.hears("callback_query")
    await expect(button).to_have_attribute("aria-busy", "true")
    told = phone(page, scene.group).get_by_role("status")
    seen = asyncio.ensure_future(expect(told).to_have_text("Thank you, Ana"))  # soon: a toast fades
    await scene.bot("answerCallbackQuery", callback_query_id=press["id"], text="Thank you, Ana")

    await seen
    await expect(button).to_have_attribute("aria-busy", "false")
    await expect(phone(page, NURSE).get_by_role("status")).to_have_text("")


async def test_an_answer_to_somebody_elses_press_is_not_shown(page, scene):
    number = await scene.says(scene.group, "No. 1", reply_markup=inline("I will call"))
    elsewhere = {"chat_id": scene.group, "from": DOCTOR, "message_id": number}
    await scene.control("POST", "presses", elsewhere | {"button": "I will call"})
    press = await scene.hears("callback_query")

    await scene.bot("answerCallbackQuery", callback_query_id=press["id"], text="Thank you, Ben")
    last = await scene.says(scene.group, "No. 2")

    await expect(bubble(page, scene.group, last)).to_be_visible()
    assert await page.get_by_text("Thank you, Ben").count() == 0  # at once: a toast fades


async def test_an_answer_that_insists_is_read_before_anything_else(page, scene):
    number = await scene.says(scene.group, "No. 1", reply_markup=inline("I will call"))
    await bubble(page, scene.group, number).get_by_role("button", name="I will call").click()
    press = await scene.hears("callback_query")
    told = {"text": "Ben already has this one", "show_alert": True}
    await scene.bot("answerCallbackQuery", callback_query_id=press["id"], **told)
    box = phone(page, scene.group).get_by_role("alertdialog")

    await expect(box).to_contain_text("Ben already has this one")
    await expect(box.get_by_role("button", name="OK")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(box).to_have_count(0)


async def test_in_the_group_the_chosen_member_presses_and_speaks(page, scene):
    number = await scene.says(scene.group, "No. 1", reply_markup=inline("I will call"))

    await phone(page, scene.group).get_by_label("Speak as").get_by_label("Ben").check()
    await bubble(page, scene.group, number).get_by_role("button", name="I will call").click()
    press = await scene.hears("callback_query")
    await scene.bot("answerCallbackQuery", callback_query_id=press["id"])
    await write(page, scene.group, "On my way")
    said = await scene.hears("message")

    assert (press["from"]["id"], said["from"]["id"]) == (DOCTOR, DOCTOR)


# ---- reading


async def test_a_command_among_letters_from_right_to_left_keeps_its_slash_before_it(page, scene):
    await scene.writes(PATIENT, "hi")
    number = await scene.says(PATIENT, "كل ما يمكن كتابته:\n\u200f\u2068/help\u2069 – مساعدة")

    commands = bubble(page, PATIENT, number).locator(".command")
    await expect(commands).to_have_text(["/help"])
    assert await commands.evaluate_all(DIRECTIONS) == ["ltr"]


async def test_every_line_runs_as_its_own_letters_do(page, scene):
    await scene.writes(PATIENT, "hi")
    arabic = await scene.says(PATIENT, "<b>اتصلي:\n+90 212 555 0101</b>")
    english = await scene.says(PATIENT, "Hello Maria")

    for number, directions in ((arabic, ["rtl", "ltr"]), (english, ["ltr"])):
        lines = bubble(page, PATIENT, number).locator(".text-line")
        await expect(lines).to_have_count(len(directions))
        assert await lines.evaluate_all(DIRECTIONS) == directions


async def test_telegrams_markup_is_shown(page, scene):
    await scene.writes(PATIENT, "hi")
    text = '<b>b</b><i>i</i><u>u</u><s>s</s><code>c</code><tg-spoiler>x</tg-spoiler><a href="https://example.org/">a</a>'
    number = await scene.says(PATIENT, text)
    shown = bubble(page, PATIENT, number).locator(".text")
    expected = ["b", "i", "u", "s", "code", "span", "a"]
    marked = shown.locator(".text-line > *")
    await expect(marked).to_have_count(len(expected))

    assert await marked.evaluate_all("all => all.map(one => one.localName)") == expected
    await expect(shown.locator(".spoiler")).to_have_css("color", "rgba(0, 0, 0, 0)")
    await shown.locator(".spoiler").click()
    await expect(shown.locator(".spoiler")).not_to_have_css("color", "rgba(0, 0, 0, 0)")


async def test_markup_in_a_name_or_a_text_is_shown_as_typed(page, scene):
    await scene.control("PATCH", f"users/{NURSE}", {"first_name": HOSTILE})
    number = await scene.writes(NURSE, HOSTILE, scene.group)
    await phone(page, scene.group).get_by_label("Speak as").get_by_label("Ben").check()
    shown = bubble(page, scene.group, number)

    await expect(shown.locator(".name")).to_have_text(HOSTILE)
    await expect(shown.locator(".text")).to_have_text(HOSTILE)
    await expect(phone(page, NURSE).get_by_role("heading")).to_have_text(f"{HOSTILE}’s phone")
    assert await page.locator("main img").count() == 0
    assert await page.title() != "1"


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<script>document.title=1</script>", "document.title=1"),
        ('<img src=x onerror="document.title=1">kept', "kept"),
        ('<a href="javascript:document.title=1">kept</a>', "kept"),
        ('<b onclick="document.title=1">kept</b>', "<b>kept</b>"),
        ('<i style="position:fixed">kept</i>', "<i>kept</i>"),
    ],
)
async def test_whatever_comes_only_telegrams_own_markup_is_built(window, address, html, left):
    page = await window.new_page()
    await page.goto(address)

    built = await page.evaluate(
        """async (html) => {
            const { rendered } = await import("/page/markup.js");
            const box = document.createElement("div");
            box.append(...rendered({ html }, { open: () => false, say: () => null }));
            return [...box.children].map((line) => line.innerHTML);
        }""",
        html,
    )

    assert built == [left]


# ---- people


async def test_a_persons_language_is_picked_on_the_phone(page, scene):
    async with page.expect_response("**/control/users/*"):
        await page.get_by_label("Language of Maria’s Telegram").select_option("ar")

    assert (await scene.user(PATIENT))["language_code"] == "ar"


async def test_blocking_the_bot_is_one_choice_and_can_be_taken_back(page, scene):
    await scene.writes(PATIENT, "hi")
    await phone(page, PATIENT).get_by_role("button", name="More").click()
    await phone(page, PATIENT).get_by_role("button", name="Block the bot").click()
    await expect(phone(page, PATIENT)).to_contain_text("This person has blocked the bot.")
    assert (await scene.user(PATIENT))["blocked"] is True
    await expect(phone(page, PATIENT).get_by_label("Message", exact=True)).to_be_hidden()

    await phone(page, PATIENT).get_by_role("button", name="Unblock").click()

    await expect(phone(page, PATIENT).get_by_label("Message", exact=True)).to_be_visible()
    assert (await scene.user(PATIENT))["blocked"] is False


async def test_a_phones_menu_works_without_a_mouse(page):
    more = phone(page, PATIENT).get_by_role("button", name="More")
    await more.press("Enter")
    await expect(phone(page, PATIENT).get_by_role("button", name="Block the bot")).to_be_focused()

    await page.keyboard.press("ArrowDown")
    await expect(
        phone(page, PATIENT).get_by_role("button", name="Change the name…")
    ).to_be_focused()
    await page.keyboard.press("Escape")

    await expect(more).to_be_focused()
    await expect(more).to_have_attribute("aria-expanded", "false")


async def test_a_new_person_gets_a_phone_and_keeps_it_after_a_reload(page, scene):
    await page.get_by_role("button", name="Person", exact=True).click()
    await page.get_by_label("Name").fill("Ömer")
    await page.get_by_label("Language of their Telegram").select_option("tr")
    await page.get_by_role("button", name="Add", exact=True).click()
    await expect(page.get_by_role("heading", name="Ömer’s phone")).to_be_visible()

    await page.reload()

    await expect(page.get_by_role("heading", name="Ömer’s phone")).to_be_visible()
    made = [user for user in (await scene.state())["users"] if user["first_name"] == "Ömer"]
    assert [user["language_code"] for user in made] == ["tr"]


async def test_a_hidden_phone_stays_hidden_and_counts_what_it_misses(page, scene):
    first = await scene.writes(NURSE, "hi")
    await expect(bubble(page, NURSE, first)).to_be_visible()
    chip = page.get_by_role("group", name="Show or hide phones").get_by_role("button", name="Ana")
    await chip.click()
    await expect(phone(page, NURSE)).to_have_count(0)

    await scene.says(NURSE, "You are on call")

    await expect(chip).to_contain_text("1")
    await page.reload()
    await expect(phone(page, PATIENT)).to_be_visible()
    await expect(phone(page, NURSE)).to_have_count(0)


async def test_a_link_to_the_bot_leads_whoever_taps_it_into_their_own_chat(page, scene):
    text = "https://t.me/companion_bot?start=d12"
    number = await scene.says(scene.group, text)

    await bubble(page, scene.group, number).get_by_role("link").click()
    heard = await scene.hears("message")

    assert (heard["chat"]["id"], heard["text"]) == (NURSE, "/start d12")


async def test_a_link_into_a_group_asks_which_and_takes_the_bot_there(page, scene):
    await scene.writes(NURSE, "hi")
    button = {"text": "Choose the group", "url": "https://t.me/companion_bot?startgroup=b7"}
    await scene.says(NURSE, "Where?", reply_markup={"inline_keyboard": [[button]]})
    await phone(page, NURSE).get_by_role("button", name="Choose the group").click()

    await page.get_by_label("Group", exact=True).select_option("A new group")
    await page.get_by_role("button", name="Add", exact=True).click()

    await expect(page.get_by_role("heading", name="Ana’s group")).to_be_visible()
    while (heard := await scene.hears("message")).get("text") != "/start@companion_bot b7":
        pass
    assert heard["chat"]["title"] == "Ana’s group"


async def test_a_crowd_does_not_fill_the_page(page, scene):
    for at in range(60):
        await scene.control("POST", "users", {"first_name": f"Test {at}"})
    more = page.get_by_label("More people")

    await expect(more.locator("option").first).to_have_text("34 more…")
    await more.select_option("Test 59")

    await expect(page.get_by_role("heading", name="Test 59’s phone")).to_be_visible()
    await expect(page.locator("[data-chat]")).to_have_count(4)


async def test_a_restarted_simulator_is_found_again(window, own_simulator):
    page = await window.new_page()
    address = await own_simulator.starts()
    await page.goto(address)
    await expect(page.locator("main")).to_contain_text("Nobody is here yet.")

    await own_simulator.ends()
    await expect(page.locator("body")).to_have_class("cut-off")
    await own_simulator.starts()
    await own_simulator.knows("Maria")

    await expect(page.get_by_role("heading", name="Maria’s phone")).to_be_visible()
    await expect(page.locator("body")).to_have_class("")


# ---- a newcomer's way


async def test_the_guide_follows_what_happens(page, scene):
    now = page.locator('#story [aria-current="step"]')
    await expect(now).to_contain_text("Open the invitation")
    await expect(phone(page, PATIENT)).to_have_class(re.compile(r"\bnext\b"))

    await phone(page, PATIENT).get_by_role("button", name="Open").click()
    assert (await scene.hears("message"))["text"] == "/start abc"
    await expect(now).to_contain_text("I have a fever")

    await now.click()
    await page.keyboard.press("Enter")
    assert (await scene.hears("message"))["text"] == "I have a fever"
    number = await scene.says(scene.group, "No. 1", reply_markup=inline("I will call"))
    await expect(now).to_contain_text("Answer as a nurse")
    await expect(phone(page, scene.group)).to_have_class(re.compile(r"\bnext\b"))

    await bubble(page, scene.group, number).get_by_role("button", name="I will call").click()
    press = await scene.hears("callback_query")
    await scene.bot("answerCallbackQuery", callback_query_id=press["id"])
    await expect(now).to_contain_text("Move the clock on")

    await page.get_by_role("button", name="+1 h").click()
    await expect(page.locator("#story")).to_contain_text("That was the whole round.")


async def test_the_guide_goes_away_and_does_not_come_back(page):
    await page.get_by_role("button", name="Close this guide").click()
    await expect(page.locator("#story")).to_be_hidden()

    await page.reload()

    await expect(page.locator("[data-chat]").first).to_be_visible()
    await expect(page.locator("#story")).to_be_hidden()


# ---- time and trouble


async def test_the_clock_moves_on_by_the_step_that_was_pressed(page, scene):
    before = (await scene.control("GET", "clock"))["offset_s"]

    await page.get_by_role("button", name="+1 day").click()
    await expect(page.get_by_role("button", name="+1 day")).to_be_enabled()

    after = (await scene.control("GET", "clock"))["offset_s"]
    assert round(after - before) == 86_400


async def test_the_next_thing_due_is_named_and_reached(page, scene):
    button = page.locator("#clock").get_by_role("button", name="To the next thing due")
    await expect(button).to_be_disabled()
    clock = await scene.control("GET", "clock")
    due = (datetime.fromisoformat(clock["now"]) + timedelta(hours=50)).isoformat()

    async with scene.lives():
        await scene.is_due(clock["offset_s"], due)
        await expect(button).to_contain_text("reminder · ")
        await button.click()
        await expect(page.get_by_role("progressbar", name="The clock is moving")).to_be_visible()
        await scene.is_due(await scene.moved(clock["offset_s"]), None)

        await expect(button).to_contain_text("nothing is due")
    after = datetime.fromisoformat((await scene.control("GET", "clock"))["now"])
    assert timedelta(0) <= after - datetime.fromisoformat(due) < timedelta(minutes=5)


async def test_a_switch_breaks_telegram_and_mends_it_again(page, scene):
    switch = page.get_by_role("switch", name="Telegram says “slow down”")
    await switch.click()
    await expect(switch).to_have_attribute("aria-checked", "true")
    faults = (await scene.state())["faults"]
    assert [fault["kind"] for fault in faults] == ["too_many_requests"]

    await switch.click()

    await expect(switch).to_have_attribute("aria-checked", "false")
    assert (await scene.state())["faults"] == []


# ---- a narrow screen


async def test_a_narrow_screen_shows_one_phone_and_tabs_that_count(page, scene):
    await page.set_viewport_size(NARROW)
    tabs = page.get_by_role("navigation", name="Phones").get_by_role("button")
    await expect(tabs).to_have_count(3)
    await expect(phone(page, PATIENT)).to_be_visible()
    await expect(phone(page, scene.group)).to_be_hidden()

    await scene.says(scene.group, "No. 1")
    await expect(tabs.nth(1).get_by_label("1 unread")).to_be_visible()
    await tabs.nth(1).click()

    await expect(phone(page, scene.group)).to_be_visible()
    await expect(phone(page, PATIENT)).to_be_hidden()
    await expect(tabs.nth(1).get_by_label("1 unread")).to_have_count(0)


async def test_a_long_chat_stays_at_its_newest_message_also_when_a_picture_comes(page, scene):
    await scene.writes(PATIENT, "\n".join("a line" for _ in range(60)))
    photo = {"chat_id": PATIENT, "from": PATIENT, "photo": True}
    number = (await scene.control("POST", "messages", photo))["message_id"]

    await expect(bubble(page, PATIENT, number).locator("img")).to_be_in_viewport(ratio=0.99)
    await expect(bubble(page, PATIENT, number).locator("time")).to_be_in_viewport(ratio=0.99)


@pytest.mark.parametrize(
    ("size", "lines"), [(NARROW, "سطر"), ({"width": 1280, "height": 800}, "a line")]
)
async def test_a_message_too_long_for_the_phone_is_read_from_its_beginning(
    page, scene, size, lines
):
    await page.set_viewport_size(size)
    await scene.writes(PATIENT, "hi")
    buttons = inline(*[f"{lines} {number}" for number in range(12)])
    buttons["inline_keyboard"] = [[one] for row in buttons["inline_keyboard"] for one in row]
    text = "\n".join([f"{lines} first", *[lines for _ in range(20)], f"{lines} last"])

    number = await scene.says(PATIENT, text, reply_markup=buttons)
    first = bubble(page, PATIENT, number).locator(".text-line").first
    await expect(first).to_be_in_viewport(ratio=0.99)

    await bubble(page, PATIENT, number).locator(".inline").last.click()
    changed = {"text": text.replace("first", "beginning"), "reply_markup": buttons}
    await scene.bot("editMessageText", chat_id=PATIENT, message_id=number, **changed)
    await expect(first).to_have_text(f"{lines} beginning")
    await expect(first).to_be_in_viewport(ratio=0.99)

    short = await scene.says(PATIENT, "short")
    await expect(bubble(page, PATIENT, short)).to_be_in_viewport(ratio=0.99)


@pytest.mark.parametrize("size", [NARROW, {"width": 1280, "height": 800}])
async def test_nothing_sticks_out_and_every_button_can_be_hit(page, scene, size):
    await scene.writes(PATIENT, "hi")
    long = "A rather long label that needs more than one line on a phone"
    await scene.says(PATIENT, "Choose", reply_markup=inline(long, "No"))
    await scene.says(PATIENT, "Choose", reply_markup=keys(long, "No"))
    await page.set_viewport_size(size)
    await expect(phone(page, PATIENT).get_by_role("button", name="No")).to_have_count(2)

    small = await page.evaluate(
        """() => [...document.querySelectorAll("button, select, textarea")]
            .filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 40)
            .map((it) => it.outerHTML)"""
    )
    wider = await page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert small == []
    assert wider == 0
