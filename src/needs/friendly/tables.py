"""Every table of child-friendly communes at once, as the page and the command use them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.friendly.communes import communes_to_score
from needs.friendly.criteria import Criteria, friendly_of, read_criteria
from needs.friendly.lifting import NEED_COLUMNS, needs_that_lift
from needs.friendly.received import scores_received
from needs.friendly.results import friendly_results
from needs.friendly.scores import ScoresRead
from needs.programmes import Programme
from needs.tables import table


@dataclass(frozen=True)
class Friendly:
    """What is known of a programme's child-friendly communes.

    Attributes
    ----------
    criteria, read
        The standard, and the scores received (with their faults).
    tables
        `friendly_scores`, `friendly_results`, `friendly_needs`.
    """

    programme: Programme
    criteria: Criteria
    read: ScoresRead
    tables: dict[str, pd.DataFrame]


def read_friendly(
    programme: Programme,
    root: Path,
    *,
    zones: pd.DataFrame | None = None,
    needs: pd.DataFrame | None = None,
    lang: str = "vi",
) -> Friendly:
    """Read the scores received for a programme, and say what they mean.

    Parameters
    ----------
    programme, root
        The profile and the data root.
    zones
        commune_code, zone of the listed communes; none: classes are those that the forms told.
    needs
        Needs not met (`NEED_COLUMNS`); none: nothing is linked.
    lang
        Language of faults.

    Raises
    ------
    NeedsError
        If the profile says nothing of child-friendly communes, or a file cannot be used.
    """
    profile = friendly_of(programme, lang=lang)
    criteria = read_criteria(programme, root, lang=lang)
    communes = communes_to_score(programme, profile, zones)
    read = scores_received(programme, root, criteria, communes, lang=lang)
    pairs = zip(communes["commune_code"], communes["commune_class"], strict=True)
    communes = communes.assign(commune_class=[read.classes.get(code, own) for code, own in pairs])
    results = friendly_results(criteria, communes, read.scores, most=read.most)
    wanted = pd.DataFrame(columns=list(NEED_COLUMNS)) if needs is None else needs
    lifting = needs_that_lift(profile, criteria, results, read.scores, wanted, most=read.most)
    # Only communes with a score can be lifted; of the others nothing is known.
    lifting = lifting[lifting["commune_code"].isin(read.communes)]
    found = {
        "friendly_scores": read.scores,
        "friendly_results": results,
        "friendly_needs": lifting,
    }
    return Friendly(
        programme,
        criteria,
        read,
        {name: table(name).check(frame) for name, frame in found.items()},
    )
