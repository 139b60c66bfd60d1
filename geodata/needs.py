"""What an edition took for each of its needs, what it did without, what that costs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """One need of an edition: which publications meet it, the best first.

    `otherwise` is taken where none is there, and `cost` says what that loses.
    """

    need: str
    source_codes: tuple[str, ...]
    otherwise: str
    cost: str


NEEDS = (
    Need(
        "small areas",
        ("lsoa_2021_boundaries",),
        "areas of 2011 from an installed package",
        "Areas are ten years older; Census residents and deprivation cannot be joined.",
    ),
    Need(
        "residents",
        ("census_2021_residents",),
        "borough totals spread over areas",
        "Residents of an area are off by 256 of 1,826 on average.",
    ),
    Need(
        "ages",
        ("population_mid_2020",),
        "everybody, whatever their age",
        "Adults and under-18s are not counted apart: all residents are counted.",
    ),
    Need(
        "need",
        ("deprivation_2025_indicators",),
        "prevalence of severe mental illness by borough",
        "Within a borough, modelled need follows residents alone.",
    ),
    Need(
        "deprivation",
        ("deprivation_2025",),
        "none",
        "No figure can be split by deprivation.",
    ),
    Need(
        "places people know",
        ("msoa_names",),
        "the numbers of areas",
        "Areas are named by number only ('Camden 028B').",
    ),
    Need(
        "wards",
        ("ward_2025_boundaries", "lsoa_2021_to_ward"),
        "none",
        "No ward is named.",
    ),
    Need(
        "middle layer areas",
        ("msoa_2021_boundaries",),
        "none",
        "No boundaries of middle layer areas.",
    ),
    Need(
        "integrated care boards of areas",
        ("lsoa_2021_to_icb",),
        "the borough's board",
        "Sub-ICB locations are the borough's board.",
    ),
    Need(
        "what became of areas of 2011",
        ("lsoa_2011_to_2021",),
        "the area of 2011 in which an area's point lies",
        "Routed minutes and ages of split and merged areas rest on one point.",
    ),
    Need(
        "roads",
        ("roads_osm", "roads_open"),
        "a curve calibrated against routed minutes",
        "Car minutes are calibrated (error on the Data page), walking is a straight line: "
        "no file of roads is there, or none that covers a service.",
    ),
    Need(
        "recorded incidents",
        ("fire_brigade_incidents",),
        "invented incidents (demonstration)",
        "Every figure of incidents is invented.",
    ),
    Need(
        "NHS sites and GP practices",
        ("gp_practices",),
        "none",
        "No sites beside the register of services: fewer candidates for siting.",
    ),
)


def rows(met: set[str]) -> list[dict[str, str]]:
    """One row per need: need, source_code (blank if none met it), otherwise, cost."""
    return [
        {
            "need": need.need,
            "source_code": next((c for c in need.source_codes if c in met), ""),
            "otherwise": need.otherwise,
            "cost": need.cost,
        }
        for need in NEEDS
    ]
