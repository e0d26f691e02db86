"""The changes of clock that we write out are those of the machine's own table, in every zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from care.zone_changes import clocks

ZONES = sorted(zone for zone in available_timezones() if "/" in zone and zone[:3] != "Etc")
FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("zone", ZONES[:: len(ZONES) // 40])
def test_every_hour_of_three_years_has_the_right_offset(zone):
    changes = list(clocks(ZoneInfo(zone), FIRST, LAST))

    offsets, moment = [], FIRST
    while moment < LAST:
        while len(changes) > 1 and changes[1].since <= moment:
            changes.pop(0)
        offsets.append(changes[0].after == moment.astimezone(ZoneInfo(zone)).utcoffset())
        moment += timedelta(hours=1)

    assert set(offsets) == {True}


def test_a_change_knows_what_the_wall_showed_before_anybody_touched_it():
    first, spring, autumn, *_ = clocks(ZoneInfo("Europe/London"), FIRST, LAST)

    assert (first.wall, first.before, first.after) == (
        datetime(2025, 1, 1),  # noqa: DTZ001 -- what a wall shows
        timedelta(),
        timedelta(),
    )
    assert [(one.wall.isoformat(), one.summer, one.name) for one in (spring, autumn)] == [
        ("2025-03-30T01:00:00", True, "BST"),
        ("2025-10-26T02:00:00", False, "GMT"),
    ]
