"""The Fund's list as it is published: adding up to the books, nobody's bill or pay in any line.

Receipts stand one by one (Decrees 93/2019/NĐ-CP, 03/2026/NĐ-CP), spending by activity, occasion and
fund. What would tell of one child or of one person's pay stands in a joined line (`small_rows`):

- a few payments for treatment, or so little that divided by the price it is a few children: with
  others of the same fund, else of the same level, else of the same activity, else with the smallest
  other activity;
- what units of one or two people gave, which is their pay of a day: with each other;
- what sponsors pay in: all of a year in one line.

Earmarked funds are not told apart: their names may name a child. Nor is the place of treatment.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from needs.fund.journal import of_kind, standing, years_of
from needs.fund.limits import Limits
from needs.fund.public_line import public_line
from needs.fund.public_receipts import received_lines
from needs.network.small_rows import Row, Step, join_small
from needs.programmes.fund import INCOME_KINDS, MONEY_KINDS, FundRules

_TEXTS = ("period", "side", "day", "what", "who", "account", "level", "place", "item", "measure")
_WHOLE = ("n", "quantity_given", "joined", "amount_vnd")
_LINE = ["level", "place", "activity", "occasion", "item", "measure"]


def public_table(
    lines: pd.DataFrame, units: pd.DataFrame, rules: FundRules, limits: Limits
) -> pd.DataFrame:
    """Return the table `fund_public`.

    Parameters
    ----------
    lines
        `journal`.
    units
        `contributions_table`: staff and pay of the units.
    rules, limits
        The profile's `[fund]`, and from how many on lines are published.

    Returns
    -------
    DataFrame
        Of each year the four sides of `fund_transparency` with the same sums, in đồng. What a line
        is for stands in `purposes` («activity» or «activity:occasion»; none: too few payments for
        anything to be told); `joined` is how many lines it is made of. Where a joined line is of
        money and goods, what is there is not parted into money and goods in any year: the change
        of the stock would tell the goods of that line.
    """
    years = {year: standing(lines[lines["year"] == year]) for year in years_of(lines)}
    spent = {year: _spent(own, rules, limits) for year, own in years.items()}
    mixed = any(line["mixed"] for of_year in spent.values() for line in of_year)
    rows: list[dict[str, Any]] = []
    for year in range(min(years), max(years) + 1) if years else ():
        own = years.get(year, lines.head(0))
        before, to_end = lines[lines["year"] < year], lines[lines["year"] <= year]
        opened = own[(own["entry_kind"] == "opening") & (own["account_kind"] != "balance")]
        of_year = [
            *_held(pd.concat([before, opened]), rules, "opening", mixed=mixed),
            *received_lines(own, units[units["period"] == str(year)], rules, limits),
            *spent.get(year, []),
            *_held(to_end, rules, "closing", mixed=mixed),
        ]
        rows += [{"period": str(year), "n": n, **row} for n, row in enumerate(of_year, start=1)]
    columns = [*_TEXTS, "purposes", *_WHOLE, "basis"]
    frame = pd.DataFrame(rows, columns=columns, dtype="object")
    return frame.astype(dict.fromkeys((*_TEXTS, "basis"), "str") | dict.fromkeys(_WHOLE, "Int64"))


def _held(lines: pd.DataFrame, rules: FundRules, side: str, *, mixed: bool) -> list[dict[str, Any]]:
    """Return what is there by account, all funds together; in one line where parts would tell."""
    held = of_kind(lines, *MONEY_KINDS, "goods")
    if held.empty:
        return []
    if mixed:
        amount = int(held["amount"].sum())
        return [public_line(side, held, amount, what="Tiền và hiện vật")] if amount else []
    found = []
    for account, own in held.groupby("account", sort=True):
        amount = int(own["amount"].sum())
        if amount:
            told = {"account": account, "what": rules.account(str(account)).name.vi}
            found.append(public_line(side, own, amount, **told))
    return found


def _spent(lines: pd.DataFrame, rules: FundRules, limits: Limits) -> list[dict[str, Any]]:
    went = of_kind(lines, "spending")
    went = went[went["amount"] > 0]
    # Three payments may be for one child: of such activities the place is never told.
    went = went.assign(place=went["place"].mask(went["activity"].isin(limits.personal), ""))
    running = {one.id for one in rules.activities if one.management}
    own = {
        "\x1f".join(map(str, key)): (dict(zip(_LINE, map(str, key), strict=True)), part)
        for key, part in went.groupby(_LINE, sort=True)
    }
    told = [
        _row(name, line, part, limits)
        for name, (line, part) in own.items()
        if line["activity"] not in running
    ]
    groups = join_small(told, _steps({name: line for name, (line, _) in own.items()}))
    inside = {name for group in groups for name in group.names}
    found = [
        _spent_line([line], part, rules) for name, (line, part) in own.items() if name not in inside
    ]
    for group in groups:
        members = [own[name] for name in sorted(group.names)]
        part = pd.concat([part for _, part in members])
        found.append(_spent_line([line for line, _ in members], part, rules, named=group.enough))
    back = of_kind(lines, *INCOME_KINDS)
    back = back[back["amount"] > 0]
    if len(back):
        what = {"what": "Điều chỉnh giảm thu năm trước", "joined": len(back), "mixed": False}
        found.append(public_line("spent", back, int(back["amount"].sum()), **what))
    return found


def _row(name: str, line: dict[str, str], own: pd.DataFrame, limits: Limits) -> Row:
    """Return a line of spending with how large a part of the least numbers it is."""
    amount, activity = int(own["amount"].sum()), line["activity"]
    payments = Fraction(own["entry"].nunique(), limits.payments)
    personal = activity in limits.personal
    if line["item"]:
        children = Fraction(abs(int(own["quantity"].sum())), limits.children)
    elif activity in limits.prices and not personal:
        children = amount / (limits.prices[activity] * limits.children)
    else:
        children = Fraction(1)
    alone = children >= 1 and not personal
    return Row(
        name, (children, payments if personal or alone else Fraction(1)), amount, alone=alone
    )


def _steps(of: dict[str, dict[str, str]]) -> tuple[Step, ...]:
    def by(*columns: str) -> Callable[[Row], Hashable]:
        return lambda row: tuple(of[row.name][column] for column in columns)

    return (
        Step(by("activity", "occasion", "level", "place")),
        Step(by("activity", "occasion", "level")),
        Step(by("activity", "occasion"), along=lambda row: row.name),
        Step(by(), along=by("activity", "occasion")),
    )


def _spent_line(
    lines: Sequence[dict[str, str]], own: pd.DataFrame, rules: FundRules, *, named: bool = True
) -> dict[str, Any]:
    """Return what is published of one or several lines: what they share, and their sum."""
    same = {
        column: lines[0][column] if len({line[column] for line in lines}) == 1 else ""
        for column in ("level", "place", "item", "measure")
    }
    items = {(line["item"], line["measure"]) for line in lines}
    purposes = sorted(
        {":".join(filter(None, (line["activity"], line["occasion"]))) for line in lines}
    )
    one_item = len(items) == 1 and bool(same["item"]) and named
    if not one_item:
        same |= {"item": "", "measure": ""}
    if not named:
        same |= {"level": "", "place": ""}
    return public_line(
        "spent",
        own,
        int(own["amount"].sum()),
        **same,
        account=rules.account_of("spending").id,
        what=_words(purposes, rules) if named else "Hoạt động ít lần chi",
        purposes=tuple(purposes) if named else (),
        quantity_given=abs(int(own["quantity"].sum())) if one_item else None,
        joined=len(lines),
        mixed=len({bool(line["item"]) for line in lines}) > 1,
    )


def _words(purposes: Sequence[str], rules: FundRules) -> str:
    names = {one.id: one.name.vi for one in (*rules.activities, *rules.occasions)}
    parts = [purpose.partition(":") for purpose in purposes]
    return "; ".join(
        ", ".join(names.get(one, one) for one in (what, when) if one) for what, _, when in parts
    )
