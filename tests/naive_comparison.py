"""Comparison of boroughs with loops: shares, funnels, ranks, peers, settings."""

from collections import defaultdict
from fractions import Fraction
from statistics import NormalDist, fmean, median, pstdev

from scipy import stats

from geodata.decisions.thresholds import BLUE_LIGHT_FACTOR
from tests import naive
from tests.comparison_city import ERROR_MIN


def people(city, age):
    """Residents of this age by area, all residents where ages are not known."""
    found = {}
    for area in city["areas"]:
        code, residents = area["area_code"], area["residents"]
        if city["young"]:
            young = city["young"][code]
            residents = young if age == "under_18s" else residents - young
        found[code] = residents
    return found


def tally(rows):
    """Residents, those out, share out and Kish's number of (residents, is out)."""
    residents = sum(n for n, _ in rows)
    out = sum(n for n, is_out in rows if is_out)
    return {
        "residents": residents,
        "out_residents": out,
        "area_count": len(rows),
        "out_share": out / residents if residents else None,
        "effective_areas": (
            residents**2 / sum(n * n for n, _ in rows) if residents else None
        ),
    }


def shares(city, question, key="borough_code"):
    """Tally of every borough, or of every group of boroughs."""
    persons, rows = people(city, question["age"]), defaultdict(list)
    for code, (_, count, _) in naive.reach(city, question).items():
        area = next(a for a in city["areas"] if a["area_code"] == code)
        place = area["borough_code"]
        rows[place if key == "borough_code" else city["groups"][place]].append(
            (persons[code], not count)
        )
    return {place: tally(found) for place, found in rows.items()}


def wilson(share, n, z):
    """Limits found by halving: where (share - t)^2 = z^2 t (1 - t) / n."""

    def beyond(t):
        return (share - t) ** 2 > z * z * t * (1 - t) / n

    def edge(outside, inside):
        for _ in range(60):
            middle = (outside + inside) / 2
            outside, inside = (middle, inside) if beyond(middle) else (outside, middle)
        return inside

    return (
        edge(0.0, share) if share > 0 else 0.0,
        edge(1.0, share) if share < 1 else 1.0,
    )


def centile(amounts, q):
    """Centile between the two nearest amounts, in proportion."""
    ordered = sorted(amounts)
    at = q * (len(ordered) - 1)
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (at - below) * (ordered[above] - ordered[below])


def funnel(city, question):
    """London's share, phi and, by borough, score and share; nobody is left out."""
    found = {b: s for b, s in shares(city, question).items() if s["residents"]}
    if not found:
        return None
    london = sum(s["out_residents"] for s in found.values()) / sum(
        s["residents"] for s in found.values()
    )
    variance = london * (1 - london)
    if variance == 0:
        return london, None, dict.fromkeys(found), found
    scores = {
        b: (s["out_share"] - london) / (variance / s["effective_areas"]) ** 0.5
        for b, s in found.items()
    }
    share = question["winsorised_share"]
    low, high = centile(scores.values(), share), centile(scores.values(), 1 - share)
    phi = fmean(min(max(z, low), high) ** 2 for z in scores.values())
    return london, phi, scores, found


def pairs(city, question, key="borough_code"):
    """Difference of each ordered pair of places with its simultaneous limits."""
    found = {b: s for b, s in shares(city, question, key).items() if s["residents"]}
    count = len(found) * (len(found) - 1) / 2
    answers = {}
    for one, first in found.items():
        for other, second in found.items():
            if one == other:
                continue
            z = NormalDist().inv_cdf(1 - question["error_rate"] / 2 / count)
            p, q = first["out_share"], second["out_share"]
            p_low, p_high = wilson(p, first["effective_areas"], z)
            q_low, q_high = wilson(q, second["effective_areas"], z)
            answers[one, other] = (
                p - q,
                p - q - ((p - p_low) ** 2 + (q_high - q) ** 2) ** 0.5,
                p - q + ((p_high - p) ** 2 + (q - q_low) ** 2) ** 0.5,
            )
    return answers


def ranks(city, question):
    """Rank, best and worst rank, and boroughs not told apart."""
    answers = {}
    for (one, other), (difference, low, high) in pairs(city, question).items():
        rank, best, worst, alike = answers.setdefault(one, [1, 1, 0, []])
        answers[one] = [
            rank + (difference > 0),
            best + (low > 0),
            worst + (high < 0),
            alike + ([other] if low <= 0 <= high else []),
        ]
    size = len(answers)
    return {b: (r, best, size - w, a) for b, (r, best, w, a) in answers.items()}


def facts(city):
    """What is known of each borough with residents, by name."""
    by_borough = defaultdict(list)
    for area in city["areas"]:
        by_borough[area["borough_code"]].append(area)
    found = {}
    for code, areas in by_borough.items():
        persons = sum(a["residents"] for a in areas)
        if not persons:
            continue
        known = {
            "modelled need": sum(a["need"] for a in areas) / persons,
            "residents per square km": persons / sum(a["area_km2"] for a in areas),
        }
        unknown = city["missing_decile"]
        lived_in = {
            a["borough_code"] for a in city["areas"] if a["area_code"] == unknown
        } & {b for b, found in by_borough.items() if any(a["residents"] for a in found)}
        if "deprivation_decile" in areas[0] and not lived_in:
            weighted = sum(a["residents"] * a["deprivation_decile"] for a in areas)
            known["deprivation"] = weighted / persons
        if city["young"]:
            young = sum(city["young"][a["area_code"]] for a in areas)
            known["share under 18"] = young / persons
        found[code] = {name: round(amount, 9) for name, amount in known.items()}
    return found


def peers(city, count):
    """By borough: the most alike, each (distance, code), and what was used."""
    found = facts(city)
    if not found:
        return {}, []
    names = sorted(next(iter(found.values())))
    spread = {name: pstdev(f[name] for f in found.values()) for name in names}
    used = [name for name in names if spread[name]]
    answers = {}
    for one, own in found.items():
        distances = [
            (
                round(
                    fmean(((own[n] - f[n]) / spread[n]) ** 2 for n in used) ** 0.5, 9
                ),
                other,
            )
            for other, f in found.items()
            if used and other != one
        ]
        answers[one] = sorted(distances)[:count]
    return answers, used


def spread(city, question):
    """By borough: centiles of minutes, share with none, the worst minutes."""
    persons, rows = people(city, question["age"]), defaultdict(list)
    nearest = naive.reach(city, question)
    for area in city["areas"]:
        code = area["area_code"]
        if persons[code]:
            rows[area["borough_code"]].append((nearest[code][0], persons[code]))
    answers = {}
    for borough, found in rows.items():
        known = sorted(row for row in found if row[0] is not None)
        total = sum(n for _, n in known)
        cut = []
        for tenths in (1, 2.5, 5, 7.5, 9):
            running, least = 0, None
            for minutes, n in known:
                running += n
                if least is None and running >= Fraction(tenths) / 10 * total:
                    least = minutes
            cut.append(least)
        none = sum(n for minutes, n in found if minutes is None)
        worst = None if none else known[-1][0]
        answers[borough] = (cut, none / (none + total), worst)
    return answers


def gaps(city, question):
    """By borough: people more at the median, and at the best peer with its code."""
    found = {b: s for b, s in shares(city, question).items() if s["residents"]}
    answers = {}
    if not found:
        return answers
    middle = median(s["out_share"] for s in found.values())
    alike, _ = peers(city, question["peer_count"])
    for borough, own in found.items():
        places = [b for _, b in alike.get(borough, []) if b in found]
        best = min(places, key=lambda b: found[b]["out_share"], default=None)
        more = None
        if best:
            gap = own["out_share"] - found[best]["out_share"]
            more = max(0, gap * own["residents"])
        at_median = max(0, (own["out_share"] - middle) * own["residents"])
        answers[borough] = (at_median, best, more)
    return answers


def weight(decay, minutes, within):
    """Weight of a journey in a floating catchment."""
    if minutes > within:
        return 0.0
    if decay == "equal" or within == 0:
        return 1.0
    if decay == "gaussian":
        half = 2.718281828459045**-0.5
        return (half ** ((minutes / within) ** 2) - half) / (1 - half)
    near, far = {"slow": (0.68, 0.22), "fast": (0.42, 0.09)}[decay]
    return 1.0 if minutes <= within / 3 else near if minutes <= 2 * within / 3 else far


def catchments(city, question, decay):
    """Mean of a floating catchment by borough, area by area."""
    persons, mode = people(city, question["age"]), question["mode"]
    by_area = dict.fromkeys(persons, 0.0)
    for service in city["services"]:
        sid = service["service_id"]
        if not service["is_placed"] or service["service_type"] not in question["types"]:
            continue
        if naive.barrier(city, service, question) != "in_reach":
            continue
        weights = {
            code: weight(
                decay, city["minutes"][mode, sid, code], question["within_min"]
            )
            for code in persons
        }
        competing = sum(weights[code] * persons[code] for code in persons)
        for code in persons:
            by_area[code] += weights[code] / competing if competing else 0
    sums, totals = defaultdict(float), defaultdict(int)
    for area in city["areas"]:
        code = area["area_code"]
        sums[area["borough_code"]] += 100_000 * by_area[code] * persons[code]
        totals[area["borough_code"]] += persons[code]
    return {b: round(sums[b] / n, 9) for b, n in totals.items() if n}


def settings(city, question):
    """Places of boroughs by (what differs, setting); 1 is best."""
    persons, within = people(city, question["age"]), question["within_min"]
    nearest = naive.reach(city, question)
    cars = naive.reach(city, question | {"within_min": -1})
    flat = {"car": ERROR_MIN, "blue_light": ERROR_MIN * BLUE_LIGHT_FACTOR.amount}
    scores = {}
    for reach in {*question["reach_choices"], within}:
        for sign in (-1, 0, 1):
            rows = defaultdict(list)
            for area in city["areas"]:
                code = area["area_code"]
                minutes, is_in = nearest[code][0], cars[code][1] > 0
                if minutes is not None:
                    share = question["walking_error_share"]
                    error = minutes * share if question["mode"] == "walk" else 0
                    error += flat.get(question["mode"], 0)
                    is_in = is_in or minutes + sign * error <= reach
                rows[area["borough_code"]].append((persons[code], is_in))
            choice = "as asked"
            if reach != within:
                choice = "both" if sign else "reach"
            elif sign:
                choice = "travel error"
            scores[choice, reach, sign] = {
                b: tally(found)["out_share"]
                for b, found in rows.items()
                if tally(found)["residents"]
            }
    for decay in ("equal", "slow", "fast", "gaussian"):
        scores["decay", decay, 0] = catchments(city, question, decay)
    return {
        setting: {b: 1 + sum(o > s for o in found.values()) for b, s in found.items()}
        for setting, found in scores.items()
        if setting[0] == "as asked" or len(set(found.values())) > 1
    }


def rate(events, residents, z):
    """Limits of a rate per 1,000: exact below ten events, else Byar's."""
    if events < 10:
        below = NormalDist().cdf(-z)
        low = stats.chi2.ppf(below, 2 * events) / 2 if events else 0.0
        high = stats.chi2.ppf(1 - below, 2 * events + 2) / 2
    else:
        low = events * (1 - 1 / (9 * events) - z / (3 * events**0.5)) ** 3
        more = events + 1
        high = more * (1 - 1 / (9 * more) + z / (3 * more**0.5)) ** 3
    return 1000 * low / residents, 1000 * high / residents
