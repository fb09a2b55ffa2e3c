"""Two years of a few communes and one or two categories, as the tables of an assessment."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

UNIT = {"coats": (1, 1), "play": (1, 100), "meals": (9, 1)}


@dataclass(frozen=True)
class Cell:
    """One commune and category of a year; `share`: of its children who are eligible."""

    commune: str
    category: str = "coats"
    eligible: int | None = 100
    price: int = 300_000
    state: int = 0
    others: int = 0
    share: float = 1.0
    target: float = 1.0
    units: float = 1.0
    district: str = "042"
    counted_by: str = "estimated"

    def but(self, **other: object) -> Cell:
        return replace(self, **other)  # type: ignore[arg-type]


def year(*cells: Cell, edition: str = "2025", links: pd.DataFrame | None = None) -> dict:
    """The tables of one year, with the arithmetic of `needs.gap`."""
    rows = []
    for cell in cells:
        known = cell.eligible is not None
        eligible = cell.eligible if known else pd.NA
        aim = round(cell.eligible * cell.target) if known else pd.NA
        covered = cell.state + cell.others

        def worth(count: object, cell: Cell = cell) -> object:
            return pd.NA if pd.isna(count) else round(float(count) * cell.units * cell.price)

        reached = min(covered, aim) if known else pd.NA
        rows.append(
            {
                "commune_code": cell.commune,
                "commune": f"Xã {cell.commune}",
                "district_code": cell.district,
                "district": f"Huyện {cell.district}",
                "category": cell.category,
                "age_band": "all",
                "in_target": True,
                "scope_share": 1.0,
                "eligible_share": cell.share,
                "children_eligible": eligible,
                "eligible_basis": cell.counted_by,
                "quantity": eligible * cell.units if known else pd.NA,
                "cost_vnd": worth(eligible),
                "children_target": aim,
                "state_children": cell.state,
                "covered_point": covered,
                "gap_point": aim - reached if known else pd.NA,
                "gap_vnd": worth(aim) - worth(reached) if known else pd.NA,
                "unit_price_vnd": cell.price,
                "basis": "estimated",
                "target_share": cell.target,
            }
        )
    frame = pd.DataFrame(rows).astype(
        {
            **dict.fromkeys(
                [
                    *("children_eligible", "cost_vnd", "children_target", "state_children"),
                    *("covered_point", "gap_point", "gap_vnd", "unit_price_vnd"),
                ],
                "Int64",
            ),
            "quantity": "Float64",
        }
    )
    communes = frame[["commune_code", "commune", "district_code", "district"]].drop_duplicates()
    none = pd.DataFrame(columns=["former_code", "commune_code", "children"])
    return {
        "communes": communes.assign(edition=edition),
        "need": frame,
        "gap": frame,
        "targets": frame[["category", "target_share"]],
        "eligibility_change": none if links is None else links,
    }


def links(*rows: tuple[str, str, int | None]) -> pd.DataFrame:
    """Parts that former communes gave to new ones: (former, new, children)."""
    frame = pd.DataFrame(rows, columns=["former_code", "commune_code", "children"])
    return frame.astype({"children": "Int64"})
