"""Mixed-integer programs, solved by HiGHS (Huangfu and Hall 2018) in one thread.

One thread, so that the same question has the same answer on every machine.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from queries.siting.pools import Clock
from queries.siting.problems import Floats, Switches


@dataclass(frozen=True, eq=False)
class Program:
    """Least `cost` @ x with `low` <= `rows` @ x <= `high` and 0 <= x <= `most`."""

    cost: Floats
    rows: sparse.csr_array
    low: Floats
    high: Floats
    most: Floats
    is_whole: Switches


@dataclass(frozen=True, eq=False)
class Answer:
    """Values (none where nothing was found), their cost, and a bound no x is below."""

    values: Floats | None
    cost: float
    bound: float
    is_infeasible: bool


def answer(program: Program, clock: Clock) -> Answer:
    """The best values of a program, or the best found in time with a bound."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, amount in {
        "output_flag": False,
        "threads": 1,
        "random_seed": 1,
        "time_limit": max(clock.left, 0.01),
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 1e-9,
        # Shares of 8.8 million people: the usual 1e-6 would forget nine of them.
        "primal_feasibility_tolerance": 1e-9,
        "mip_feasibility_tolerance": 1e-9,
    }.items():
        solver.setOptionValue(option, amount)
    solver.passModel(_model(program))
    if clock.watch is not None:
        solver.cbMipInterrupt += lambda event: _stop(event, clock)
    solver.run()
    status = solver.getModelStatus()
    found = solver.getInfo()
    statuses = highspy.HighsModelStatus
    if status in {statuses.kInfeasible, statuses.kUnboundedOrInfeasible}:
        return Answer(None, np.inf, np.inf, is_infeasible=True)
    if status == statuses.kTimeLimit:
        clock.stopped = clock.stopped or "time"
    has_values = (
        found.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    )
    if not has_values:
        return Answer(None, np.inf, found.mip_dual_bound, is_infeasible=False)
    values = np.array(solver.getSolution().col_value)
    is_best = status == statuses.kOptimal
    cost = float(found.objective_function_value)
    return Answer(
        values, cost, cost if is_best else found.mip_dual_bound, is_infeasible=False
    )


def _stop(event: highspy.HighsCallbackEvent, clock: Clock) -> None:
    best = event.data_out.mip_primal_bound
    bound = event.data_out.mip_dual_bound
    if clock.is_over(float(best), float(bound)):
        event.interrupt()


def _model(program: Program) -> highspy.HighsLp:
    rows = sparse.csr_array(program.rows)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(program.cost), rows.shape[0]
    model.col_cost_ = program.cost
    model.col_lower_, model.col_upper_ = np.zeros(len(program.cost)), program.most
    model.row_lower_, model.row_upper_ = program.low, program.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = rows.indptr
    model.a_matrix_.index_ = rows.indices
    model.a_matrix_.value_ = rows.data
    kinds = highspy.HighsVarType
    model.integrality_ = [
        kinds.kInteger if whole else kinds.kContinuous for whole in program.is_whole
    ]
    return model
