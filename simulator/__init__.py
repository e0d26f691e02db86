"""Telegram on your own machine. Imports nothing of ours, and nothing of ours imports it."""
