"""Child-friendly communes: criteria scored, and what would lift a commune."""

from needs.friendly.criteria import Criteria, Criterion, friendly_of, read_criteria
from needs.friendly.form import friendly_form
from needs.friendly.lifting import needs_that_lift
from needs.friendly.received import friendly_folder, keep_scores, scores_received
from needs.friendly.results import friendly_results
from needs.friendly.scores import ScoresRead, read_scores

__all__ = [
    "Criteria",
    "Criterion",
    "ScoresRead",
    "friendly_folder",
    "friendly_form",
    "friendly_of",
    "friendly_results",
    "keep_scores",
    "needs_that_lift",
    "read_criteria",
    "read_scores",
    "scores_received",
]
