"""Commands and contracts: what `make check` asks holds, and messages say what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import find_browser

ROOT = Path(__file__).parents[1]
PYTHON = [sys.executable, "-m"]
LINT_IMPORTS = (
    "import sys; from importlinter.cli import lint_imports_command as lint; "
    "sys.argv = ['lint-imports', '--no-cache']; lint()"
)
CHECKS = {
    "format": [*PYTHON, "ruff", "format", "--check", "."],
    "lint": [*PYTHON, "ruff", "check", "."],
    "types": [*PYTHON, "mypy"],
    "import contracts": [
        sys.executable,
        "-c",
        LINT_IMPORTS,
    ],
    "SQL": [*PYTHON, "sqlfluff", "lint", "--disable-progress-bar", "queries"],
}


def run(command, **environment):
    """Exit code and words of a command run from the root."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", CHECKS)
def test_the_code_keeps_its_rules(name):
    code, words = run(CHECKS[name])
    assert code == 0, words


def test_an_import_across_layers_breaks_a_contract(tmp_path):
    for package in ("geodata", "queries", "dashboard"):
        (tmp_path / package).symlink_to(ROOT / package)
    (tmp_path / "queries").unlink()
    copied = tmp_path / "queries"
    copied.mkdir()
    for file in (ROOT / "queries").glob("*.py"):
        (copied / file.name).write_text(file.read_text())
    (copied / "leak.py").write_text('"""Knows too much."""\nimport geodata.build\n')
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    done = subprocess.run(
        CHECKS["import contracts"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode != 0
    assert "Queries know neither who builds nor who shows BROKEN" in done.stdout


def test_a_browser_that_is_named_is_taken(monkeypatch):
    monkeypatch.setenv("CRISIS_BROWSER", sys.executable)
    assert find_browser.browser() == sys.executable


@pytest.mark.skipif(sys.platform == "darwin", reason="applications lie off the PATH")
def test_no_browser_and_no_package_manager_is_said_with_the_command(tmp_path):
    script = [sys.executable, "tests/find_browser.py"]
    code, words = run(script, PATH=str(tmp_path), CRISIS_BROWSER="")
    assert code == 1
    assert "sudo apt-get install chromium" in words


def test_no_python_is_said_with_the_command(tmp_path):
    script = ["/bin/sh", str(ROOT / ".ci" / "make_environment.sh")]
    code, words = run(script, PATH=str(tmp_path))
    assert code == 2
    assert "Expected Python 3.11 or newer" in words
