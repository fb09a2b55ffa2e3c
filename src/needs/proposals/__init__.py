"""Pages for donors: a proposal each, the needs basket, the province's sheet of all of them."""

from needs.proposals.basket import write_basket
from needs.proposals.further_gift import needs_basket
from needs.proposals.province_sheet import write_province_sheet
from needs.proposals.write import donor_folders, write_proposals

__all__ = [
    "donor_folders",
    "needs_basket",
    "write_basket",
    "write_proposals",
    "write_province_sheet",
]
