-- purpose: Every table and view that analysts can ask, with its columns in words.
-- grain:   table_name, column_name
-- params:  none
-- returns: table_name    of the table or view
--          table_words   what it holds; null where nobody said
--          is_view       true: worked out when asked
--          column_name   of the column
--          column_rank   its place, from 1
--          data_type     as DuckDB calls it
--          column_words  what it holds, with its unit; null where nobody said
with

relations as (
    select
        table_oid as relation_oid,
        comment,
        false as is_view,
    from duckdb_tables()
    where database_name = current_database()
    union all
    select
        view_oid,
        comment,
        true,
    from duckdb_views()
    where database_name = current_database()
)

select
    columns.table_name,
    relations.comment as table_words,
    relations.is_view,
    columns.column_name,
    columns.column_index as column_rank,
    columns.data_type,
    columns.comment as column_words,
from duckdb_columns() as columns
inner join relations on columns.table_oid = relations.relation_oid
where columns.database_name = current_database() and not columns.internal
order by columns.table_name, columns.column_index
