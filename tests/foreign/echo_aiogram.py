"""The echo bot on aiogram, as its own documentation would write it. By polling or by webhook."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

BUTTON = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Press me", callback_data="pressed:1")]]
)
SECRET = "only-telegram-knows-this"
dispatcher = Dispatcher()


@dispatcher.message(CommandStart())
async def start(message: Message) -> None:
    await message.answer("Hello!", reply_markup=BUTTON)


@dispatcher.callback_query()
async def press(query: CallbackQuery) -> None:
    await query.answer("Thank you")
    await query.message.edit_text(f"You said {query.data}")


@dispatcher.message()
async def echo(message: Message) -> None:
    await message.answer(message.text)


async def serve(bot: Bot, port: int) -> None:
    """Take updates by webhook until the process is ended."""
    application = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(application, "/hook")
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token=SECRET)
    await asyncio.Event().wait()


async def main() -> None:
    server, token, *port = sys.argv[1:]
    session = AiohttpSession(api=TelegramAPIServer.from_base(server))
    async with Bot(token, session=session) as bot:
        if port:
            await serve(bot, int(port[0]))
        else:
            await dispatcher.start_polling(bot)


asyncio.run(main())
