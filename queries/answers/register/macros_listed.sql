-- purpose: Every formula and table macro of the database, with what it takes.
-- grain:   macro_name
-- params:  none
-- returns: macro_name  as it is called
--          is_table    true: stands behind `from`
--          takes       names of its parameters, comma separated
select
    function_name as macro_name,
    function_type = 'table_macro' as is_table,
    array_to_string(parameters, ', ') as takes,
from duckdb_functions()
where database_name = current_database() and not internal
order by function_name
