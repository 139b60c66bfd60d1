"""Siting again, with loops over every set: what is best, and the ten best."""

import itertools

from scipy import optimize

INF = float("inf")


def sets(problem, rules):
    """Every set that count, budget, families and closing allow."""
    sites = range(len(problem.sites))
    costs = list(problem.sites["cost"])
    families = list(problem.sites["only_one"])
    standing = [n for n in sites if problem.sites["is_existing"][n]]
    if rules.may_repeat:
        most = rules.count
    else:
        most = min(rules.count or len(sites), len(set(families)))
    draw = (
        itertools.combinations_with_replacement
        if rules.may_repeat
        else itertools.combinations
    )
    sizes = [most] if rules.budget is None else range(most + 1)
    for size in sizes:
        for chosen in draw(sites, size):
            spent = sum(costs[n] for n in chosen)
            if rules.budget is not None and spent > rules.budget + 1e-9:
                continue
            mine = [families[n] for n in chosen]
            if not rules.may_repeat and len(set(mine)) < len(mine):
                continue
            closed = [n for n in standing if n not in chosen]
            if rules.most_closed is not None and len(closed) > rules.most_closed:
                continue
            if all(meets(problem, chosen, floor) for floor in rules.floors):
                yield chosen


def meets(problem, chosen, floor):
    """Whether a group has its share within reach."""
    demand = problem.demands[floor.over]
    everybody = sum(d for d, mine in zip(demand, floor.cells, strict=True) if mine)
    reached = sum(
        demand[cell]
        for cell in range(len(demand))
        if floor.cells[cell] and covers(problem, chosen, cell) > 0
    )
    return reached / everybody >= floor.least_share - 1e-9


def covers(problem, chosen, cell):
    """How many are within reach of a cell."""
    limit = problem.within_min
    count = int(problem.on_duty[cell])
    count += sum(row[cell] <= limit for row in problem.fixed_minutes)
    return count + sum(problem.minutes[n][cell] <= limit for n in chosen)


def nearest(problem, chosen, cell):
    """Minutes to the nearest."""
    found = [row[cell] for row in problem.fixed_minutes]
    found += [problem.minutes[n][cell] for n in chosen]
    return min(found, default=INF)


def loss(problem, objective, chosen, name):
    """Share not won, mean minutes or most minutes, for one demand."""
    demand = problem.demands[name]
    cells = [n for n in range(len(demand)) if demand[n] > 0]
    if objective.kind == "centre":
        return max(nearest(problem, chosen, n) for n in cells)
    if objective.kind == "median":
        total = sum(demand[n] * nearest(problem, chosen, n) for n in cells)
        return total / sum(demand)
    won = 0.0
    for n in cells:
        count = covers(problem, chosen, n)
        if objective.kind == "expected":
            won += demand[n] * (1 - objective.busy_share**count)
        else:
            won += demand[n] * (count >= (2 if objective.kind == "backup" else 1))
    return 1 - won / sum(demand)


def ranked(problem, objective, rules):
    """Every allowed set with its loss, of the worst served demand, best first."""
    found = [
        (max(loss(problem, objective, s, name) for name in objective.over), s)
        for s in sets(problem, rules)
    ]
    return sorted(found)


def fewest(problem, objective, rules):
    """The least cost of a set that reaches the share, None where none does.

    Of a family one at most is in it, and no more that stand are left out than may close.
    """
    costs = list(problem.sites["cost"])
    families = list(problem.sites["only_one"])
    standing = [n for n in range(len(costs)) if problem.sites["is_existing"][n]]
    most_closed = len(costs) if rules.most_closed is None else rules.most_closed
    most = len(costs) if rules.count is None else rules.count
    every = itertools.chain.from_iterable(
        itertools.combinations(range(len(costs)), size)
        for size in range(len(costs) + 1)
    )
    reaching = [
        sum(costs[n] for n in chosen)
        for chosen in every
        if len(chosen) <= most
        and len({families[n] for n in chosen}) == len(chosen)
        and sum(n not in chosen for n in standing) <= most_closed
        and all(
            loss(problem, objective, chosen, name) <= 1 - objective.share + 1e-9
            for name in objective.over
        )
        and all(meets(problem, chosen, floor) for floor in rules.floors)
    ]
    return min(reaching, default=None)


def served(problem, chosen, name):
    """Share of a demand that sites with capacities serve: a flow, by linprog."""
    demand = problem.demands[name]
    sites = [(problem.minutes[n], problem.sites["capacity"][n]) for n in chosen]
    sites += list(zip(problem.fixed_minutes, problem.fixed["capacity"], strict=True))
    pairs = [
        (cell, site)
        for cell in range(len(demand))
        for site in range(len(sites))
        if sites[site][0][cell] <= problem.within_min
    ]
    on_duty = sum(demand[n] for n in range(len(demand)) if problem.on_duty[n])
    pairs = [(cell, site) for cell, site in pairs if not problem.on_duty[cell]]
    if not pairs:
        return on_duty / sum(demand)
    rows, limits = [], []
    for cell in range(len(demand)):
        rows.append([float(pair[0] == cell) for pair in pairs])
        limits.append(demand[cell])
    for site in range(len(sites)):
        rows.append([float(pair[1] == site) for pair in pairs])
        limits.append(min(sites[site][1], sum(demand)))
    found = optimize.linprog([-1.0] * len(pairs), A_ub=rows, b_ub=limits)
    return (on_duty - found.fun) / sum(demand)
