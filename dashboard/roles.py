"""Who may do what: viewer, analyst or steward.

Without a login (the default) everybody may ask SQL, and whoever sits at this machine may
change its data. With a login (`[auth]` in .streamlit/secrets.toml, Streamlit's own OIDC)
the roles stand in `[roles]` there:

    [roles]
    claim = "groups"
    analysts = ["crisis-analysts", "a.analyst@example.nhs.uk"]
    stewards = ["crisis-stewards"]

Each entry is a value of the claim or a verified e-mail address; everybody else whom the
provider signs in is a viewer.
"""

from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard import steward


class Role(IntEnum):
    """What a visitor may do; each may do what those before may."""

    VIEWER = 1
    ANALYST = 2
    STEWARD = 3


class SettingsNotRead(Exception):
    """Secrets are there and cannot be read; nobody is let in by mistake."""


def login_is_on() -> bool:
    """Whether visitors sign in.

    Raises: SettingsNotRead, rather than take a broken file for none.
    """
    if st.secrets.load_if_toml_exists():
        return "auth" in st.secrets
    there = [name for name in st.get_option("secrets.files") if Path(name).exists()]
    if there:
        raise SettingsNotRead(
            f"Expected settings of the login in {there[0]}, found a file that cannot be "
            "read as TOML. Mend it, or take it away to serve without a login."
        )
    return False


def gate() -> None:
    """Stop before any page until the visitor is signed in, where login is on."""
    if not login_is_on():
        return
    if not st.user.is_logged_in:
        st.write("Sign in with your organisation's account to see the dashboard.")
        st.button("Sign in", type="primary", on_click=st.login)
        st.stop()
    with st.sidebar:
        st.caption(f"Signed in as {current().name.lower()}.")
        st.button("Sign out", on_click=st.logout)


def current() -> Role:
    """Role of whoever sees the page."""
    if login_is_on():
        return of(st.user.to_dict(), st.secrets.get("roles", {}))
    return Role.STEWARD if steward.is_here() else Role.ANALYST


def asker() -> str:
    """Whom counts are told apart by: the account, or the address of the machine."""
    if login_is_on():
        return f"account {st.user.get('iss')} {st.user.get('sub')}"
    return st.context.ip_address or "this machine"


def may_ask_sql() -> bool:
    """Whether the visitor may ask SQL of their own."""
    return current() >= Role.ANALYST


def may_change_data() -> bool:
    """Whether the visitor may bring incidents and report wrong sites."""
    return current() is Role.STEWARD


def of(account: Mapping[str, Any], settings: Mapping[str, Any]) -> Role:
    """Role of an account: its claims against `[roles]`; the highest that fits.

    An e-mail address that the provider has not verified counts for nothing.
    """
    held = account.get(str(settings.get("claim", "roles")), [])
    names = {str(name) for name in (held if isinstance(held, list) else [held])}
    if account.get("email_verified") in {True, "true"}:
        names.add(str(account.get("email", "")).lower())
    for role, key in ((Role.STEWARD, "stewards"), (Role.ANALYST, "analysts")):
        listed = {str(name) for name in settings.get(key, [])}
        if names & (listed | {name.lower() for name in listed if "@" in name}):
            return role
    return Role.VIEWER
