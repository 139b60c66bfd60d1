"""Statements that no question may be, by trick.

Words in capitals stand for what a test plants: SECRET a CSV file, INCIDENTS the file of
row-level incidents, DATABASE the database, FOLDER a folder that may be written.
"""

FILES = """
from read_csv('SECRET')
from read_csv_auto('SECRET')
from read_text('SECRET')
from read_blob('SECRET')
from read_json('SECRET')
from read_json_auto('SECRET')
from read_json_objects('SECRET')
from read_ndjson('SECRET')
from read_ndjson_objects('SECRET')
from read_parquet('SECRET')
from parquet_scan('SECRET')
from parquet_metadata('SECRET')
from parquet_schema('SECRET')
from parquet_file_metadata('SECRET')
from parquet_kv_metadata('SECRET')
from sniff_csv('SECRET')
from read_single_csv_file('SECRET')
from 'SECRET'
select * from "SECRET"
table "SECRET"
from '/etc/passwd'
from read_text('/proc/self/environ')
from read_text('/proc/self/cmdline')
from read_blob('/proc/self/mem')
from read_blob('/dev/zero')
from read_text('/dev/stdin')
from read_text('file://SECRET')
from read_text(['SECRET', '/etc/passwd'])
from read_csv(main.concat('SECRET', ''))
from read_csv($path)
summarize 'SECRET'
describe 'SECRET'
describe from read_csv('SECRET')
summarize from read_text('SECRET')
select * from read_csv('SECRET', delim = ',', store_rejects = true)
pivot 'SECRET' on a in (1) using count(*)
unpivot 'SECRET' on a into name b value c
from histogram('SECRET', a)
from histogram_values('SECRET', a)
"""
LISTINGS = """
from glob('FOLDER/*')
from glob('/**')
select * from glob('/home/*/.ssh/*')
"""
COPIES = """
copy areas to 'FOLDER/stolen.csv'
copy (select * from areas) to 'FOLDER/stolen.parquet' (format parquet)
copy areas from 'SECRET'
copy areas to '/dev/stdout'
copy areas to 'FOLDER/x.json' (format json)
copy (from areas) to 'FOLDER/part' (partition_by area_code)
export database 'FOLDER/stolen'
import database 'FOLDER'
copy from database london to memory
with gone as (copy areas to 'FOLDER/x.csv') from gone
"""
ATTACHED = """
attach 'INCIDENTS' as theirs
attach 'INCIDENTS' (read_only)
attach if not exists 'INCIDENTS' as theirs (read_only, type duckdb)
attach or replace 'INCIDENTS' as london
attach database 'INCIDENTS' as incidents
attach 'DATABASE' as again
attach ':memory:' as elsewhere
attach 'FOLDER/new.duckdb' as made
attach 'SECRET' as plain (type sqlite)
attach 'host=db.example user=a' as pg (type postgres)
attach 'https://example.org/x.duckdb' as net
detach london
use memory
use temp
from read_duckdb('INCIDENTS')
from read_duckdb('INCIDENTS', table_name = 'incidents')
from 'INCIDENTS'
from "INCIDENTS"
from read_blob('INCIDENTS')
from read_text('INCIDENTS')
from read_parquet('INCIDENTS')
from read_csv('INCIDENTS')
from read_csv('INCIDENTS*')
from glob('INCIDENTS*')
from incidents.main.incidents
from theirs.incidents
from "INCIDENTS".main.incidents
copy (select 1) to 'INCIDENTS'
call pragma_storage_info('INCIDENTS')
from query_table('INCIDENTS')
from query('from ''INCIDENTS''')
from sniff_csv('INCIDENTS')
summarize 'INCIDENTS'
"""
SETTINGS = """
set threads = 64
set memory_limit = '100GB'
set max_execution_time = 0
set lock_configuration = false
set enable_external_access = true
set disabled_filesystems = ''
set temp_directory = 'FOLDER'
set max_temp_directory_size = '1TB'
set home_directory = 'FOLDER'
set extension_directories = ['FOLDER']
set python_enable_replacements = true
set allowed_paths = ['SECRET']
set allowed_directories = ['/']
set file_search_path = 'FOLDER'
set allow_unsigned_extensions = true
set global custom_extension_repository = 'http://example.org'
set session search_path = 'memory'
set schema = 'memory.main'
set log_query_path = 'FOLDER/log'
set profile_output = 'FOLDER/profile'
set enable_profiling = 'json'
set variable stolen = 1
set max_expression_depth = 100000000
reset lock_configuration
reset threads
pragma enable_profiling = 'json'
pragma profile_output = 'FOLDER/profile'
pragma memory_limit = '100GB'
pragma threads = 64
pragma enable_logging
call enable_logging(storage_path = 'FOLDER/logs')
call disable_logging()
call enable_profiling()
from enable_logging()
from enable_profiling()
reset variable stolen
"""
SETTINGS_READ = """
from duckdb_settings()
select current_setting('temp_directory')
show memory_limit
show databases
show variables
from duckdb_databases()
from duckdb_databases
from pragma_database_list
select getvariable('stolen')
from duckdb_variables()
from pg_catalog.pg_settings
from duckdb_memory()
from duckdb_temporary_files()
from duckdb_external_file_cache()
from duckdb_extensions()
from duckdb_prepared_statements()
from pragma_user_agent()
from pragma_database_size()
select getenv('STOLEN')
select "getenv"('STOLEN')
select 'STOLEN'.getenv()
select system.main.getenv('STOLEN')
"""
EXTENSIONS = """
install httpfs
force install httpfs
install httpfs from community
install 'FOLDER/evil.duckdb_extension'
install httpfs from 'http://example.org'
load httpfs
load 'FOLDER/evil.duckdb_extension'
load 'SECRET'
update extensions
from read_csv('http://example.org/a.csv')
from read_parquet('s3://bucket/a.parquet')
from 'https://example.org/a.parquet'
from read_text('hf://datasets/a/b.csv')
from sqlite_scan('SECRET', 't')
from postgres_scan('host=localhost', 'public', 't')
from mysql_query('a', 'b')
from st_read('SECRET')
from delta_scan('FOLDER')
from iceberg_scan('FOLDER')
from read_xlsx('SECRET')
from duckdb_extension_repositories()
"""
SECRETS = """
create secret a (type s3, key_id 'a', secret 'b')
create persistent secret a (type http)
create or replace temporary secret a (type http)
drop secret a
from duckdb_secrets()
from duckdb_secrets(redact = false)
from which_secret('s3://a', 's3')
from duckdb_secret_types()
from duckdb_logs
from duckdb_logs()
from duckdb_log_contexts()
from duckdb_logs_parsed('HTTP')
select write_log('a')
from truncate_duckdb_logs()
"""
CHANGES = """
insert into areas select * from areas
insert or replace into areas from areas
update areas set residents = 0
delete from areas
truncate areas
merge into areas using areas as other on true when matched then delete
drop table areas
drop view area_need
drop macro share
drop schema main cascade
create table mine as select 1 as one
create temp table mine as select 1 as one
create or replace temp table areas as select 1 as one
create view mine as select 1 as one
create temp view mine as from read_text('SECRET')
create schema mine
create sequence mine
create type mine as enum ('a')
create index mine on areas (residents)
alter table areas add column mine int
alter table areas rename to mine
comment on table areas is 'mine'
vacuum
analyze
checkpoint
force checkpoint
from checkpoint()
from force_checkpoint()
begin
begin transaction read write
commit
rollback
abort
select nextval('mine')
select setval('mine', 1)
with gone as (delete from areas returning *) from gone
with gone as (insert into areas from areas returning *) from gone
with gone as (update areas set residents = 0 returning *) from gone
with gone as (
    merge into areas using areas o on true when matched then delete returning *
) from gone
from (delete from areas returning *)
"""
INDIRECT = """
prepare mine as from read_text('SECRET')
execute mine
execute mine('SECRET')
deallocate mine
call pragma_version()
call query('select 1')
call read_text('SECRET')
from query('from read_text(''SECRET'')')
from query('select 1')
from query_table('areas')
from query_table(['areas', 'SECRET'])
from query($sql)
from json_execute_serialized_sql(json_serialize_sql('select 1'))
pragma json_execute_serialized_sql('{}')
select json_serialize_sql('select 1')
select json_serialize_plan('from read_text(''SECRET'')')
select json_deserialize_sql('{}')
from python_map_function(1)
from pandas_scan(1)
from arrow_scan(1, 2, 3)
from arrow_scan_dumb(1, 2, 3)
from python_arrow_scan(1)
from seq_scan('areas')
from sql
from asked
from connection
from sys
pragma table_info('areas')
pragma database_list
pragma version
pragma storage_info('areas')
from pragma_table_info('areas')
from pragma_storage_info('areas')
from pragma_metadata_info('london')
from pragma_version()
pragma import_database('FOLDER')
pragma copy_database('london', 'memory')
from duckdb_table_sample('areas')
from test_all_types()
from register_external_resource('a')
from duckdb_dependencies()
select sleep_ms(100000)
select pg_sleep(100000)
select finalize('a'::blob)
select setseed(0.5)
select stats(residents) from areas
select current_query()
from sqlite_master
from temp.main.areas
from system.main.duckdb_tables
from memory.main.areas
from pg_catalog.pg_class
from information_schema.schemata
pivot areas on borough_code using count(*)
from (pivot areas on borough_code using count(*))
"""
MACROS = """
create macro mine(x) as getenv(x)
create temp macro mine() as table from read_text('SECRET')
create or replace macro share(part, whole) as getenv('STOLEN')
create function mine(x) as getenv(x)
with mine as (from read_text('SECRET')) from mine
with recursive mine as (
    select content from read_text('SECRET') union all select content from mine
) from mine
select list_transform(['SECRET'], lambda path: getenv(path))
select list_transform(['SECRET'], lambda x: (select content from read_text('SECRET')))
select list_filter([1], lambda x: current_setting('threads') > 0)
select list_reduce(['a', 'b'], lambda a, b: getenv(a))
select columns(c -> getenv(c) is null) from areas
select columns(lambda c: getenv(c) is null) from areas
select * replace (getenv('STOLEN') as area_code) from areas
select (select content from read_text('SECRET'))
select 1 where exists (from read_text('SECRET'))
select area_code from areas where area_code in (select content from read_text('SECRET'))
select area_code from areas order by getenv('STOLEN')
select count(*) from areas group by getenv('STOLEN')
select count(*) from areas group by grouping sets ((getenv('STOLEN')))
select count(*) from areas having getenv('STOLEN') is null
select area_code from areas qualify row_number() over (order by getenv('STOLEN')) = 1
select sum(residents) over (partition by getenv('STOLEN')) from areas
select sum(residents) over w from areas window w as (order by getenv('STOLEN'))
select sum(residents) over (rows getenv('STOLEN')::int preceding) from areas
select sum(residents) filter (where getenv('STOLEN') is null) from areas
select string_agg(area_code order by getenv('STOLEN')) from areas
select first_value(getenv('STOLEN')) over () from areas
select lag(area_code, 1, getenv('STOLEN')) over () from areas
select distinct on (getenv('STOLEN')) area_code from areas
select area_code from areas limit getenv('STOLEN')::int
select area_code from areas limit 1 offset getenv('STOLEN')::int
select area_code from areas limit (select length(content) from read_text('SECRET'))
select case when true then getenv('STOLEN') end
select case getenv('STOLEN') when 'a' then 1 end
select coalesce(null, getenv('STOLEN'))
select cast(getenv('STOLEN') as varchar)
select try(getenv('STOLEN'))
select not getenv('STOLEN')::bool
select 1 between 0 and getenv('STOLEN')::int
select {'a': getenv('STOLEN')}
select [getenv('STOLEN')]
select map {'a': getenv('STOLEN')}
select [1, 2][getenv('STOLEN')::int]
select 'abc'[1:getenv('STOLEN')::int]
select (getenv('STOLEN')).a
select interval (getenv('STOLEN')) day
select getenv('STOLEN') collate nocase
select 'a' like getenv('STOLEN')
select 'a' in (getenv('STOLEN'))
select array(select content from read_text('SECRET'))
select unnest([getenv('STOLEN')])
select a from (values (getenv('STOLEN'))) as t (a)
values (getenv('STOLEN'))
from areas join read_text('SECRET') on true
from areas, lateral (from read_text('SECRET'))
from areas positional join read_text('SECRET')
from areas asof join read_text('SECRET') as t on areas.area_code >= t.content
from areas semi join read_text('SECRET') as t on true
from areas anti join areas as o on getenv('STOLEN') is null
from range(getenv('STOLEN')::int)
from unnest([getenv('STOLEN')])
from unnest((select list(content) from read_text('SECRET')))
from areas pivot (count(getenv('STOLEN')) for borough_code in ('a'))
from read_text('SECRET') unpivot (a for b in (content))
select 1 union all select getenv('STOLEN')
select 1 except (select 1 intersect select length(content) from read_text('SECRET'))
from areas using sample 1 rows where getenv('STOLEN') is null
from areas at (version => getenv('STOLEN'))
from area_need_of(getenv('STOLEN'))
from area_need_of((select content from read_text('SECRET')))
"""
SEVERAL = """
select 1; select 2
select 1; drop table areas
select 1;;; set threads = 64
; select 1; attach 'INCIDENTS'
select ';'; copy areas to 'FOLDER/x.csv'
select 1 /* ; */ ; load httpfs
select 1 -- ;
  ; load httpfs
explain select 1; drop table areas
begin; select 1; commit
set threads = 64; select 1
"""
DISGUISED = """
FrOm ReAd_TeXt('SECRET')
from "read_text"('SECRET')
from "READ_TEXT"('SECRET')
from/**/read_text/**/('SECRET')
from /* /* nested */ */ read_text('SECRET')
from read_text--comment('/x')
  ('SECRET')
from read_text(e'\\x2fetc\\x2fpasswd')
from read_text(U&'\\002fetc\\002fpasswd')
from read_text($$SECRET$$)
from read_text($tag$SECRET$tag$)
from read_text('SEC' || 'RET')
from read_text(chr(47) || 'etc/passwd')
from main.read_text('SECRET')
from system.main.read_text('SECRET')
from system.read_text('SECRET')
from "system"."main"."read_text"('SECRET')
from\u00a0read_text('SECRET')
from\u2003read_text('SECRET')
from\u3000read_text\u2002('SECRET')
\ufefffrom read_text('SECRET')
from\u200bread_text('SECRET')
from re\u200bad_text('SECRET')
from read_te\u0445t('SECRET')
from \uff52ead_text('SECRET')
from read_text\u0000('SECRET')
from read\\u005ftext('SECRET')
with "SECRET" as (select 1) from "SECRET"
with a as (select 1), "SECRET" as (from a) from (select * from "SECRET")
select * from (with "/etc/passwd.csv" as (select 1) select 1), "/etc/passwd.csv"
select * from (with duckdb_databases as (select 1) select 1), duckdb_databases
select * from (with sqlite_master as (select 1) select 1) as t, sqlite_master
select (with pragma_database_list as (select 1) select 1) from pragma_database_list
explain from read_text('SECRET')
explain analyze from read_text('SECRET')
explain /* analyze */ from read_text('SECRET')
explain analyze copy areas to 'FOLDER/x.csv'
explain analyze delete from areas
explain (analyze, format json) from read_text('SECRET')
explain (format json) select 1
explain set threads = 64
explain explain select 1
explain attach 'INCIDENTS'
explain analyze select getenv('STOLEN')
describe read_text('SECRET')
show 'SECRET'
(from read_text('SECRET'))
((select getenv('STOLEN')))
select getenv
  (
  'STOLEN'
  )
select GETENV('STOLEN')
.open INCIDENTS
.shell ls
\\copy areas to 'FOLDER/x.csv'
select * from areas into outfile 'FOLDER/x.csv'
select pg_read_file('SECRET')
select load_extension('SECRET')
select lo_import('SECRET')
exec xp_cmdshell 'ls'
"""

GROUPS = {
    "files": FILES,
    "listings": LISTINGS,
    "copies": COPIES,
    "attached": ATTACHED,
    "settings": SETTINGS,
    "settings read": SETTINGS_READ,
    "extensions": EXTENSIONS,
    "secrets": SECRETS,
    "changes": CHANGES,
    "indirect": INDIRECT,
    "macros": MACROS,
    "several": SEVERAL,
    "disguised": DISGUISED,
}
FAILS_AT_THE_SECOND_WALL = [
    "files",
    "listings",
    "copies",
    "attached",
    "settings",
    "extensions",
]
"""Groups each of whose statements fails even where nothing judges it."""

BOMBS = {
    "OutOfTime": [
        # Stopped by DuckDB, between chunks.
        "select sum(a.range * b.range) from range(10000000) a, range(1000000) b",
        "with recursive r as (select 1 a union all select a+1 from r) select sum(a) from r",
        # Stopped from outside: one function, one chunk; and the parser itself.
        "select levenshtein(repeat('a', 300000), repeat('b', 300000))",
        "select " + "(" * 3000,
    ],
    "OutOfMemory": [
        "select string_agg(range::varchar) from range(1000000000)",
        "select list(a.range) from range(100000000) a, range(10) b",
        "from range(1000000000) order by hash(range)",
        "select list_transform(range(200000000), lambda x: x || 'a')",
        "select repeat(repeat('x', 1000000), 4000)",
    ],
    "TooLarge": [
        "select repeat('x', 10000) from range(100000)",
        "select 1 -- " + "x" * 60_000,
    ],
}


def statements(group: str) -> list[str]:
    """Every statement of one trick."""
    return split(GROUPS[group])


def split(text: str) -> list[str]:
    """One a line; an indented line, or a closing bracket, goes on with the last."""
    found: list[str] = []
    for line in text.strip("\n").split("\n"):
        if line.startswith((" ", ")")):
            found[-1] += "\n" + line
        else:
            found.append(line)
    return found
