"""Who may do what: by claims, on the pages, and through a provider in a real browser."""

import pytest
import streamlit as st
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from dashboard import roles
from dashboard.roles import Role
from tests import provider
from tests.bench_visitors import served
from tests.test_browser import chromium, free_port  # noqa: F401 - a fixture
from tests.test_pages import APP

SETTINGS = {
    "claim": "groups",
    "analysts": ["crisis-analysts", "Ana@Example.org"],
    "stewards": ["crisis-stewards"],
}
ACCOUNTS = [
    ({}, Role.VIEWER),
    ({"groups": ["others"]}, Role.VIEWER),
    ({"groups": ["crisis-analysts"]}, Role.ANALYST),
    ({"groups": "crisis-stewards"}, Role.STEWARD),
    ({"groups": ["crisis-analysts", "crisis-stewards"]}, Role.STEWARD),
    ({"email": "ana@example.org", "email_verified": True}, Role.ANALYST),
    ({"email": "ana@example.org", "email_verified": False}, Role.VIEWER),
    ({"email": "ana@example.org"}, Role.VIEWER),
    ({"email": "crisis-stewards", "email_verified": "no"}, Role.VIEWER),
    ({"groups": None}, Role.VIEWER),
]


@pytest.mark.parametrize(("account", "role"), ACCOUNTS)
def test_a_role_comes_from_claims_and_verified_addresses(account, role):
    assert roles.of(account, SETTINGS) is role


def test_nobody_is_listed_where_nothing_is_set():
    assert roles.of({"roles": ["stewards"], "email": ""}, {}) is Role.VIEWER


def opened(toy, monkeypatch, groups=None, page="data"):
    """A page of the toy city with login on, seen by a member of these groups."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    st.cache_data.clear()
    st.cache_resource.clear()
    app = AppTest.from_file(APP, default_timeout=60)
    app.secrets = {"auth": {"client_id": "x"}, "roles": SETTINGS}
    app.user = {"is_logged_in": groups is not None, "groups": groups or []}
    app.run()
    if groups is not None:
        app.switch_page(f"app_pages/{page}.py").run()
    assert not app.exception
    return app


def labels(app):
    return {e.label for e in app.expander}


def test_nobody_sees_a_page_before_signing_in(toy, monkeypatch):
    app = opened(toy, monkeypatch)
    assert [b.label for b in app.button] == ["Sign in"]
    assert not app.metric
    assert not app.selectbox


def test_a_steward_may_change_data_and_others_may_not(toy, monkeypatch):
    steward = opened(toy, monkeypatch, ["crisis-stewards"])
    assert {"Report a wrong site", "Bring incidents from a spreadsheet"} <= labels(
        steward
    )
    for groups in (["crisis-analysts"], ["others"]):
        app = opened(toy, monkeypatch, groups)
        assert not {
            "Report a wrong site",
            "Bring incidents from a spreadsheet",
        } & labels(app)


def test_a_viewer_asks_the_catalogue_and_no_sql(toy, monkeypatch):
    app = opened(toy, monkeypatch, ["others"], "query")
    app.session_state["question_asked"] = "select 42 as own"
    app.run()
    assert "viewers cannot ask SQL" in app.error[0].value
    app.selectbox(key="answer").set_value("access_of_london").run()
    assert not app.error
    assert not app.exception
    assert len(app.dataframe)


def test_an_analyst_asks_sql(toy, monkeypatch):
    app = opened(toy, monkeypatch, ["crisis-analysts"], "query")
    app.session_state["question_asked"] = "select 42 as own"
    app.run()
    assert not app.error
    assert not app.exception


def test_a_broken_file_of_secrets_lets_nobody_in(toy, tmp_path, monkeypatch):
    (tmp_path / "secrets.toml").write_text("[auth\n")
    before = st.get_option("secrets.files")
    st.secrets._reset()
    st.config._set_option("secrets.files", [str(tmp_path / "secrets.toml")], "a test")
    try:
        with pytest.raises(roles.SettingsNotRead, match="cannot be read as TOML"):
            roles.login_is_on()
    finally:
        st.config._set_option("secrets.files", before, "a test")
        st.secrets._reset()


def secrets(home, issuer, port):
    """A file of secrets as docs/deploying.md shows it."""
    file = home / ".streamlit" / "secrets.toml"
    file.parent.mkdir(parents=True)
    file.write_text(
        f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a long secret of this test, and of no other place"
client_id = "dashboard"
client_secret = "of the test"
server_metadata_url = "{issuer}/.well-known/openid-configuration"

[roles]
claim = "groups"
stewards = ["crisis-stewards"]
"""
    )


def test_a_person_signs_in_and_out_through_a_provider(toy, tmp_path, chromium):  # noqa: F811
    account = {"sub": "1", "email": "s@example.org", "groups": ["crisis-stewards"]}
    port = free_port()
    with provider.standing(account) as issuer:
        secrets(tmp_path, issuer, port)
        with served(toy, port=port, HOME=str(tmp_path)) as (address, _process):
            page = chromium.new_page()
            page.goto(f"http://{address}/data")
            page.get_by_role("button", name="Sign in").click(timeout=30_000)
            expect(page.get_by_text("Signed in as steward.")).to_be_visible(
                timeout=30_000
            )
            page.goto(f"http://{address}/data")
            expect(page.get_by_text("Report a wrong site")).to_be_visible(
                timeout=30_000
            )
            page.get_by_role("button", name="Sign out").click()
            page.wait_for_url("**/leave**")
            page.goto(f"http://{address}/")
            expect(page.get_by_role("button", name="Sign in")).to_be_visible(
                timeout=30_000
            )
            page.close()
