"""What a patient agrees to: the version of the words, and the questions that are asked one by one.

A refusal leaves the usual care untouched; the version grows when the meaning of a question does.
"""

from care.people import Topic

VERSION = "2026-11"
QUESTIONS = (Topic.TREATMENT_DATA, Topic.REMINDERS, Topic.CAREGIVER, Topic.MEDIA)
ANSWER_DAYS = 30  # within which a copy or a deletion is answered: Telegram's developer terms
