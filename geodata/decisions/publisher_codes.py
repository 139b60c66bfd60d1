"""Codes of publishers, and what each is to us; one never decided about stops a build."""

AREA_CHANGES = {"U": "unchanged", "S": "split", "M": "merged", "X": "irregular"}
"""What became of a small area of 2011 in 2021 (ONS codes)."""

ORGANISATION_STATUSES = {"A": True, "P": False, "C": False, "D": False}
"""NHS organisation data: active; proposed, closed and dormant are not open."""

PRESCRIBING_SETTINGS = {
    "0": "other_prescriber",
    "1": "walk_in_centre",
    "2": "out_of_hours_practice",
    "3": "walk_in_centre",
    "4": "gp_practice",
    **{str(code): "other_prescriber" for code in range(8, 26)},
}
"""NHS organisation data, prescribing settings: only 4 is a surgery."""

MHA_BREAKDOWNS = (
    "All submissions",
    "ICB",
    "Independent Health Provider",
    "NHS Trust",
    "Sub ICB",
)
MHA_TYPING_ERRORS = ("h",)
"""Seen once in the tables of 2023/24, where 'All submissions' belongs."""
