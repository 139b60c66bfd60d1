"""Codes with their words: what each means, in which order, and what it counts for.

A code is unique over all schemes, so a foreign key to `categories` names it alone.
`category_rank` orders a scheme: confidence upwards, causes from the easiest to mend to
the hardest.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Category:
    """One code of one scheme; a row of the table `categories`."""

    scheme: str
    category_code: str
    label: str
    category_rank: int
    note: str = ""


def _scheme(name: str, *rows: tuple[str, str, str]) -> tuple[Category, ...]:
    return tuple(
        Category(name, code, label, rank, note)
        for rank, (code, label, note) in enumerate(rows, start=1)
    )


CONFIDENCE = _scheme(
    "confidence",
    ("low", "Low", "Name or borough only, or a register long out of date."),
    ("medium", "Medium", "Place sourced; status older or inferred."),
    ("high", "High", "Service and place in a source of about the last three years."),
)
STATUSES = _scheme(
    "status",
    ("open", "Open", "The source says that it runs."),
    ("open_unverified", "Open, not verified", "An older source says that it runs."),
    ("planned", "Planned", "Opening not verified; never counted."),
    ("closed", "Closed", "Closed or superseded; never counted."),
)
ACCESS_MODES = _scheme(
    "access_mode",
    ("walk_in", "Walks in", "People may come by themselves."),
    ("referral", "Is referred", "By a crisis line, a professional or a booking."),
    ("from_ae", "Comes through A&E", "The way in is an emergency department."),
    (
        "police_ambulance",
        "Is brought by police or ambulance",
        "Section 136 or conveyance by ambulance.",
    ),
)
AGE_GROUPS = _scheme(
    "age_group",
    ("adults", "Adult", "18 and over."),
    ("under_18s", "Under 18", "Children and young people under 18."),
)
TRAVEL_MODES = _scheme(
    "travel_mode",
    ("walk", "On foot", "1.3 × straight line at 4.8 km/h."),
    ("car", "By car", "Routed minutes or a curve calibrated against them."),
    ("blue_light", "Blue light", "0.67 × car minutes."),
)
BASES = _scheme(
    "basis",
    ("routed", "Routed", "Road minutes published for this hospital."),
    ("network", "Network", "The quickest way over a file of roads."),
    ("calibrated", "Calibrated", "A curve of the straight line, fitted to routes."),
    ("straight_line", "Straight line", "A straight line with a detour factor."),
    ("recorded", "Recorded", "Counted by an agency."),
    ("published", "Published", "A publisher's total."),
    ("estimated", "Estimated", "A published total spread over small areas."),
    ("modelled", "Modelled", "A published total spread by a measure of need."),
    ("demonstration", "Demonstration", "Invented by this program with a fixed seed."),
)
LOCATION_BASES = _scheme(
    "location_basis",
    ("postcode", "By its postcode", "The postcode's National Grid point."),
    ("near_postcode", "Near a postcode", "The postcode of the site next door."),
    ("mobile", "Mobile", "A car: it covers boroughs, and has no published base."),
    ("no_location", "Location unknown", "Listed, never drawn."),
    # Of incidents; services are placed by the four above.
    ("coordinates", "By its coordinates", "Easting and northing of the agency."),
    (
        "rounded_coordinates",
        "By rounded coordinates",
        "Easting and northing, rounded by the agency.",
    ),
    ("degrees", "By longitude and latitude", "Turned into the National Grid."),
    ("borough", "By its borough", "No point; counted for the borough alone."),
)
CAUSES = _scheme(
    "cause",
    ("in_reach", "Support in reach", "Open, suitable and within reach."),
    (
        "closed_at_this_hour",
        "Closed at this hour",
        "A suitable service is in reach, but it is closed.",
    ),
    (
        "hours_not_known",
        "Hours not known",
        "A suitable service is in reach; whether it is open is not known.",
    ),
    (
        "location_unknown",
        "Location unknown",
        "A suitable service is in the borough, but no one published where.",
    ),
    (
        "confidence_below_floor",
        "Evidence too weak",
        "A suitable service is in reach, below the confidence asked for.",
    ),
    (
        "restricted",
        "Takes some people only",
        "The service in reach takes women only, or the patients of some practices.",
    ),
    (
        "access_not_taken",
        "Way of arriving not taken, or not known",
        "The service in reach takes people in another way, or it is not known how.",
    ),
    (
        "age_not_taken",
        "Age not taken, or not known",
        "The service in reach takes another age, or it is not known which.",
    ),
    ("none_in_reach", "None in reach", "No service of these types within reach."),
)
SITE_KINDS = _scheme(
    "site_kind",
    ("hospital", "Hospital", "NHS.uk list of March 2022; NHS and independent."),
    ("mental_health_site", "Mental health hospital (NHS.uk)", "As NHS.uk marks it."),
    ("urgent_care_site", "Urgent or emergency care site", "NHS organisation data."),
    ("trust_site", "Site of an NHS trust", "Any premises of a trust."),
    ("trust_headquarters", "Headquarters of an NHS trust", "Its registered address."),
    ("gp_practice", "GP practice", "Prescribing setting 4."),
    ("walk_in_centre", "Walk-in centre", "Prescribing setting 1 or 3."),
    ("out_of_hours_practice", "Out-of-hours practice", "Prescribing setting 2."),
    ("other_prescriber", "Other prescriber", "Hospices, prisons, clinics and others."),
    ("ambulance_station_2014", "Ambulance station, 2014 list", "Historical."),
    ("ambulance_premises", "Ambulance service premises, 2014 list", "Offices, units."),
    ("fire_station", "Fire station", "London Fire Brigade."),
    ("fire_premises", "Fire brigade premises", "Offices, stores, former stations."),
)
SITE_BASES = _scheme(
    "site_basis",
    ("published_point", "Published point", "Coordinates as published."),
    ("postcode_point", "Postcode point", "The point of its postcode."),
)
STATES = _scheme(
    "state",
    ("known", "Known", "A number is published."),
    ("suppressed", "Suppressed", "Withheld so that no person can be singled out."),
    ("missing", "Missing", "The publisher has no number."),
)
INCIDENT_KINDS = _scheme(
    "incident_kind",
    ("suicide_attempt", "Suicide or attempt", "Attended by the fire brigade."),
    ("section_136", "Section 136", "Police take a person to a place of safety."),
    ("ambulance_call", "Mental-health call to the ambulance", "By its own coding."),
    ("police_call", "Mental-health call to the police", "Flagged by the police."),
    ("welfare_check", "Welfare check", "Concern for a person's safety."),
    ("missing_person", "Missing person", "Reported to the police."),
    ("mental_health_attendance", "Mental-health attendance", "At an A&E or trust."),
    (
        "assisting_agencies",
        "Fire brigade assisting",
        "Helps police or ambulance, or opens a door for them.",
    ),
    ("medical_help", "Medical help", "By the fire brigade; not mental health as such."),
    ("fire", "Fire", "No crisis of a person as such."),
    ("false_alarm", "False alarm", "Nothing had happened."),
    ("other_special_service", "Other special service", "Lifts, floods, traffic."),
    ("police_stop", "Stop and search", "Police activity, not a call for help."),
)
CRISIS_KINDS = (
    "suicide_attempt",
    "section_136",
    "ambulance_call",
    "police_call",
    "welfare_check",
    "missing_person",
    "mental_health_attendance",
)
"""Kinds that count as a crisis: a person at risk, seen as such by the agency that came.

Fires, false alarms, lifts and stops are not. Assisting agencies and medical help are
not either: most are shut doors and hearts, and counting them would drown the few that
are; they are kept, so that whoever knows better can look. A missing person and a welfare
check count: the national agreement of 2023 on police and mental health is about both.
"""
CATEGORIES = (
    *CONFIDENCE,
    *STATUSES,
    *ACCESS_MODES,
    *AGE_GROUPS,
    *TRAVEL_MODES,
    *BASES,
    *LOCATION_BASES,
    *CAUSES,
    *SITE_KINDS,
    *SITE_BASES,
    *STATES,
    *INCIDENT_KINDS,
)


def labels(scheme: str) -> dict[str, str]:
    """Words of one scheme by code, in their order."""
    return {c.category_code: c.label for c in CATEGORIES if c.scheme == scheme}
