"""The clock again with loops: every hour of the week worked out by itself."""

from tests import naive

WEEK = range(168)


def clock(city, asked):
    """Per hour, per area: nearest minutes, services in reach, cause."""
    return [naive.reach(city, asked | {"at_hour": hour}) for hour in WEEK]


def usable(city, asked):
    """Per hour: ids of the services that are open and suitable, wherever they are."""
    counted = [
        service
        for service in city["services"]
        if service["status"] in {"open", "open_unverified"}
        and service["service_type"] in asked["types"]
    ]
    return [
        {
            service["service_id"]
            for service in counted
            if naive.barrier(city, service, asked | {"at_hour": hour}) == "in_reach"
        }
        for hour in WEEK
    ]


def totals(areas, hour):
    """Residents, out, need, need out, mean minutes and unreachable of these areas."""
    out = [area for area in areas if not hour[area["area_code"]][1]]
    reached = [area for area in areas if hour[area["area_code"]][0] is not None]
    residents = sum(area["residents"] for area in areas)
    weight = sum(area["residents"] for area in reached)
    minutes = sum(area["residents"] * hour[area["area_code"]][0] for area in reached)
    out_residents = sum(area["residents"] for area in out)
    return {
        "residents": residents,
        "out_residents": out_residents,
        "out_share": out_residents / residents if residents else None,
        "need": sum(area["need"] for area in areas),
        "out_need": sum(area["need"] for area in out),
        "mean_min": minutes / weight if weight else None,
        "unreachable_residents": residents - weight,
    }


def week_of_area(hours, code):
    """Hours without, longest spell, where it begins, worst hour and its minutes."""
    without = [hour[code][1] == 0 for hour in hours]
    longest, begins = 0, None
    for start in WEEK:
        length = 0
        while length < len(without) and without[(start + length) % 168]:
            length += 1
        if length > longest:
            longest, begins = length, start
    worst = 0
    for hour in WEEK:
        minutes, before = hours[hour][code][0], hours[worst][code][0]
        if without[hour] != without[worst]:
            is_worse = without[hour]
        elif before is None:
            is_worse = False
        else:
            is_worse = minutes is None or minutes > before
        if is_worse:
            worst = hour
    return sum(without), longest, begins, worst, hours[worst][code][0]


def extremes(out):
    """Worst hour, people out then and hours as bad; the same of the best hour."""
    worst, best = max(out), min(out)
    return (
        *(out.index(worst), worst, out.count(worst)),
        *(out.index(best), best, out.count(best)),
    )


def steps(city, asked, areas=None):
    """By hour of change: what opens and closes, out before and after, losing, gaining.

    Of all services, or of those in reach of any of `areas`, and of their residents.
    """
    hours, sets, found = clock(city, asked), usable(city, asked), {}
    if areas is not None:
        codes = {area["area_code"] for area in areas}
        near = {
            service["service_id"]
            for service in city["services"]
            if reached_by(city, asked, service) & codes
        }
        sets = [usable_then & near for usable_then in sets]
    for hour in WEEK:
        before = (hour - 1) % 168
        if sets[hour] == sets[before]:
            continue
        amounts = [0, 0, 0, 0]
        for area in city["areas"] if areas is None else areas:
            had = hours[before][area["area_code"]][1] > 0
            has = hours[hour][area["area_code"]][1] > 0
            facts = (not had, not has, had and not has, has and not had)
            for place, fact in enumerate(facts):
                amounts[place] += area["residents"] * fact
        opening = "; ".join(sorted(sets[hour] - sets[before]))
        closing = "; ".join(sorted(sets[before] - sets[hour]))
        found[hour] = (opening, closing, *amounts)
    return found


def kinds_of_week(city, asked):
    """By kind of week and cause: services, and of those the ones without a place."""
    sets, found = usable(city, asked), {}
    for service in city["services"]:
        if (
            service["status"] not in {"open", "open_unverified"}
            or service["service_type"] not in asked["types"]
        ):
            continue
        hours = sum(service["service_id"] in usable_then for usable_then in sets)
        kind = {0: "never", 168: "always"}.get(hours, "changing")
        cause = "in_reach"
        if kind == "never":
            cause = naive.barrier(city, service, asked | {"at_hour": 0})
        is_placed = service["is_placed"] or service["location_basis"] == "mobile"
        count, unplaced = found.get((kind, cause), (0, 0))
        found[kind, cause] = (count + 1, unplaced + (not is_placed))
    return found


def reached_by(city, asked, service):
    """Codes of the areas to which a service is in reach whenever it is usable."""
    sid, codes = service["service_id"], set()
    for area in city["areas"]:
        if service["is_placed"]:
            minutes = city["minutes"][asked["mode"], sid, area["area_code"]]
            is_reached = minutes <= asked["within_min"]
        else:
            is_reached = service["location_basis"] == "mobile" and area[
                "borough_code"
            ] in city["possible"].get(sid, set())
        if is_reached:
            codes.add(area["area_code"])
    return codes


def closings(city, asked, borough=None):
    """By hour and service that closes: residents served, left with none, by it alone."""
    sets, found = usable(city, asked), {}
    reached = {s["service_id"]: reached_by(city, asked, s) for s in city["services"]}
    areas = [a for a in city["areas"] if borough in {None, a["borough_code"]}]
    for hour in WEEK:
        earlier = sets[(hour - 1) % 168]
        for closing in earlier - sets[hour]:
            served = decisive = alone = 0
            for area in areas:
                code, persons = area["area_code"], area["residents"]
                if code not in reached[closing]:
                    continue
                served += persons
                left = {sid for sid in sets[hour] if code in reached[sid]}
                had = {sid for sid in earlier if code in reached[sid]}
                decisive += 0 if left else persons
                alone += persons if had == {closing} and not left else 0
            if borough is None or any(
                a["area_code"] in reached[closing] for a in areas
            ):
                found[hour, closing] = (served, decisive, alone)
    return found
