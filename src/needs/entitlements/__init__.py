"""What the State already gives: dated schemes, the children they serve, what they pay."""

from needs.entitlements.cover import StateSharePiece, state_cover, state_shares
from needs.entitlements.entitled import entitled_children, entitled_of
from needs.entitlements.scheme import Scheme
from needs.entitlements.scheme_table import schemes_table, status_words
from needs.entitlements.schemes import Schemes, read_schemes
from needs.entitlements.shares import scheme_shares

__all__ = [
    "Scheme",
    "Schemes",
    "StateSharePiece",
    "entitled_children",
    "entitled_of",
    "read_schemes",
    "scheme_shares",
    "schemes_table",
    "state_cover",
    "state_shares",
    "status_words",
]
