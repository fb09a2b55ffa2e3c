"""Rates that communes measured on samples of children, estimated for every commune."""

from __future__ import annotations

import pandas as pd

from needs.areas import attribute
from needs.people import told_of
from needs.programmes import Programme, Sample
from needs.rates import commune_rates
from needs.tables import PLACE


def sampled_rates(
    programme: Programme,
    communes: pd.DataFrame,
    by_age: pd.DataFrame,
    told: pd.DataFrame,
    attributes: pd.DataFrame,
) -> pd.DataFrame:
    """Return the table `rates`, with rate_mse and benchmarked beside its columns.

    Parameters
    ----------
    communes
        Listed communes: place, zone, distance_km.
    by_age
        Children by age band: those of the sample's category are its N.
    told
        What communes returned: `<category>.examined.<sample>` and `.affected.<sample>`.
    attributes
        From `areas.read_attributes`: covariates of the profile.

    Returns
    -------
    DataFrame
        One row for each sample and listed commune; with no sample anywhere, every rate is
        unknown, and missing.
    """
    frames = [
        _one_sample(programme, sample, communes, by_age, told, attributes)
        for sample in programme.returns.samples
    ]
    if not frames:
        return pd.DataFrame(columns=[*PLACE, "sample", *_RATE])
    place = communes[PLACE]
    return pd.concat(frames, ignore_index=True).merge(place, on="commune_code")


_RATE = ["examined", "affected", "direct", "rate", "rate_low", "rate_high", "method", "rate_mse"]


def _one_sample(
    programme: Programme,
    sample: Sample,
    communes: pd.DataFrame,
    by_age: pd.DataFrame,
    told: pd.DataFrame,
    attributes: pd.DataFrame,
) -> pd.DataFrame:
    of_band = by_age[by_age.age_band.isin(programme.category(sample.category).age_bands)]
    children, most = (
        of_band.groupby("commune_code")[end].sum(skipna=False)
        for end in ("children", "children_high")
    )
    prefix = sample.category
    samples = pd.DataFrame(
        {
            "commune_code": communes.commune_code,
            **{
                part: communes.commune_code.map(
                    told_of(told, f"{prefix}.{part}.{sample.id}").value
                ).astype("Int64")
                for part in ("examined", "affected")
            },
            "population": communes.commune_code.map(children).round().astype("Int64"),
        }
    )
    # Half of a sample (children examined, but not how many are affected) measures nothing.
    half = samples.examined.isna() | samples.affected.isna()
    samples.loc[half, ["examined", "affected"]] = pd.NA
    # As many examined as are estimated need not be all: there may be more children.
    reached = (samples.examined >= samples.population).fillna(False)
    highest = samples.commune_code.map(most).round().astype("Int64")
    samples["population"] = samples.population.mask(reached, highest)
    # A sample larger than the most there may be says that the estimate is too small.
    too_small = (samples.examined > samples.population).fillna(False)
    samples["population"] = samples.population.mask(too_small)
    measured = samples.commune_code[samples.examined.fillna(0) > 0]
    published = sample.published
    rates = commune_rates(
        samples,
        _covariates(programme, sample, communes, attributes, measured),
        scale=sample.scale,
        published=None if published is None else published.value,
    )
    return rates.assign(sample=sample.id)


def _covariates(
    programme: Programme,
    sample: Sample,
    communes: pd.DataFrame,
    attributes: pd.DataFrame,
    measured: pd.Series,
) -> pd.DataFrame:
    """Return what the communes without a sample are known by."""
    columns = {}
    for name in sample.covariates:
        if name == "zone":
            values = communes.zone.map(programme.priority.zone_weights).astype("Float64")
        elif name == "distance_km":
            values = communes.distance_km.astype("Float64")
        else:
            known = attribute(attributes, name.partition(":")[2]).value
            values = communes.commune_code.map(known).astype("Float64")
        columns[name] = values.to_numpy()
    index = pd.Index(communes.commune_code, name="commune_code")
    covariates = pd.DataFrame(columns, index=index)
    # What is the same in all communes measured says nothing of the others.
    varies = covariates.loc[covariates.index.isin(measured)].nunique() > 1
    return covariates.loc[:, varies[varies].index]
