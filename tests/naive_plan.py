"""Before and after again with loops: two cities, every hour worked out by itself."""

from tests import naive_time

LEGS = {"health": "types", "safety": "safety_types", "ambulance": "ambulance_types"}
WEEK = range(168)


def weeks(city, asked):
    """Per leg, per hour, per area: nearest minutes, services in reach, cause."""
    found = {}
    for leg, types in LEGS.items():
        question = asked | {"types": asked[types]}
        if leg != "health":
            question |= {"access": "police_ambulance", "mode": "blue_light"}
        found[leg] = naive_time.clock(city, question)
    return found


def is_longer(after, before):
    """Whether a journey is longer than another; one that ends nowhere is longest."""
    return before is not None and (after is None or after > before)


def sums(areas, before, after, needs_after):
    """What plan_by_group says of these areas at one hour of one leg."""
    told = dict.fromkeys(
        (
            *("residents", "out_residents_before", "out_residents_after"),
            *("gained_residents", "lost_residents", "need_before", "need_after"),
            *("out_need_before", "out_need_after", "gained_need", "lost_need"),
            *("longer_residents", "shorter_residents"),
        ),
        0,
    )
    for area in areas:
        code, persons = area["area_code"], area["residents"]
        need, need_after = area["need"], needs_after[code]
        (old, had, _), (new, has, _) = before[code], after[code]
        told["residents"] += persons
        told["need_before"] += need
        told["need_after"] += need_after
        told["out_residents_before"] += persons * (not had)
        told["out_residents_after"] += persons * (not has)
        told["out_need_before"] += need * (not had)
        told["out_need_after"] += need_after * (not has)
        told["gained_residents"] += persons * bool(has and not had)
        told["lost_residents"] += persons * bool(had and not has)
        told["gained_need"] += need_after * bool(has and not had)
        told["lost_need"] += need_after * bool(had and not has)
        told["longer_residents"] += persons * is_longer(new, old)
        told["shorter_residents"] += persons * is_longer(old, new)
    told["mean_before_min"] = _mean(areas, before)
    told["mean_after_min"] = _mean(areas, after)
    return told


def _mean(areas, hour):
    timed = [area for area in areas if hour[area["area_code"]][0] is not None]
    weight = sum(area["residents"] for area in timed)
    minutes = sum(area["residents"] * hour[area["area_code"]][0] for area in timed)
    return minutes / weight if weight else None


def over_week(areas, before, after):
    """Per area of one leg: hours gained, lost, longer and shorter; minutes added."""
    found = {}
    for area in areas:
        code = area["area_code"]
        gained = lost = longer = shorter = added = timed = 0
        for hour in WEEK:
            (old, had, _), (new, has, _) = before[hour][code], after[hour][code]
            gained += bool(has and not had)
            lost += bool(had and not has)
            longer += is_longer(new, old)
            shorter += is_longer(old, new)
            if old is not None and new is not None and new > old:
                added += new - old
                timed += 1
        found[code] = (gained, lost, longer, shorter, added, timed)
    return found
