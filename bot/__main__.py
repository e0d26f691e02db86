"""`python -m bot` is `companion`."""

from bot.commands import main

main()
