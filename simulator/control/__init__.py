"""The control API: how tests, the page and anybody who tries the bot move people and time."""
