"""What came back from districts: every row accounted for, faults and questions, revisions."""

from needs.returns.gather import Current, Desk, Returned, Returns, returns_of
from needs.returns.received import Arrival, Received, receive, returns_files, returns_folder
from needs.returns.result_tables import (
    return_tables,
    told,
    told_donors,
    told_ledger,
    told_support,
)
from needs.returns.review import Reviewed

__all__ = [
    "Arrival",
    "Current",
    "Desk",
    "Received",
    "Returned",
    "Returns",
    "Reviewed",
    "receive",
    "return_tables",
    "returns_files",
    "returns_folder",
    "returns_of",
    "told",
    "told_donors",
    "told_ledger",
    "told_support",
]
