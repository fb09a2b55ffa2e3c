"""What the State gives already, for one programme: children served, and every scheme's status."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from needs.assessment.listed import ListedCommunes
from needs.entitlements import (
    StateSharePiece,
    entitled_of,
    read_schemes,
    scheme_shares,
    schemes_table,
    state_cover,
    state_shares,
)
from needs.gap import STATE
from needs.programmes import Programme
from needs.returns.result_tables import COUNTED_ONCE
from needs.tables import CELL, weakest_basis


@dataclass(frozen=True)
class StateSupport:
    """The State's part.

    Attributes
    ----------
    cover
        commune_code, category, the columns of `gap.covered.STATE`, state_basis: cells that a
        scheme concerns, or of which a commune told the State's part.
    told
        commune_code, category, children: the State's part as communes told it.
    entitlements, schemes
        The tables.
    pieces
        What the simulation draws.
    """

    cover: pd.DataFrame
    told: pd.DataFrame
    entitlements: pd.DataFrame
    schemes: pd.DataFrame
    pieces: tuple[StateSharePiece, ...]

    @property
    def factors(self) -> frozenset[str]:
        """Ids of the named assumptions that the shares rest on."""
        return frozenset(factor for piece in self.pieces for factor in piece.factors)


def state_support(
    programme: Programme,
    listed: ListedCommunes,
    need: pd.DataFrame,
    attributes: pd.DataFrame,
    told: pd.DataFrame,
    root: Path,
) -> StateSupport:
    """Work out what State schemes give in each commune.

    What a commune told of the State's part, in the year assessed, stands in place of what the
    schemes let expect.

    Parameters
    ----------
    told
        What communes returned: the State's part, and groups that schemes serve.

    Raises
    ------
    InputFaults
        With every fault of the schemes, or of what the profile names.
    """
    schemes = read_schemes(root, listed.assumptions)
    shares = scheme_shares(
        programme, need, schemes, listed.assumptions, attributes=attributes, told=told
    )
    entitlements = entitled_of(shares, schemes)
    basis = entitlements.groupby(CELL).basis.agg(lambda bases: weakest_basis(*bases))
    targets = {
        category.id: (category.target.share.at_low, category.target.share.at_high)
        for category in programme.categories
    }
    cover = state_cover(shares, need, targets).merge(
        basis.rename("state_basis").reset_index(), on=CELL, how="inner"
    )
    of_state = told_by_state(programme, told)
    return StateSupport(
        cover=_with_told(cover, of_state, need),
        told=of_state,
        entitlements=entitlements,
        schemes=schemes_table(programme, schemes, shares),
        pieces=state_shares(shares, schemes),
    )


def told_by_state(programme: Programme, told: pd.DataFrame) -> pd.DataFrame:
    """Return the State's part as communes told it: commune_code, category, children.

    A told 0 is told, and what stands beside «each child once» is, too: neither is an entry of the
    support table.
    """
    fields = {
        f"{category.id}.covered.{source.id}": category.id
        for category in programme.categories
        for source in programme.returns.sources
        if source.by_state
    }
    rows = told[told.field.isin(fields)]
    rows = rows.assign(
        category=rows.field.map(fields).astype("str"), children=rows.value.astype("Int64")
    )
    return rows.groupby(CELL)[["children"]].sum().reset_index()


def by_others(programme: Programme, support: pd.DataFrame) -> pd.DataFrame:
    """Return the support of everybody but the State."""
    sources = {
        f"{COUNTED_ONCE}-{source.id}" for source in programme.returns.sources if source.by_state
    }
    return support[~support.donor_id.isin(sources)]


def _with_told(cover: pd.DataFrame, told: pd.DataFrame, need: pd.DataFrame) -> pd.DataFrame:
    most = need.groupby(CELL).children_eligible_high.agg(lambda parts: parts.sum(skipna=False))
    rows = told.merge(most.reset_index(), on=CELL, how="inner")
    exact = rows.children.where(
        rows.children <= rows.children_eligible_high, rows.children_eligible_high
    )
    own = rows[CELL].assign(**dict.fromkeys(STATE, exact), state_basis="returned")
    estimated = cover.merge(own[CELL], on=CELL, how="left", indicator=True)
    kept = estimated[estimated._merge == "left_only"].drop(columns="_merge")
    parts = [part for part in (kept, own) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else cover
