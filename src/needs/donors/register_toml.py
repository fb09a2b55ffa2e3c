"""A register of donors as TOML: a donor's wishes stand once, and its gifts inherit them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from needs.donors.given import INHERITED, OWN, Doubt, Given
from needs.donors.register_csv import unread
from needs.errors import Fault, InputFaults

_GIFTS = "gifts"


def read_toml(path: Path, name: str) -> tuple[list[Given], list[Doubt]]:
    """Read the gifts of a register, and say which keys were not read.

    `[[donors]]` holds who gives and what holds for all its gifts, `[[donors.gifts]]` each gift; a
    donor with one gift may tell all in `[[donors]]`. What stands at the top of the file (`basis`,
    `period`) holds for all donors.

    Raises
    ------
    InputFaults
        If the file cannot be read.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise _unusable(name, str(error), "tệp TOML mã hóa UTF-8") from error
    donors = content.get("donors")
    if not isinstance(donors, list) or not all(isinstance(one, dict) for one in donors):
        raise _unusable(name, "không có [[donors]]", "mỗi nhà tài trợ một khối [[donors]]")
    common = {key: value for key, value in content.items() if key in INHERITED}
    rows: list[Given] = []
    keys = [key for key in content if key != "donors"]
    for number, donor in enumerate(donors, start=1):
        where = f"{name}, nhà tài trợ {number}"
        keys += [key for key in donor if key != _GIFTS]
        shared = common | {key: donor[key] for key in donor if key in INHERITED}
        gifts = donor.get(_GIFTS)
        own = {key: donor[key] for key in donor if key in OWN}
        if gifts is None or own:
            rows.append(Given(where, shared | own))
        listed = gifts if isinstance(gifts, list) else [] if gifts is None else [gifts]
        if gifts is not None and not listed and not own:
            rows.append(Given(where, shared))
        for n, gift in enumerate(listed, start=1):
            source = f"{where}, khoản {n}"
            if not isinstance(gift, dict):
                rows.append(Given(source, shared | {"gift": gift}))
                continue
            keys += list(gift)
            known = {key: gift[key] for key in gift if key in INHERITED or key in OWN}
            rows.append(Given(source, shared | known))
    return rows, unread(keys)


def _unusable(name: str, found: str, expected: str) -> InputFaults:
    return InputFaults(name, [Fault(name, found, expected, "sửa tệp rồi chạy lại")])
