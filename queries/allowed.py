"""What a question may hold: kinds of nodes of DuckDB's tree, tables, functions.

What is not listed is refused, so that a newer DuckDB brings nothing that nobody has
looked at. The functions are in functions_allowed.txt, reviewed by hand.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

LONGEST_SQL = 50_000
"""Characters; the longest question of the program has 5,000."""
TABLE_FUNCTION = "from "
"""Before the name of a function that stands for a table, in the list of allowed ones."""
CATALOGUES = frozenset({(), ("london",), ("main",), ("london", "main")})
SYSTEM_TABLES = frozenset(
    tuple(name.split("."))
    for name in "duckdb_columns duckdb_constraints duckdb_tables duckdb_views "
    "information_schema.columns information_schema.tables".split()
)
SHOWN = frozenset({"__show_tables_expanded", '"tables"'})
NODES = frozenset(
    # Queries and what follows them.
    "SELECT_NODE SET_OPERATION_NODE RECURSIVE_CTE_NODE CTE_NODE "
    "ORDER_MODIFIER LIMIT_MODIFIER LIMIT_PERCENT_MODIFIER DISTINCT_MODIFIER "
    "ASCENDING DESCENDING ORDER_DEFAULT "
    # What they read from.
    "BASE_TABLE EMPTY EXPRESSION_LIST JOIN PIVOT SHOW_REF SUBQUERY TABLE_FUNCTION "
    # Expressions.
    "ARRAY_CONSTRUCTOR CASE_EXPR COLLATE COLUMN_REF COMPARE_BETWEEN "
    "COMPARE_DISTINCT_FROM COMPARE_EQUAL COMPARE_GREATERTHAN "
    "COMPARE_GREATERTHANOREQUALTO COMPARE_IN COMPARE_LESSTHAN "
    "COMPARE_LESSTHANOREQUALTO COMPARE_NOTEQUAL COMPARE_NOT_BETWEEN "
    "COMPARE_NOT_DISTINCT_FROM COMPARE_NOT_IN CONJUNCTION_AND CONJUNCTION_OR FUNCTION "
    "GROUPING_FUNCTION LAMBDA OPERATOR_CAST OPERATOR_COALESCE OPERATOR_IS_NOT_NULL "
    "OPERATOR_IS_NULL OPERATOR_NOT OPERATOR_NULLIF OPERATOR_TRY OPERATOR_UNPACK "
    "POSITIONAL_REFERENCE STAR STRUCT_EXTRACT ARRAY_EXTRACT ARRAY_SLICE TYPE "
    "VALUE_CONSTANT VALUE_PARAMETER "
    # Windows.
    "WINDOW_AGGREGATE WINDOW_CUME_DIST WINDOW_FILL WINDOW_FIRST_VALUE WINDOW_LAG "
    "WINDOW_LAST_VALUE WINDOW_LEAD WINDOW_NTH_VALUE WINDOW_NTILE WINDOW_PERCENT_RANK "
    "WINDOW_RANK WINDOW_RANK_DENSE WINDOW_ROW_NUMBER".split()
)
_TABLES = """
select table_name from duckdb_tables() where database_name = 'london'
union all
select view_name from duckdb_views() where database_name = 'london'
"""
_MACROS = """
select function_name from duckdb_functions() where database_name = 'london'
"""
_TAKEN = "select view_name from duckdb_views() where internal"


@dataclass(frozen=True)
class Names:
    """What a database holds, in lower case: its tables with its views, its macros.

    `taken` are views of DuckDB itself: a step of that name would hide one elsewhere.
    """

    tables: frozenset[str]
    macros: frozenset[str]
    taken: frozenset[str]


@cache
def functions_allowed() -> frozenset[str]:
    """Functions that anyone may use, reviewed; those that give tables after 'from '."""
    listed = Path(__file__).with_name("functions_allowed.txt").read_text("utf-8")
    return frozenset(line for line in listed.splitlines() if line[:2] != "# ")


def names_of(connection: duckdb.DuckDBPyConnection) -> Names:
    """Tables, views and macros of the attached database."""
    tables, macros, taken = (
        frozenset(name.lower() for (name,) in connection.execute(asked).fetchall())
        for asked in (_TABLES, _MACROS, _TAKEN)
    )
    return Names(tables, macros, taken)
