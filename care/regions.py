"""Where a country's words for medicines come from: acetaminophen or paracetamol, FluMist or Fluenz.

Names no medicine and gives no advice.
"""

from enum import StrEnum

# The United States with its territories, and Canada, whose pharmacies use the same names (proposed:
# each country's team has to confirm it). One string, because a list would run down the page.
_AMERICAN = "AS CA GU MP PR UM US VI"


class Region(StrEnum):
    """Whose names for medicines and vaccines a reader knows."""

    US = "us"
    EU = "eu"


def region(country: str) -> Region:
    """Return the region of a country (two letters, may be empty). Unknown ones read as Europe."""
    return Region.US if country and country.upper() in _AMERICAN.split() else Region.EU
