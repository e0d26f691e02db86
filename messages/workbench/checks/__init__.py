"""What can be wrong with a translation: one module per family of rules, and one list of them all.

Holds no word that a person reads: findings are said by `messages/texts/tools.py`.
"""
