"""The rival: python-telegram-bot's own echo bot. It keeps nothing and promises nothing.

Bare, as in the library's examples, it sends as fast as it can, and what Telegram refuses with 429
is lost. With `limited` it has the library's own rate limiter, in its default pace, and tries again.
"""

import sys

from telegram import Update
from telegram.ext import (  # noqa: TID251 -- the rival is how the library's own examples do it
    AIORateLimiter,
    Application,
    ContextTypes,
    MessageHandler,
    filters,
)

TRIES = 10  # after a 429: enough that it loses nothing


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text(update.message.text)


async def lose(_update: object, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Go on: to log each reply that Telegram refused would only make the rival slower."""


server, token, *limited = sys.argv[1:]
builder = Application.builder().token(token).base_url(f"{server}/bot")
if limited:
    builder = builder.rate_limiter(AIORateLimiter(max_retries=TRIES))
application = builder.build()
application.add_handler(MessageHandler(filters.TEXT, echo))
application.add_error_handler(lose)
application.run_polling(allowed_updates=Update.ALL_TYPES)
