"""The answers again with loops and dictionaries, from the frames of a city alone."""

ORDER = [
    "in_reach",
    "closed_at_this_hour",
    "hours_not_known",
    "location_unknown",
    "confidence_below_floor",
    "restricted",
    "access_not_taken",
    "age_not_taken",
    "none_in_reach",
]
RANKS = {"low": 1, "medium": 2, "high": 3}


def barrier(city, service, asked):
    """What stands between a service and the person asked for."""
    sid = service["service_id"]
    if asked["age"] not in city["ages"][sid]:
        return "age_not_taken"
    if asked["access"] not in city["ways"][sid]:
        return "access_not_taken"
    if service["restriction"] and not asked["count_restricted"]:
        return "restricted"
    if RANKS[service["confidence"]] < asked["floor_rank"]:
        return "confidence_below_floor"
    if sid in city["hours"]:
        return (
            "in_reach"
            if asked["at_hour"] in city["hours"][sid]
            else ("closed_at_this_hour")
        )
    return "in_reach" if asked["count_unknown_hours"] else "hours_not_known"


def nearest_of_borough(city, asked):
    """Per type and service: residents whose nearest it is, and their mean minutes."""
    told = {}
    for kind in asked["types"]:
        running = [
            service
            for service in city["services"]
            if service["service_type"] == kind
            and service["status"] in {"open", "open_unverified"}
            and service["is_placed"]
        ]
        for area in city["areas"]:
            if area["borough_code"] != asked["borough_code"] or not running:
                continue
            minutes, sid = min(
                (
                    city["minutes"][asked["mode"], s["service_id"], area["area_code"]],
                    s["service_id"],
                )
                for s in running
            )
            people, weighed = told.get((kind, sid), (0, 0))
            told[kind, sid] = (
                people + area["residents"],
                weighed + area["residents"] * minutes,
            )
    return told


def reach(city, asked):
    """Per area: nearest minutes, services in reach, cause."""
    answers = {}
    for area in city["areas"]:
        nearest, count, causes = None, 0, []
        for service in city["services"]:
            if service["status"] not in {"open", "open_unverified"}:
                continue
            if service["service_type"] not in asked["types"]:
                continue
            found = barrier(city, service, asked)
            sid = service["service_id"]
            if service["is_placed"]:
                minutes = city["minutes"][asked["mode"], sid, area["area_code"]]
                within = minutes <= asked["within_min"]
                if found == "in_reach" and (nearest is None or minutes < nearest):
                    nearest = minutes
            elif area["borough_code"] in city["possible"].get(sid, set()):
                within = True
                if service["location_basis"] != "mobile":
                    if found not in {"in_reach", "hours_not_known"}:
                        continue
                    found = "location_unknown"
            else:
                continue
            if within:
                causes.append(found)
                count += found == "in_reach"
        cause = min(causes, key=ORDER.index) if causes else "none_in_reach"
        answers[area["area_code"]] = (nearest, count, cause)
    return answers
