"""What answers take, by name, and the value that is taken where nobody gives one.

The preset question: an adult on foot on Tuesday at 14:00, thirty minutes, evidence of
medium confidence at least. Each is a row of the table `parameters`.
"""

import json
from dataclasses import dataclass

from geodata.decisions import comparing, patterns, service_types
from geodata.decisions.categories import CRISIS_KINDS
from geodata.decisions.thresholds import (
    LEAST_QUANTILES,
    REACH,
    REACH_CHOICES_MIN,
    Z_95,
    Z_998,
)


@dataclass(frozen=True)
class Parameter:
    """One parameter of answers; `preset` is JSON, so that lists and switches fit too."""

    parameter: str
    preset: str
    unit: str
    label: str


def _preset(
    name: str, preset: str | float | list[str] | list[int], unit: str, label: str
) -> Parameter:
    return Parameter(name, json.dumps(preset), unit, label)


def _switch(name: str, label: str) -> Parameter:
    return Parameter(name, json.dumps(obj=False), "switch", label)


DEFAULT_TYPES = [s.service_type for s in service_types.SERVICE_TYPES if s.is_default]

PARAMETERS = (
    _preset("at_hour", 38, "hour of the week", "0 = Monday 00:00, 38 = Tuesday 14:00"),
    _preset("types", DEFAULT_TYPES, "codes", "Service types of the health leg"),
    _preset(
        "safety_types",
        list(service_types.SAFETY_TYPES),
        "codes",
        "Service types of the safety leg",
    ),
    _preset(
        "ambulance_types",
        list(service_types.AMBULANCE_TYPES),
        "codes",
        "Service types of the ambulance leg",
    ),
    _preset("leg", "health", "code", "Leg of support: health, safety or ambulance"),
    _preset("age", "adults", "code", "adults or under_18s"),
    _preset("access", "walk_in", "code", "How the person arrives: an access_mode"),
    _preset("floor_rank", 2, "rank", "Confidence at least: 1 low, 2 medium, 3 high"),
    _switch("count_unknown_hours", "Hours not known count as open"),
    _switch("count_restricted", "Services for some people only count"),
    _preset("mode", "walk", "code", "walk, car or blue_light"),
    _preset("within_min", int(REACH.amount), "minutes", "Reach; thresholds.REACH"),
    _preset("kth", 2, "rank", "Which nearest service: 1 nearest, 2 second nearest"),
    _preset("weights", "slow", "code", "Decay: equal, slow, fast or gaussian"),
    _preset("supply", "sites", "code", "What a service supplies: sites or rooms"),
    _preset("area_code", "E01000001", "code", "A small area"),
    _preset("borough_code", "E09000001", "code", "A borough"),
    _preset("service_id", "AE001", "code", "A service of the register"),
    _preset("postcode", "SW1A 1AA", "postcode", "A postcode of London"),
    # The fixed tables of incidents count these kinds (geodata.disclosed).
    _preset("kinds", list(CRISIS_KINDS), "codes", "Kinds of incident counted"),
    _preset(
        "from_month", "0000-00", "yyyy-mm", "First whole month; 0000-00: the first"
    ),
    _preset("to_month", "9999-99", "yyyy-mm", "Last whole month; 9999-99: the last"),
    _preset("borough_codes", [], "codes", "Boroughs; none: all of them"),
    _preset("per_type", 2, "services", "Services listed per type"),
    _preset("list_count", 20, "rows", "Rows listed"),
    _preset("z", Z_95.amount, "standard deviations", "Interval; thresholds.Z_95"),
    _preset(
        "least_quantiles",
        int(LEAST_QUANTILES.amount),
        "groups",
        "Groups that a slope needs; thresholds.LEAST_QUANTILES",
    ),
    _preset("kind", "area", "code", "Kind of boundary"),
    _preset(
        "pattern_measure",
        "minutes_to_nearest",
        "code",
        "What is looked at for clusters",
    ),
    _preset(
        "permutations",
        int(patterns.PERMUTATIONS.amount),
        "random arrangements",
        "Permutations of a test; thresholds.PERMUTATIONS",
    ),
    _preset(
        "permutation_seed",
        int(patterns.PERMUTATION_SEED.amount),
        "seed",
        "Seed of the permutations; thresholds.PERMUTATION_SEED",
    ),
    _preset(
        "false_discovery_share",
        patterns.FALSE_DISCOVERY.amount,
        "share, 0 to 1",
        "False discoveries allowed; thresholds.FALSE_DISCOVERY",
    ),
    _preset(
        "need_tie_per_1000",
        patterns.NEED_TIE.amount,
        "calls a year per 1,000",
        "As near the median as this is at it; thresholds.NEED_TIE",
    ),
    _preset(
        "low_recorded_share",
        patterns.LOW_RECORDED.amount,
        "share, 0 to 1",
        "Recorded demand below this share is low; thresholds.LOW_RECORDED",
    ),
    _preset(
        "least_expected",
        patterns.LEAST_EXPECTED.amount,
        "recorded incidents",
        "Fewer expected say nothing; thresholds.LEAST_EXPECTED",
    ),
    _preset(
        "z_outer",
        Z_998.amount,
        "standard deviations",
        "Of the outer limits of a funnel; thresholds.Z_998",
    ),
    _preset(
        "winsorised_share",
        comparing.WINSORISED_SHARE.amount,
        "share of boroughs",
        "Drawn in at either end before the spread of boroughs is measured",
    ),
    _preset(
        "error_rate",
        comparing.RANK_ERROR_RATE.amount,
        "chance",
        "That one or more of all ranks lie outside their intervals",
    ),
    _preset(
        "peer_count",
        int(comparing.PEER_COUNT.amount),
        "boroughs",
        "Most alike boroughs that one is compared with",
    ),
    _preset("grouping", "icb", "code", "icb, icb_2026, trust, bcu or ambulance"),
    _preset(
        "reach_choices",
        list(REACH_CHOICES_MIN),
        "minutes",
        "Reaches that ranks are tried on; thresholds.REACH_CHOICES_MIN",
    ),
    _preset(
        "walking_error_share",
        comparing.WALKING_ERROR_SHARE.amount,
        "share of the minutes",
        "By which minutes on foot may be off",
    ),
    _preset(
        "published_measure",
        "LAS incidents attended, all causes",
        "words of the publisher",
        "A measure of published counts by borough",
    ),
    _preset("published_period", "2015/16", "words of the publisher", "Its period"),
)


def presets() -> dict[str, object]:
    """Preset value of every parameter, by its name."""
    return {p.parameter: json.loads(p.preset) for p in PARAMETERS}
