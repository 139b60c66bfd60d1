"""Services as marks of the map: what never changes, and how each stands at an hour."""

from collections.abc import Sequence

import pandas as pd

from dashboard import theme
from geodata.decisions import categories

NOT_DRAWN = "-"


def rows(services: pd.DataFrame) -> list[list[object]]:
    """Placed services as the browser keeps them, in the order of `services`.

    Each row: lat, lon, shape, colour, hollow (low confidence), name, and the words
    before and after how it stands at an hour.
    """
    labels = categories.labels("confidence")
    return [
        [
            round(row["lat"], 5),
            round(row["lon"], 5),
            *theme.MARKS.get(row["service_type"], ("circle", "#425563")),
            int(row["confidence"] == "low"),
            row["service_name"],
            [
                f"{row['type_label']}.",
                f"Confidence {labels[row['confidence']].lower()}, {row['source_date']}."
                + (
                    " Place approximate." if row["location_basis"] != "postcode" else ""
                ),
            ],
        ]
        for row in services.to_dict("records")
    ]


def barriers() -> list[tuple[str, str]]:
    """What may stand between a service and a person, with words, in a fixed order."""
    labels = categories.labels("cause") | {"in_reach": "Open and suitable"}
    return list(labels.items())


def states(services: pd.DataFrame, order: Sequence[str]) -> str:
    """A sign for each service id of `order`: the place of its barrier, or not drawn."""
    codes = [code for code, _ in barriers()]
    known = {
        service: str(codes.index(barrier))
        for service, barrier in zip(
            services["service_id"], services["barrier"], strict=True
        )
    }
    return "".join([known.get(service, NOT_DRAWN) for service in order])
