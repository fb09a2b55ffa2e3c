"""Who could give what, for whom, and under which conditions: forms, CSV and TOML, one schema."""

from needs.donors.gift import Gift
from needs.donors.register import Donors, read_gifts
from needs.donors.told import GIFT_TYPES

__all__ = ["GIFT_TYPES", "Donors", "Gift", "read_gifts"]
