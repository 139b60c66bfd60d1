"""Statements run behind the second wall with nobody to judge them, in their own process.

Reads a path and statements as JSON; prints of each whether it ran, and what came back.
"""

import json
import os
import socket
import sys

import duckdb

from queries.walls import Asked, walled


def outcomes(connection, statements):
    for sql in statements:
        cursor = connection.cursor()
        try:
            cursor.execute("use london")
            rows = []
            for statement in cursor.extract_statements(sql):
                values = dict.fromkeys(statement.named_parameters, "/etc/passwd")
                rows.append(cursor.execute(statement, values or None).fetchmany(1000))
        except (duckdb.Error, RuntimeError, ValueError, TypeError) as fault:
            yield False, str(fault)
        else:
            yield True, repr(rows)


def settings(connection):
    cursor = connection.cursor()
    return dict(cursor.execute("select name, value from duckdb_settings()").fetchall())


def doors():
    """What Python itself can still do, were it to fall into a stranger's hands."""
    tried = {
        "read": lambda: os.open("/etc/passwd", os.O_RDONLY),
        "write": lambda: os.open("made", os.O_CREAT | os.O_WRONLY),
        "socket": socket.socket,
        "pipe": os.pipe,
    }
    for name, open_it in tried.items():
        try:
            open_it()
        except OSError:
            yield name, False
        else:
            yield name, True


def main():
    path, statements = json.load(sys.stdin)
    connection, _ = walled(
        Asked(path, "", {}, seconds=2, memory_mb=200, rows=10, result_mb=10)
    )
    before = settings(connection)
    told = list(outcomes(connection, statements))
    changed = {
        name: [before[name], value]
        for name, value in settings(connection).items()
        if value != before[name]
    }
    print(
        json.dumps(
            {
                "outcomes": told,
                "changed": changed,
                "doors": dict(doors()),
                "environment": dict(os.environ),
            }
        )
    )
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
