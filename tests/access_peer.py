"""E2SFCA by PySAL `access`: the field's own library, as peer."""

import warnings

import pandas as pd


def prepared(costs, demand):
    """A function that computes sites per person by area, as `access` does.

    `costs`: origin, dest, cost in minutes; `demand`: area_code, residents. Slow weights
    1, 0.68 and 0.22 for up to 10, 20 and 30 minutes; each destination counts one.
    """
    with warnings.catch_warnings():
        # Its own use of pandas, geopandas and packaging.
        warnings.simplefilter("ignore")
        from access import Access, weights

    slow = weights.step_fn({10: 1, 20: 0.68, 30: 0.22})
    supply = pd.DataFrame({"service_id": costs["dest"].unique(), "sites": 1})

    def sites_per_person():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            peer = Access(
                demand_df=demand,
                demand_index="area_code",
                demand_value="residents",
                supply_df=supply,
                supply_index="service_id",
                supply_value="sites",
                cost_df=costs,
                cost_origin="origin",
                cost_dest="dest",
                cost_name="cost",
            )
            found = peer.enhanced_two_stage_fca(name="e", weight_fn=slow, max_cost=30)
        return found["e_sites"]

    return sites_per_person


def largest_difference(ours, theirs):
    """Largest difference of two columns by area; an area that one lacks counts zero."""
    both = pd.concat([ours, theirs], axis=1).fillna(0)
    return (both.iloc[:, 0] - both.iloc[:, 1]).abs().max()
