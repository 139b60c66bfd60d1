"""Answers of the family `patterns` again with loops, from the rows of a city alone."""

import math

from tests import naive

WEEK = range(168)


def measured(city, measure, asked):
    """Per area: amount and state."""
    found = {}
    reach = naive.reach(city, asked)
    if measure == "hours_without_support":
        hours = [naive.reach(city, asked | {"at_hour": hour}) for hour in WEEK]
    for area in city["areas"]:
        code, people = area["area_code"], area["residents"]
        if measure == "minutes_to_nearest":
            nearest = reach[code][0]
            found[code] = (nearest, "unreachable" if nearest is None else "known")
        elif measure == "hours_without_support":
            found[code] = (sum(not hour[code][1] for hour in hours), "known")
        elif measure == "need_per_1000":
            found[code] = rate(area["need"], people)
        else:
            count = city["recorded"].get(code, "missing")
            if count in {"missing", "suppressed"}:
                found[code] = (None, count)
            else:
                found[code] = rate(count, people)
    return found


def rate(count, people):
    """Per 1,000 residents, if there are any."""
    return (1000 * count / people, "known") if people else (None, "no_residents")


def known_neighbours(city, amounts):
    """Per known area: its known neighbours, in order."""
    return {
        code: [
            other for one, other in city["touching"] if one == code and other in amounts
        ]
        for code in amounts
    }


def gi_star(amounts, near):
    """The formula of Ord and Getis 1995 for weights of any size, here 1."""
    n = len(amounts)
    mean = sum(amounts.values()) / n
    spread = math.sqrt(sum(a * a for a in amounts.values()) / n - mean * mean)
    found = {}
    for code in amounts:
        weights = dict.fromkeys([code, *near[code]], 1.0)
        total = sum(weights.values())
        squares = sum(w * w for w in weights.values())
        below = spread * math.sqrt((n * squares - total**2) / (n - 1))
        above = sum(w * amounts[c] for c, w in weights.items()) - mean * total
        found[code] = above / below if near[code] and below else None
    return found


def local_moran(amounts, near):
    """Anselin 1995 with the mean of the neighbours, scaled by n - 1 as esda does."""
    n = len(amounts)
    mean = sum(amounts.values()) / n
    centred = {code: amount - mean for code, amount in amounts.items()}
    squares = sum(c * c for c in centred.values())
    found = {}
    for code, others in near.items():
        if not others:
            found[code] = None
            continue
        lag = sum(centred[other] for other in others) / len(others)
        found[code] = (n - 1) * centred[code] * lag / squares
    return found


def moran(amounts, near):
    """Moran's I of all, over the areas that have neighbours."""
    local = local_moran(amounts, near)
    n, joined = len(amounts), sum(bool(others) for others in near.values())
    return n / joined / (n - 1) * sum(i for i in local.values() if i is not None)


def benjamini_hochberg(chances):
    """Adjusted chances, one at a time: the least of p × m / rank at or above its own."""
    adjusted = []
    for p in chances:
        candidates = [
            q * len(chances) / sum(other <= q for other in chances)
            for q in chances
            if q >= p
        ]
        adjusted.append(min([*candidates, 1]))
    return adjusted


def median_need(city):
    """The rate at which half of the residents live in areas of as much or less."""
    ranked = sorted(
        (1000 * a["need"] / a["residents"], a["residents"])
        for a in city["areas"]
        if a["residents"]
    )
    everybody, so_far = sum(people for _, people in ranked), 0
    for found, people in ranked:
        so_far += people
        if 2 * so_far >= everybody:
            return found
    return None


def quadrants(city, asked):
    """Per area: high or lower need, support in reach or not."""
    median, reach, found = median_need(city), naive.reach(city, asked), {}
    for area in city["areas"]:
        code, people = area["area_code"], area["residents"]
        if not people:
            found[code] = "no_residents"
            continue
        is_high = 1000 * area["need"] / people - median > asked["need_tie_per_1000"]
        found[code] = ("high" if is_high else "lower") + (
            "_need_in_reach" if reach[code][1] else "_need_poor_access"
        )
    return found


def verdicts(city, asked):
    """Per area: is less recorded than its need would lead one to expect?"""
    needs = {}
    for area in city["areas"]:
        borough = area["borough_code"]
        needs[borough] = needs.get(borough, 0) + area["need"]
    shown = {
        b: c
        for b, c in city["recorded_by_borough"].items()
        if c != "suppressed" and b in needs
    }
    whole = sum(needs[b] for b in shown)
    per_need = sum(shown.values()) / whole if whole else 0
    reach, found = naive.reach(city, asked), {}
    for area in city["areas"]:
        code = area["area_code"]
        count, expected = city["recorded"].get(code), area["need"] * per_need
        low_below = asked["low_recorded_share"] * expected
        if count is None:
            found[code] = "not_recorded"
        elif expected < asked["least_expected"]:
            found[code] = "too_few_expected"
        elif count == "suppressed":
            # 1 to 7, or any number that would give another away.
            found[code] = "not_told_by_suppression"
        elif count >= low_below:
            found[code] = "not_low"
        else:
            found[code] = (
                "low_but_in_reach" if reach[code][1] else "possible_hidden_demand"
            )
    return found
