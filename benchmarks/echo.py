"""The rival: python-telegram-bot's own echo bot, bare. It keeps nothing and promises nothing."""

import sys

from telegram import Update
from telegram.ext import (  # noqa: TID251 -- the rival is how the library's own examples do it
    Application,
    ContextTypes,
    MessageHandler,
    filters,
)


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text(update.message.text)


server, token = sys.argv[1:]
application = Application.builder().token(token).base_url(f"{server}/bot").build()
application.add_handler(MessageHandler(filters.TEXT, echo))
application.run_polling(allowed_updates=Update.ALL_TYPES)
