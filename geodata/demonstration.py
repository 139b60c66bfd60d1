"""A demonstration log of incidents, invented with a fixed seed.

No agency publishes incidents by place and hour, so that every feature for incidents can
be tried before real ones are loaded, this log is drawn from the modelled need. Its hours
of the day are invented and mean nothing. It is labelled wherever it is shown, and real
incidents replace it.
"""

import numpy as np
import pandas as pd

SEED = 20130512
INCIDENT_COUNT = 24_000
FIRST_DAY = "2025-02-01"
DAY_COUNT = 365
KINDS = {"ambulance_call": 0.7, "police_call": 0.22, "section_136": 0.08}
EVENING = {17, 18, 19, 20, 21, 22, 23, 0, 1}
EVENING_WEIGHT = 2.0
"""Evening hours weigh this much against 1 for the rest: invented."""


def incidents(need: pd.DataFrame) -> pd.DataFrame:
    """Invented incidents drawn from modelled need, one row each.

    Shape: incident_id, occurred_at (London civil time, no zone), incident_kind,
    area_code, basis 'demonstration'.
    """
    draw = np.random.default_rng(SEED)
    share = need["amount"].to_numpy(float)
    hours = np.array([EVENING_WEIGHT if h in EVENING else 1.0 for h in range(24)])
    frame = pd.DataFrame(
        {
            "area_code": draw.choice(
                need["area_code"].to_numpy(), INCIDENT_COUNT, p=share / share.sum()
            ),
            "incident_kind": draw.choice(
                list(KINDS), INCIDENT_COUNT, p=list(KINDS.values())
            ),
            "occurred_at": pd.Timestamp(FIRST_DAY)
            + pd.to_timedelta(draw.integers(0, DAY_COUNT, INCIDENT_COUNT), unit="D")
            + pd.to_timedelta(
                draw.choice(24, INCIDENT_COUNT, p=hours / hours.sum()), unit="h"
            ),
        }
    )
    frame = frame.sort_values(
        ["occurred_at", "area_code", "incident_kind"], ignore_index=True
    )
    frame.insert(0, "incident_id", range(1, len(frame) + 1))
    return frame.assign(basis="demonstration")
