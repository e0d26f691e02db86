"""The translators' workbench: templates, catalogs brought up to date, checks, reviews, previews.

Nothing here runs in the service. Babel reads and writes every file; ids say what belongs together.
"""
