"""What the bot is called: links need it. Telegram says it, the database remembers."""

from telegram import Bot
from telegram.error import TelegramError

from bot.commands.console import Refused
from bot.commands.desk import Desk
from bot.request import AiohttpRequest
from store import installation


async def bot_name(desk: Desk) -> str:
    """Return the bot's name, as remembered or else as Telegram says it now."""
    async with desk.store.begin() as session:
        known = await installation.bot(session)
    if known is not None:
        return known.username
    found = await _ask(desk)
    async with desk.store.begin() as session:
        await installation.name_bot(session, found)
    return found.username


async def _ask(desk: Desk) -> installation.Bot:
    token = desk.settings.require_token()
    request = AiohttpRequest()
    bot = Bot(token, base_url=f"{desk.settings.telegram_api_url}/bot", request=request)
    await request.initialize()
    try:
        me = await bot.do_api_request("getMe_")
    except TelegramError as error:
        text = f"Telegram did not say what the bot is called ({type(error).__name__}); try again."
        raise Refused("no_bot", text) from error
    finally:
        await request.shutdown()
    match me:
        case {"id": int(number), "username": str(username)}:
            return installation.Bot(number, username)
    raise Refused("no_bot", "Telegram gave the bot no name; set one with BotFather.")
