"""Modelled need: a published total for London, spread over small areas.

An area's share is its residents times its borough's prevalence of severe mental
illness. Limits of method: within a borough need follows residents alone; prevalence is
that of registered patients in 2018/19; people in crisis are not only residents.
"""

import pandas as pd

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
    prevalence = boroughs.set_index("borough_code")["smi_prevalence_percent"]
    weight = areas["residents"] * areas["borough_code"].map(prevalence)
    return pd.DataFrame(
        {
            "area_code": areas["area_code"],
            "measure": MEASURE,
            "period": PERIOD,
            "amount": (total * weight / weight.sum()).round(4),
            "basis": "modelled",
        }
    )
