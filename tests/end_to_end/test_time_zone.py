"""The day of a command is Vietnam's, whatever zone the machine keeps.

Two zones a whole day apart: at every moment one of them has another date than Vietnam, and around
New Year another year.
"""

from __future__ import annotations

import os

import pytest


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps its time zone")
@pytest.mark.parametrize("command", ["timetable", "status"])
def test_the_machines_zone_moves_no_deadline(needs, command):
    told = [
        needs(command, "cao-bang-588", env=os.environ | {"TZ": zone})
        for zone in ("Pacific/Kiritimati", "Asia/Ho_Chi_Minh", "America/Adak", "Asia/Ho_Chi_Minh")
    ]
    assert {one.returncode for one in told} <= {0, 1}
    far_east, home, far_west, home_again = (one.stdout for one in told)
    if home == home_again:  # else midnight in Hà Nội came in between
        assert far_east == home == far_west
