"""Pictures for the screen and for paper: where the money goes, how sure the figures are."""

from needs.charts.flow import flow
from needs.charts.flow_amounts import money_flows
from needs.charts.intervals import interval_chart
from needs.charts.picture import Picture
from needs.charts.progress import coverage_by_year, progress
from needs.charts.ranking import ranking
from needs.charts.tornado import most_moving, tornado
from needs.charts.waterfall import (
    children_parts,
    children_split,
    cost_parts,
    waterfall,
    waterfall_children,
)

__all__ = [
    "Picture",
    "children_parts",
    "children_split",
    "cost_parts",
    "coverage_by_year",
    "flow",
    "interval_chart",
    "money_flows",
    "most_moving",
    "progress",
    "ranking",
    "tornado",
    "waterfall",
    "waterfall_children",
]
