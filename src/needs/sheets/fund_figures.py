"""What the Fund's pages tell of one year, taken from the Fund's tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from needs.charts.amounts import is_illustrative
from needs.fund.limits import Limits, limits_of
from needs.places import load_gazetteer
from needs.programmes import Programme
from needs.programmes.fund import INCOME_KINDS, MONEY_KINDS, FundLaw, FundRules
from needs.wording import say

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class FundYear:
    """One fiscal year of a Fund, up to a day."""

    programme: Programme
    rules: FundRules
    tables: Tables
    year: int
    on: dt.date
    lang: str

    def of_year(self, name: str) -> pd.DataFrame:
        """Return the rows of a table that are about this year."""
        frame = self.tables[name]
        return frame[frame["period"] == str(self.year)]

    @cached_property
    def sums(self) -> dict[str, int]:
        """What was there, came, went, is left (đồng): the four sides of the published list."""
        listed = self.of_year("fund_transparency")
        return {
            side: int(listed.loc[listed["side"] == side, "amount_vnd"].sum())
            for side in ("opening", "received", "spent", "closing")
        }

    @cached_property
    def day(self) -> dt.date:
        """The day that the figures are of: the year's last, or earlier in a year under way."""
        return min(self.on, self.rules.last_day(self.year))

    @property
    def law(self) -> FundLaw:
        """The law in force on that day."""
        return self.rules.law_on(self.day)

    @property
    def limits(self) -> Limits:
        """From how many on lines are published by themselves."""
        return limits_of(self.programme, self.rules)

    @property
    def illustrative(self) -> bool:
        """Whether the books are made of invented lists."""
        return is_illustrative(self.of_year("fund_journal")["basis"])

    @cached_property
    def closing(self) -> pd.DataFrame:
        """What is left, by level, place, earmark and account."""
        listed = self.of_year("fund_transparency")
        return listed[listed["side"] == "closing"]

    def closing_vnd(self, *kinds: str) -> int:
        """Return what is left on accounts of these kinds."""
        accounts = {one.id for one in self.rules.accounts if one.kind in kinds}
        own = self.closing[self.closing["account"].isin(accounts)]
        return int(own["amount_vnd"].sum())

    @property
    def money_vnd(self) -> int:
        """Money that is left."""
        return self.closing_vnd(*MONEY_KINDS)

    @property
    def goods_vnd(self) -> int:
        """Value of the goods that are left."""
        return self.closing_vnd("goods")

    @property
    def earmarked_vnd(self) -> int:
        """What is left of earmarked funds, goods included."""
        kept = self.closing[self.closing["earmark"] != ""]
        return int(kept["amount_vnd"].sum())

    def income_by_account(self) -> pd.Series:
        """Return what came in by account of income, in the order of the chart."""
        found = self.of_year("fund_income").groupby("account")["amount_vnd"].sum()
        order = [one.id for one in self.rules.accounts if one.kind in INCOME_KINDS]
        return found.reindex([one for one in order if one in found.index])

    def spending_by_activity(self) -> pd.Series:
        """Return what was spent by activity, in the order of the profile."""
        found = self.of_year("fund_spending").groupby("activity")["amount_vnd"].sum()
        order = [one.id for one in self.rules.activities]
        return found.reindex([one for one in order if one in found.index])

    @property
    def management_vnd(self) -> int:
        """What running the Fund took, without what was taken back."""
        own = self.of_year("fund_spending")
        ids = {one.id for one in self.rules.activities if one.management}
        own = own[own["activity"].isin(ids)]
        return int((own["amount_vnd"] - own["corrected_vnd"]).sum())

    @property
    def management_base_vnd(self) -> int:
        """The income that the limit on running the Fund is a share of."""
        out = {one.id for one in self.rules.accounts if one.kind in self.law.not_counted}
        own = self.of_year("fund_income")
        own = own[~own["account"].isin(out)]
        return int((own["amount_vnd"] - own["corrected_vnd"]).sum())

    def account_name(self, account: str) -> str:
        """Return the name of an account."""
        return self.rules.account(account).name.text(self.lang)

    def activity_name(self, activity: str) -> str:
        """Return the name of an activity."""
        names = {one.id: one.name.text(self.lang) for one in self.rules.activities}
        return names.get(activity, activity)

    def occasion_name(self, occasion: str) -> str:
        """Return the name of an occasion; nothing for none."""
        names = {one.id: one.name.text(self.lang) for one in self.rules.occasions}
        return names.get(occasion, occasion)

    def fund_name(self, level: str, place: str) -> str:
        """Return the name of one fund: its level, and the place where there are several."""
        names = {one.id: one.name.text(self.lang) for one in self.rules.levels}
        level_name = names.get(level, level)
        if not place:
            return level_name
        return f"{level_name}: {place_name(place)}"

    def earmark_name(self, earmark: str) -> str:
        """Return the name of an earmarked fund; of the general fund: «quỹ chung»."""
        if not earmark:
            return say("quỹ chung", lang=self.lang)
        known = self.tables["fund_earmarks"].set_index("earmark")["name"]
        return str(known.get(earmark, earmark))


def place_name(place: str) -> str:
    """Return the name of a (former) district or a commune by its code; the code if unknown."""
    units = load_gazetteer().units
    column = "district" if len(place) == 3 else "commune"
    for edition in ("2025", "pre-2025"):
        frame = units[edition]
        if f"{column}_code" in frame:
            names = frame.loc[frame[f"{column}_code"] == place, column]
            if len(names):
                return str(names.iloc[0])
    return place


def years_with_books(tables: Tables) -> list[int]:
    """Return the fiscal years that the books tell of, in order."""
    return sorted({int(period) for period in tables["fund_journal"]["period"]})
