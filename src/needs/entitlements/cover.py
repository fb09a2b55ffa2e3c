"""Children of each cell whom the State serves, each once, and the pieces for the simulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from needs.entitlements.entitled import half_up, rounded_down, rounded_up
from needs.entitlements.schemes import Schemes
from needs.tables import CELL


def state_cover(
    shares: pd.DataFrame, need: pd.DataFrame, targets: Mapping[str, tuple[float, float]]
) -> pd.DataFrame:
    """Return the children of each commune and category whom at least one scheme serves.

    Per band the schemes cover 1 − Π(1 − s_i) of the children if they are independent of each
    other, at least the largest s_i, at most their sum (Fréchet; `design/method.md`, section 2).
    Whom a child cannot draw together does not matter here: one of them serves it.

    A scheme of which it is not known whether it applies counts as 0 at the low end and in the
    middle, and as all it may serve at the high end: the low gap promises no child whom the State
    may already serve.

    Parameters
    ----------
    shares
        From `scheme_shares`.
    need
        Table `need`: gives the cells.
    targets
        By category, the share of the eligible children to be reached, low and high.

    Returns
    -------
    DataFrame
        commune_code, category, state_children, state_low, state_high (whole children, never more
        than are eligible; 0 where no scheme applies, missing where one does and the eligible
        children are not known), state_at_low_gap, state_at_high_gap. One row for each cell of
        `need`.

    Notes
    -----
    Where there are fewer children, the State serves fewer too: the ends of the gap do not take the
    fewest children together with the State's share of the most. With target t and covered share
    s, band by band, (t − s)·E is least at the fewest children where s ≤ t, else at the most;
    `state_at_low_gap` is what to take from the low target for that least sum, and
    `state_at_high_gap` from the high target for the greatest.
    """
    cells = need[CELL].drop_duplicates().sort_values(CELL, ignore_index=True)
    bands = _by_band(shares)
    for end, position in (("low", 0), ("high", 1)):
        bands[f"target_{end}"] = bands.category.map({k: t[position] for k, t in targets.items()})
    keys = [bands[name] for name in CELL]
    covered = pd.DataFrame(
        {
            "state_children": half_up(_total(bands.children_eligible * bands.union, keys)),
            "state_low": rounded_down(_total(bands.children_eligible_low * bands.largest, keys)),
            "state_high": rounded_up(_total(bands.children_eligible_high * bands.most, keys)),
            "state_at_low_gap": rounded_up(_total(_at_low_gap(bands), keys)),
            "state_at_high_gap": rounded_down(_total(_at_high_gap(bands), keys)),
        }
    )
    columns = [str(name) for name in covered]
    cells = cells.merge(covered.reset_index(), on=CELL, how="left", validate="one_to_one")
    served = pd.MultiIndex.from_frame(cells[CELL]).isin(covered.index)
    cells[columns] = cells[columns].where(pd.Series(served, index=cells.index), 0, axis=0)
    return cells.astype(dict.fromkeys(columns, "Int64"))


def _by_band(shares: pd.DataFrame) -> pd.DataFrame:
    """Return one row a commune, category and band: eligible children and the schemes together."""
    rows = shares.assign(left=1 - shares.share)
    eligible = {f"children_eligible{end}": (f"children_eligible{end}", "first") for end in _ENDS}
    bands = (
        rows.groupby([*CELL, "age_band"], sort=True)
        .agg(
            **eligible,
            left=("left", "prod"),
            largest=("share_low", "max"),
            most=("share_high", "sum"),
        )
        .reset_index()
    )
    number = [*eligible, "left", "largest", "most"]
    bands = bands.astype(dict.fromkeys(number, "float64"))
    bands["union"] = 1 - bands.left
    bands["most"] = bands.most.clip(upper=1)
    return bands


def _at_low_gap(bands: pd.DataFrame) -> pd.Series:
    fewest, most, share = bands.children_eligible_low, bands.children_eligible_high, bands.most
    beyond = most * share - (most - fewest) * bands.target_low
    return (fewest * share).where(share <= bands.target_low, beyond)


def _at_high_gap(bands: pd.DataFrame) -> pd.Series:
    fewest, most, share = bands.children_eligible_low, bands.children_eligible_high, bands.largest
    beyond = fewest * share + (most - fewest) * bands.target_high
    return (most * share).where(share <= bands.target_high, beyond)


_ENDS = ("", "_low", "_high")


def _total(children: pd.Series, keys: list[pd.Series]) -> pd.Series:
    unknown = children.isna().groupby(keys).any()
    return children.groupby(keys).sum().mask(unknown)


@dataclass(frozen=True)
class StateSharePiece:
    """One scheme's share in some bands of a category, as the simulation draws it.

    The share of a commune is `applies` × the product of its factors.

    Attributes
    ----------
    category, scheme
        Ids.
    bands
        Ids of the age bands.
    factors
        Ids of named assumptions; empty where communes told the children.
    applies
        Indexed by commune_code, 0–1: the scheme's share of the band's years, or the told share;
        communes that are not in it: 0.
    unknown
        Whether the scheme applies is not known: multiply by a range of low 0, value 0, high 1,
        common to all communes (figure `figure`).
    """

    category: str
    scheme: str
    bands: tuple[str, ...]
    factors: tuple[str, ...]
    applies: pd.Series
    unknown: bool

    @property
    def figure(self) -> str:
        """The figure that stands for not knowing whether the scheme applies."""
        return f"unknown:{self.scheme}"


def state_shares(shares: pd.DataFrame, schemes: Schemes) -> tuple[StateSharePiece, ...]:
    """Return the pieces that the simulation multiplies: one for each way of knowing a share.

    With every factor at its value they give the same covered share as `state_cover`.

    Parameters
    ----------
    shares
        From `scheme_shares`.
    schemes
        From `read_schemes`.
    """
    pieces = []
    rows = shares.assign(unknown=shares.missing.notna())
    rows["applies"] = rows.of_band
    # What a told group leaves open is only whether the scheme applies: its share is exact.
    rows["applies"] = rows.applies.where(~rows.told, rows.share_high)
    by = ["category", "scheme", "band_order", "age_band", "told", "unknown"]
    for (category, scheme, _, band, told, unknown), part in rows.groupby(by, sort=True):
        pieces.append(
            StateSharePiece(
                category=str(category),
                scheme=str(scheme),
                bands=(str(band),),
                factors=() if bool(told) else tuple(schemes[str(scheme)].factors),
                applies=part.set_index("commune_code").applies.sort_index().astype("float64"),
                unknown=bool(unknown),
            )
        )
    return tuple(_joined(pieces))


def _joined(pieces: list[StateSharePiece]) -> list[StateSharePiece]:
    """Put bands together that a scheme serves in the same way in the same communes.

    Apart, each would still be right; together the simulation has less to do.
    """
    result: list[StateSharePiece] = []
    for piece in pieces:
        for position, other in enumerate(result):
            same = (piece.category, piece.scheme, piece.factors, piece.unknown) == (
                other.category,
                other.scheme,
                other.factors,
                other.unknown,
            )
            if same and piece.applies.equals(other.applies):
                bands = (*other.bands, *piece.bands)
                result[position] = StateSharePiece(
                    other.category,
                    other.scheme,
                    bands,
                    other.factors,
                    other.applies,
                    other.unknown,
                )
                break
        else:
            result.append(piece)
    return result
