"""Answers of the equity family again with loops, from the frames of a city alone."""

import math

from tests import naive

Z = 1.959964


def people(city, asked):
    """One dictionary an area: its people, its groups and its reach."""
    reach = naive.reach(city, asked)
    fifths = need_fifths(city)
    rows = []
    for area in city["areas"]:
        code = area["area_code"]
        nearest, count, cause = reach[code]
        known = city.get("people", {})
        rows.append(
            {
                "area_code": code,
                "borough_code": area["borough_code"],
                "decile": area.get("deprivation_decile"),
                "fifth": fifths[code],
                "residents": known.get((code, asked["age"]), area["residents"]),
                "need": area["need"],
                "minutes": nearest,
                "count": count,
                "cause": cause,
                "in": cause == "in_reach",
            }
        )
    return rows


def need_fifths(city):
    """Fifth of each area: that of the middle resident of all areas tied with it."""
    rates = {
        a["area_code"]: math.floor(100_000 * a["need"] / a["residents"] + 0.5)
        for a in city["areas"]
        if a["residents"]
    }
    everybody = sum(a["residents"] for a in city["areas"])
    found = {}
    for area in city["areas"]:
        code = area["area_code"]
        if code not in rates:
            found[code] = None
            continue
        above = tied = 0
        for other in city["areas"]:
            rate = rates.get(other["area_code"])
            if rate is not None and rate > rates[code]:
                above += other["residents"]
            if rate == rates[code]:
                tied += other["residents"]
        found[code] = 1 + min(4, int((above + tied / 2) * 5 / everybody))
    return found


def wilson(share, effective, z=Z):
    """Both ends by Wilson 1927, centre and half width apart."""
    centre = (share + z**2 / (2 * effective)) / (1 + z**2 / effective)
    half = z / (1 + z**2 / effective)
    half *= math.sqrt(share * (1 - share) / effective + z**2 / (4 * effective**2))
    return centre - half, centre + half


def summed(rows):
    """What a group's row says; None where there is no number."""
    residents = sum(r["residents"] for r in rows)
    out = sum(r["residents"] for r in rows if not r["in"])
    known = [(r["residents"], r["minutes"]) for r in rows if r["minutes"] is not None]
    weight = sum(n for n, _ in known)
    answer = {
        "area_count": len(rows),
        "residents": residents,
        "out_residents": out,
        "mean_min": sum(n * m for n, m in known) / weight if weight else None,
        "unreachable_residents": residents - weight,
        "need": sum(r["need"] for r in rows),
        "out_need": sum(r["need"] for r in rows if not r["in"]),
        "out_share": None,
        "effective_area_count": None,
        "out_share_low": None,
        "out_share_high": None,
    }
    if residents:
        effective = residents**2 / sum(r["residents"] ** 2 for r in rows)
        low, high = wilson(out / residents, effective)
        answer |= {
            "out_share": out / residents,
            "effective_area_count": effective,
            "out_share_low": low,
            "out_share_high": high,
        }
    return answer


def grouped(rows, key):
    """Rows by the group they are in."""
    found = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def gini(pairs):
    """Mean absolute difference of every two residents by twice the mean."""
    everybody = sum(n for n, _ in pairs)
    total = sum(n * y for n, y in pairs)
    if not everybody or not total:
        return None
    apart = sum(n * m * abs(y - x) for n, y in pairs for m, x in pairs)
    return apart / (2 * everybody * total)


def mean_of_first(pairs, wanted):
    """Mean amount of the first `wanted` residents, areas split at the cut."""
    left, total = wanted, 0.0
    for n, amount in pairs:
        taken = min(n, left)
        total += taken * amount
        left -= taken
    return total / wanted if wanted else None


def tenth_and_four_tenths(pairs):
    """Means of the highest tenth and of the lowest four tenths."""
    rising = sorted(pairs, key=lambda pair: pair[1])
    everybody = sum(n for n, _ in pairs)
    return (
        mean_of_first(rising[::-1], 0.1 * everybody),
        mean_of_first(rising, 0.4 * everybody),
    )


def poverty(rows, limit):
    """Share, gap and severity (FGT 0, 1, 2)."""
    everybody = sum(r["residents"] for r in rows)
    poor = sum(r["residents"] for r in rows if not r["in"])
    found = [poor / everybody if everybody else None]
    for power in (1, 2):
        total = weight = 0.0
        for r in rows:
            if not r["in"] and r["minutes"] is None:
                continue
            weight += r["residents"]
            if not r["in"] and limit:
                total += r["residents"] * ((r["minutes"] - limit) / limit) ** power
        found.append(total / weight if weight and limit else None)
    return found


def most_deprived(rows):
    """Codes of the most deprived areas, and by what."""
    deciles = [r["decile"] for r in rows if r["decile"] is not None]
    if deciles:
        top = max(2, min(deciles))
        chosen = [r for r in rows if r["decile"] is not None and r["decile"] <= top]
        return {r["area_code"] for r in chosen}, "deprivation"
    first = min((r["fifth"] for r in rows if r["fifth"] is not None), default=None)
    chosen = [r for r in rows if r["fifth"] is not None and r["fifth"] == first]
    return {r["area_code"] for r in chosen}, "need"


def worst_off(rows):
    """Codes of the most deprived areas where anybody lives, worst off first."""
    chosen, _ = most_deprived(rows)

    def key(r):
        far = math.inf if r["minutes"] is None else r["minutes"]
        return (r["in"], -far, -r["residents"], r["area_code"])

    lived_in = [r for r in rows if r["area_code"] in chosen and r["residents"]]
    return [r["area_code"] for r in sorted(lived_in, key=key)]
