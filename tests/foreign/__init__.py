"""Bots of other people's making, to show that the simulator is Telegram enough for them."""
