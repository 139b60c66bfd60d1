"""Finding a place where no browser runs: a component of ours is drawn, not moved, there."""


def found(app, code, key="place"):
    """Choose what the field of `key` finds; the page is run by the caller."""
    app.session_state[key] = code
    return app
