"""Floating catchments by the libraries of the field, as peers.

Where they differ from each other, ours follows the papers:

- PySAL `access`: an edge belongs to the nearer band (`<=`), as ours. Areas with nobody
  and nothing in reach are left out; a site that nobody reaches divides by zero.
- `gasfca`: Gaussian alone, Dai's own normalised form, edge within, as ours; but in
  single precision, so figures agree to seven digits and no more.
- `sdc_catchment`: an edge belongs to the *farther* band (`cost < edge`), against Luo and
  Qi's "0-10, 10-20, 20-30"; its kernel 'gaussian' is not normalised and does not reach 0
  at the edge. A hair above the edge, and our weight as a function, make it agree. Its
  adjustment of consumers' weights by squares is M2SFCA.
"""

import os
import warnings

import numpy as np
import pandas as pd

SLOW = {10: 1, 20: 0.68, 30: 0.22}
FAST = {10: 1, 20: 0.42, 30: 0.09}


def prepared(costs, demand, steps=None, supply=None):
    """A function that computes supply per person by area, as `access` does.

    `costs`: origin, dest, cost in minutes; `demand`: area_code, residents; `steps`:
    weight by upper edge, slow if not given; `supply`: amount by service, else one each.
    """
    with warnings.catch_warnings():
        # Its own use of pandas, geopandas and packaging.
        warnings.simplefilter("ignore")
        from access import Access, weights

    steps = steps or SLOW
    decay = weights.step_fn(steps)
    if supply is None:
        supply = pd.Series(1, index=pd.Index(costs["dest"].unique()))
    sites = supply.rename_axis("service_id").rename("sites").reset_index()

    def per_person():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            peer = Access(
                demand_df=demand,
                demand_index="area_code",
                demand_value="residents",
                supply_df=sites,
                supply_index="service_id",
                supply_value="sites",
                cost_df=costs,
                cost_origin="origin",
                cost_dest="dest",
                cost_name="cost",
            )
            found = peer.enhanced_two_stage_fca(
                name="e", weight_fn=decay, max_cost=max(steps)
            )
        return found["e_sites"]

    return per_person


def matrix(costs):
    """Minutes as areas × services, rows and columns in the order of their codes."""
    return costs.pivot(index="origin", columns="dest", values="cost")  # noqa: PD010


def gasfca(minutes, residents, supply, catchment_min):
    """A function that computes supply per person by area with Gaussian weights.

    `minutes`: areas × services; `residents`, `supply`: arrays in its order.
    """
    threads = os.environ.get("NUMBA_NUM_THREADS")
    with warnings.catch_warnings():
        # On import it silences all warnings, and sets threads for the whole process.
        warnings.simplefilter("ignore")
        from gasfca.core import calculate_single_accessibility
    os.environ.pop("NUMBA_NUM_THREADS", None)
    if threads is not None:
        os.environ["NUMBA_NUM_THREADS"] = threads
    single = [np.asarray(a, dtype=np.float32) for a in (minutes, residents, supply)]

    def per_person():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = calculate_single_accessibility(*single, catchment_min)
        return pd.Series(found.astype(float), index=minutes.index)

    return per_person


def sdc(minutes, residents, supply, weight, max_cost, *, modified=False):
    """A function that computes supply per person by area, as `sdc_catchment` does.

    `weight`: (edge, weight) in steps, or a function of the matrix; `modified`: squares
    the weights of the second step.
    """
    from sdc_catchment import catchment_ratio

    if isinstance(weight, dict):
        weight = [(np.nextafter(edge, 99), w) for edge, w in weight.items()]
    consumers = pd.DataFrame({"geoid": minutes.index, "value": np.asarray(residents)})
    providers = pd.DataFrame({"geoid": minutes.columns, "value": np.asarray(supply)})

    def per_person():
        return catchment_ratio(
            consumers,
            providers,
            minutes,
            weight=weight,
            max_cost=max_cost,
            adjust_consumers=np.square if modified else None,
        )

    return per_person


def gaussian(catchment_min):
    """Dai's weight as a function of a matrix of minutes."""
    at_edge = np.exp(-0.5)

    def weight(minutes):
        return (np.exp(-0.5 * (minutes / catchment_min) ** 2) - at_edge) / (1 - at_edge)

    return weight


def largest_difference(ours, theirs):
    """Largest difference of two columns by area; an area that one lacks counts zero."""
    both = pd.concat([ours, theirs], axis=1).fillna(0)
    return (both.iloc[:, 0] - both.iloc[:, 1]).abs().max()
