"""Asks a running dashboard whether it serves an edition: for Docker and systemd."""

import json
import urllib.error
import urllib.request
from http import HTTPStatus

PATIENCE_S = 5


def ask(port: int, base_path: str = "") -> tuple[int, str]:
    """Exit code and a sentence: 0 ready, 1 no answer, 2 no database that opens."""
    address = "/".join(filter(None, [f"http://127.0.0.1:{port}", base_path, "health"]))
    # A proxy of the machine is not asked for its own loopback.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=PATIENCE_S) as answer:
            said = json.load(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            if refusal.code == HTTPStatus.SERVICE_UNAVAILABLE:
                return 2, str(json.load(refusal)["words"])
        return 1, f"Expected a dashboard at {address}, found HTTP {refusal.code}."
    except (OSError, ValueError) as fault:
        return 1, f"Expected a dashboard at {address}, found: {fault}."
    return 0, f"Ready: edition {said['edition']}, built {said['built_at']}."
