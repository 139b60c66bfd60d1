"""`python -m queries`: what people type, and what they are told when it is wrong."""

import io
import json

import pandas as pd
import pytest

import queries
from queries import catalogue, notebook, reading, values
from queries.__main__ import main
from queries.commands.asking import is_complete
from queries.errors import CannotAnswer
from queries.parameters import Parameter, parameters
from tests.questions import asked


@pytest.fixture
def run(toy, capfdbinary, monkeypatch):
    """Run a command on the toy city: exit code, what it gave, what it said."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))

    def ran(*arguments):
        code = main([str(argument) for argument in arguments])
        given = capfdbinary.readouterr()
        return code, given.out.decode(), given.err.decode()

    return ran


def test_answers_are_listed_by_family(run):
    code, given, _ = run("list")
    assert code == 0
    assert all(f"  {name} " in given for name in catalogue.names())
    _, some, _ = run("list", "--family", "places")
    assert "places: " in some
    assert "access_by_area" not in some
    _, found, _ = run("list", "--search", "CATCHMENT")
    assert "catchment_e2sfca_by_area" in found
    assert "access_of_london" not in found
    assert run("list", "--family", "place")[0] == 2


def test_a_card_shows_header_and_sql(run):
    code, given, _ = run("show", "access_by_area")
    assert code == 0
    assert "| `within_min` | minutes; thresholds.REACH | minutes | `30` |" in given
    assert "One row per `area_code`." in given
    assert catalogue.question("access_by_area").sql in given


def test_an_answer_takes_what_it_is_given(run, connection):
    code, given, _ = run(
        "run",
        "access_by_borough",
        "--format=csv",
        "--param=at_hour=Sunday 03:00",
        "--param=within_min=65",
        "--param=types=ae_type1,crisis_cafe",
        "--param=count_restricted=yes",
    )
    assert code == 0
    expected = queries.fetch(
        connection,
        "access_by_borough",
        **asked(
            at_hour=6 * 24 + 3,
            within_min=65,
            types=["ae_type1", "crisis_cafe"],
            count_restricted=True,
        ),
    )
    frame = pd.read_csv(io.StringIO(given), comment="#")
    pd.testing.assert_frame_equal(frame, expected, check_exact=True, check_dtype=False)


WRONG = {
    "at_hour=168": "Expected at_hour of 0 to 167",
    "at_hour=Sunday 25:00": "a weekday and a full hour",
    "at_hour=Sunday 03:30": "a weekday and a full hour",
    "at_hour=Someday 03:00": "a weekday and a full hour",
    "at_hour=T 03:00": "a weekday and a full hour",
    "at_hour=1.5": "a whole number",
    "at_hour=nan": "Expected at_hour in hour of the week",
    "within_min=-1": "0 or more",
    "within_min=1e999": "Expected within_min in minutes",
    "floor_rank=4": "of 1 to 3",
    "count_restricted=maybe": "Expected true or false",
    "age=adult": "Did you mean adults?",
    "mode=bus": "It can be walk, car, blue_light",
    "access=walkin": "Did you mean walk_in?",
    "types=crisis_caff": "Did you mean crisis_cafe or",
    "types=[1,": "as a,b,c or as JSON",
    "wihtin_min=5": "Did you mean within_min?",
    "within_min": "Expected --param name=value",
}


@pytest.mark.parametrize("param", WRONG)
def test_what_is_wrong_is_said(run, param):
    code, given, said = run("run", "access_by_area", "--param", param)
    assert (code, given) == (2, "")
    assert said.startswith("Could not run: Expected")
    assert WRONG[param] in said
    assert "Traceback" not in said


def test_a_value_given_twice_is_wrong(run):
    given = ["--param", "mode=car", "--param", "mode=walk"]
    assert "found two" in run("run", "access_by_area", *given)[2]


def test_a_place_of_another_edition_is_wrong(run):
    _, _, said = run("run", "area_profile", "--param", "area_code=E01000009")
    assert "'E01000009'" in said
    assert "Did you mean E0100000" in said


def test_a_name_that_is_no_answer_is_wrong(run):
    code, _, said = run("run", "acess_by_area")
    assert code == 2
    assert "Did you mean access_by_area" in said


def test_no_database_is_one_message(tmp_path, capsys):
    nowhere = str(tmp_path / "none.duckdb")
    for command in (["run", "edition"], ["sql", "select 1"], ["shell"], ["docs"]):
        assert main([*command, "--database", nowhere]) == 2
        assert "make build" in capsys.readouterr().err


def test_values_are_of_the_kind_of_their_preset():
    no, yes = False, True

    def read(preset, text, unit="boroughs"):
        return reading.read(Parameter("some", preset, unit, "Words"), text)

    assert read(no, "TRUE") is yes
    assert read([1, 2], "[3, 4]") == read([1, 2], "3, 4") == [3, 4]
    assert read(["a"], "") == []
    assert read(["a"], '["b, c"]') == ["b, c"]
    assert read("a", "true") == "true"
    assert read(None, "null") is None
    assert read(1.5, "2") == 2.0
    assert isinstance(read(1.5, "2"), float)
    assert read(30, "22.5", unit="minutes") == 22.5
    assert isinstance(read(30, "22", unit="minutes"), int)
    with pytest.raises(CannotAnswer, match="whole number"):
        read(30, "22.5")


def test_a_notebook_may_give_values_as_python_has_them(connection, toy, monkeypatch):
    one = {"at_hour": "Sunday 03:00", "types": ["ae_type1"], "count_restricted": True}
    two = {"at_hour": 147, "types": "ae_type1", "count_restricted": "yes"}
    question = catalogue.question("access_by_area")
    chosen = values.chosen(connection, question, one)
    assert chosen == values.chosen(connection, question, two)
    assert chosen["at_hour"] == 147
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    with pytest.raises(CannotAnswer, match="0 to 167"):
        notebook.answer("access_by_area", at_hour=168)
    with pytest.raises(CannotAnswer, match="Did you mean access_by_area"):
        notebook.answer("acess_by_area")
    assert notebook.sql("select 40 + 2 as n")["n"].tolist() == [42]


def test_codes_in_no_table_are_those_of_the_label(connection):
    listed = Parameter("supply", "sites", "code", "What is supplied: sites or rooms")
    assert values.codes_of(connection, listed) == ["sites", "rooms"]
    free = Parameter("measure", "all calls", "words", "A measure, or another")
    assert values.codes_of(connection, free) == []


def test_presets_are_codes_of_the_real_kind(connection):
    for name, parameter in parameters(connection).items():
        known = values.codes_of(connection, parameter)
        preset = parameter.preset
        taken = set(preset if isinstance(preset, list) else [preset])
        assert not known or taken <= set(known), name


def test_a_result_goes_to_a_file_of_its_kind(run, tmp_path):
    out = tmp_path / "areas.geojson"
    code, given, said = run("run", "access_by_area", "--out", out)
    assert (code, given) == (0, "")
    assert said == f"Wrote {out}: 6 rows.\n"
    made = json.loads(out.read_text())
    assert made["metadata"]["params"]["mode"] == "walk"
    assert made["metadata"]["null_geometry_count"] == 0
    assert "Replaced" in run("run", "access_by_area", "--out", out)[2]
    wrong = run("run", "access_by_area", "--format=csv", "--out", out)
    assert wrong[0] == 2
    assert "ends in .csv" in wrong[2]


def test_a_result_never_takes_the_place_of_a_database(run, toy):
    before = toy.read_bytes()
    assert run("run", "edition", "--out", toy)[0] == 2
    assert toy.read_bytes() == before


def test_a_statement_of_ones_own(run, monkeypatch):
    code, given, _ = run("sql", "select 40 + 2 as n", "--format", "csv")
    assert code == 0
    assert given.endswith("\nn\n42\n")
    assert "# Own statement: select 40 + 2 as n" in given
    monkeypatch.setattr("sys.stdin", io.StringIO("select 6 * 7 as n"))
    assert run("sql", "-", "--format", "csv")[1].endswith("\nn\n42\n")
    code, _, said = run("sql", "selec 1")
    assert code == 2
    assert said.startswith("Could not sql: ")
    assert "Traceback" not in said


def test_a_statement_cannot_change_the_edition(run):
    assert run("sql", "delete from areas")[0] == 2
    assert run("sql", "select * from read_csv('/etc/passwd')")[0] == 2


def test_the_prompt_reads_on_to_the_semicolon(run, monkeypatch):
    lines = (
        "select ';' as a, -- ;\n  1 as b\n;\n.tables\n.answers\n.help\nselect 7 as c"
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    code, given, _ = run("shell", "--format", "csv")
    assert code == 0
    assert "\na,b\n;,1\n" in given
    assert "services_known" in given
    assert "access_of_london" in given
    assert given.endswith("\nc\n7\n")


def test_the_prompt_goes_on_after_a_fault_and_remembers_it(run, monkeypatch):
    monkeypatch.setattr(
        "sys.stdin", io.StringIO("selec;\nselect 1 as n;\n.quit\nselect 2 as m;")
    )
    code, given, said = run("shell", "--format", "csv")
    assert code == 2
    assert "Could not answer" in said
    assert "\nn\n1\n" in given
    assert "\nm\n" not in given


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("select 1;", True),
        ("select 1; -- so", True),
        ("select 'é';", True),
        ("select 1", False),
        ("select ';", False),
        ('select ";', False),
        ("select 1 -- ;", False),
        ("select $$ ;", False),
        ("/* ;", False),
        ("", False),
    ],
)
def test_a_statement_is_complete_where_duckdb_ends_it(text, complete):
    assert is_complete(text) is complete


def test_answers_are_exported_with_their_sources(run, tmp_path):
    folder = tmp_path / "out"
    code, _, said = run("export", folder, "--param", "mode=car")
    assert code == 0
    assert {p.stem for p in folder.iterdir()} == {
        *catalogue.names(),
        "_answers",
        "_sources",
    }
    listed = pd.read_csv(folder / "_answers.csv", comment="#")
    assert sorted(listed["answer"]) == catalogue.names()
    for row in listed.itertuples():
        frame = pd.read_csv(folder / row.file, comment="#")
        assert len(frame) == row.rows
    assert '# mode = "car"' in (folder / "access_by_area.csv").read_text()
    assert "licence" in pd.read_csv(folder / "_sources.csv", comment="#").columns
    code, _, said = run("export", folder, "edition", "--format", "parquet")
    assert "2 files were replaced" in said
    assert (folder / "edition.parquet").exists()


def test_nothing_is_exported_if_a_value_is_wrong(run, tmp_path):
    for param in ("mode=bus", "wihtin_min=5"):
        assert run("export", tmp_path / "out", "--param", param)[0] == 2
    assert not (tmp_path / "out").exists()
