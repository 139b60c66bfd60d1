"""How fast cars and people move on which road, and when a road network is believed.

Speeds are free-flow planning speeds: no congestion, no waiting at lights. A posted
limit, where the file has one, replaces the speed of the class.
"""

from dataclasses import dataclass

from geodata.decisions.thresholds import Threshold

KM_PER_MILE = 1.609344


@dataclass(frozen=True)
class RoadClass:
    """What a class of road is for; `car_mph` is None where cars may not go."""

    road_class: str
    car_mph: float | None
    is_walkable: bool
    reason: str


_LIMIT = "National speed limit of the class; cars flow at about the limit."
_A_ROAD = "Most common posted limit of the class in north London, OpenStreetMap, 2026."
_BOROUGH = "20 mph is the limit that most London boroughs set for their streets."
_DRIVE = "Drives, yards and car parks are driven at about twice a fast walk."
_SLIP = "Slip roads are slower than the roads they join: bends and merging."
_FOOT = "For people on foot."

OSM_CLASSES = (
    RoadClass("motorway", 70, is_walkable=False, reason=_LIMIT),
    RoadClass("motorway_link", 50, is_walkable=False, reason=_SLIP),
    RoadClass("trunk", 40, is_walkable=True, reason=_A_ROAD),
    RoadClass("trunk_link", 30, is_walkable=True, reason=_SLIP),
    RoadClass("primary", 30, is_walkable=True, reason=_A_ROAD),
    RoadClass("primary_link", 30, is_walkable=True, reason=_A_ROAD),
    RoadClass("secondary", 30, is_walkable=True, reason=_LIMIT),
    RoadClass("secondary_link", 30, is_walkable=True, reason=_LIMIT),
    RoadClass("tertiary", 20, is_walkable=True, reason=_BOROUGH),
    RoadClass("tertiary_link", 20, is_walkable=True, reason=_BOROUGH),
    RoadClass("unclassified", 20, is_walkable=True, reason=_BOROUGH),
    RoadClass("residential", 20, is_walkable=True, reason=_BOROUGH),
    RoadClass("road", 20, is_walkable=True, reason="Class not known: as a street."),
    RoadClass("living_street", 10, is_walkable=True, reason=_DRIVE),
    RoadClass("service", 10, is_walkable=True, reason=_DRIVE),
    RoadClass("footway", None, is_walkable=True, reason=_FOOT),
    RoadClass("path", None, is_walkable=True, reason=_FOOT),
    RoadClass("pedestrian", None, is_walkable=True, reason=_FOOT),
    RoadClass("steps", None, is_walkable=True, reason=_FOOT),
    RoadClass("corridor", None, is_walkable=True, reason=_FOOT),
    RoadClass("track", None, is_walkable=True, reason="Not for cars in a town."),
    RoadClass("bridleway", None, is_walkable=True, reason="Open to walkers by law."),
    RoadClass("cycleway", None, is_walkable=True, reason="Open to walkers in Britain."),
)
"""Values of OpenStreetMap's `highway`; any other (proposed, construction) is no road."""

OPEN_ROADS_CLASSES = (
    RoadClass("Motorway", 70, is_walkable=False, reason=_LIMIT),
    RoadClass("A Road", 30, is_walkable=True, reason=_A_ROAD),
    RoadClass("B Road", 30, is_walkable=True, reason=_LIMIT),
    RoadClass("Minor Road", 20, is_walkable=True, reason=_BOROUGH),
    RoadClass("Local Road", 20, is_walkable=True, reason=_BOROUGH),
    RoadClass("Local Access Road", 10, is_walkable=True, reason=_DRIVE),
    RoadClass("Secondary Access Road", 10, is_walkable=True, reason=_DRIVE),
    RoadClass(
        "Restricted Local Access Road",
        None,
        is_walkable=True,
        reason="Who may drive there is restricted; most may be walked.",
    ),
)
"""Values of `road_function` in OS Open Roads; another one stops the reader."""

DUAL_CARRIAGEWAY_MPH = 40
"""A Roads of OS Open Roads with two carriageways: as trunk roads of OpenStreetMap."""

CLOSED_FORMS = ("Guided Busway",)
"""Forms of way in OS Open Roads that neither cars nor people may use."""

SLOWEST_LIMIT_MPH, FASTEST_LIMIT_MPH = 3, 70
"""A posted limit outside this is a slip of the pen: 70 mph is Britain's highest."""

REFUSED_ACCESS = (
    *("no", "private", "permit", "residents", "military", "emergency", "delivery"),
    *("agricultural", "forestry", "use_sidepath", "bus", "psv"),
)
"""Values of OpenStreetMap's access keys that keep the public out. `destination`,
`customers` and `permissive` let in who has a reason to go there, as patients have."""

ROAD_SNAP = Threshold(
    "road_snap_m",
    500,
    "metres, straight line",
    "Place joined to a road",
    "Up to six minutes' walk. Where the nearest usable junction is farther, the road "
    "that serves the place is not in the file, and its minutes are not used.",
)
ROAD_OUTLINE_CELL = Threshold(
    "road_outline_cell_m",
    250,
    "metres",
    "Grain of a road file's outline",
    "What a road file covers is drawn from squares of this side that hold a road, less "
    "one square at the edge, so that the outline never claims ground beyond the file.",
)
ROAD_OUTLINE_GAP = Threshold(
    "road_outline_gap_m",
    1000,
    "metres",
    "Gap without roads that a road file still covers",
    "Half the width of the widest parks and reservoirs at the edge of London. Wider "
    "gaps count as not covered, unless roads lie all round them.",
)
DOOR_MINUTES = Threshold(
    "door_min",
    6,
    "minutes",
    "Minutes at the door",
    "The routed matrix has some 6 minutes at the door: its shortest journey is 5.8 "
    "minutes, and journeys below 1 km take 8. Free-flow minutes have none.",
)
ROAD_THRESHOLDS = (ROAD_SNAP, ROAD_OUTLINE_CELL, ROAD_OUTLINE_GAP, DOOR_MINUTES)
