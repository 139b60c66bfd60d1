"""The toy city for every test, and two guards: no network, not the real database.

Random examples are the same in every run, so that what lands depends on the change alone;
with CRISIS_FUZZ_EXAMPLES they are new ones each time.
"""

import os
import socket

import pytest
from hypothesis import settings

import queries
from geodata import inputs
from geodata.build import build
from tests import toy_city

settings.register_profile(
    "steady", derandomize="CRISIS_FUZZ_EXAMPLES" not in os.environ
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def toy(tmp_path_factory):
    """Path of the toy edition's database."""
    return toy_city.built(tmp_path_factory.mktemp("toy city"))


@pytest.fixture
def connection(toy):
    """A read-only connection to the toy edition."""
    opened = queries.connect(toy)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch):
    """Connecting anywhere but to this machine fails."""
    connect = socket.socket.connect

    def guarded(self, address):
        host = address[0] if isinstance(address, tuple) else "localhost"
        if host not in {"127.0.0.1", "localhost", "::1"}:
            pytest.fail(f"a test tried to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def never_the_real_database(monkeypatch, tmp_path):
    """The program finds no database unless a test names one."""
    monkeypatch.setenv("CRISIS_DATABASE", str(tmp_path / "none.duckdb"))


@pytest.fixture(scope="session")
def starter(tmp_path_factory):
    """Path of the real starter edition's database, built once for all tests."""
    path = tmp_path_factory.mktemp("starter edition") / "crisis_access.duckdb"
    return build(inputs.starter(), path, say=lambda _words: None)
