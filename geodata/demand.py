"""Modelled need: a published total for London, spread over small areas.

In the full edition an area's share is its residents times exp(NEED_GRADIENT × the
mental-health indicator of the Indices of Deprivation); in the starter edition, which has
no such indicator, its residents times its borough's prevalence of severe mental illness
(2018/19), so that within a borough need follows residents alone.
Limit of method: people in crisis are not only residents, and a total is not a count.
"""

import numpy as np
import pandas as pd

from geodata.decisions.thresholds import NEED_GRADIENT

MEASURE = "mental_health_calls"
PERIOD = "2025-02/2026-01"
LONDON_CODE = "E12000007"
TOTAL_MEASURE = "LAS mental-health related calls attended"


def modelled(
    areas: pd.DataFrame, boroughs: pd.DataFrame, figures: pd.DataFrame
) -> pd.DataFrame:
    """Calls a year that each area would make if need followed prevalence.

    Shape: one row per area: area_code, measure, period, amount, basis 'modelled'.
    """
    chosen = figures[
        (figures["measure"] == TOTAL_MEASURE) & (figures["area_code"] == LONDON_CODE)
    ]
    total = float(chosen["amount"].iloc[0])
    weight = areas["residents"] * _per_resident(areas, boroughs)
    return pd.DataFrame(
        {
            "area_code": areas["area_code"],
            "measure": MEASURE,
            "period": PERIOD,
            "amount": (total * weight / weight.sum()).round(4),
            "basis": "modelled",
        }
    )


def _per_resident(areas: pd.DataFrame, boroughs: pd.DataFrame) -> pd.Series:
    indicator = areas["mental_health_indicator"]
    if indicator.isna().all():
        prevalence = boroughs.set_index("borough_code")["smi_prevalence_percent"]
        return areas["borough_code"].map(prevalence)
    # An area whose indicator is suppressed takes its borough's mean, else London's.
    by_borough = indicator.groupby(areas["borough_code"]).transform("mean")
    filled = indicator.fillna(by_borough).fillna(indicator.mean())
    return pd.Series(np.exp(NEED_GRADIENT.amount * filled), index=areas.index)
