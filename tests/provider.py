"""A small identity provider (OpenID Connect) on this machine, as a fake of the world."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "only", "use": "sig", "alg": "RS256"})


@contextmanager
def standing(account):
    """Address of a provider that signs in this account (a dictionary of its claims)."""

    nonces = {}

    class Provider(BaseHTTPRequestHandler):
        def do_GET(self):
            asked = urlsplit(self.path)
            given = {k: v[0] for k, v in parse_qs(asked.query).items()}
            if asked.path == "/.well-known/openid-configuration":
                self.tell(configuration(self.server.address))
            elif asked.path == "/keys":
                self.tell({"keys": [KEY.as_dict(private=False)]})
            elif asked.path == "/authorize":
                nonces["code"] = given["nonce"], given["client_id"]
                back = urlencode({"code": "code", "state": given["state"]})
                self.send_response(302)
                self.send_header("Location", f"{given['redirect_uri']}?{back}")
                self.end_headers()
            else:
                self.tell({"signed_out": True})

        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            nonce, client = nonces["code"]
            now = int(time.time())
            claims = {
                "iss": self.server.address,
                "aud": client,
                "iat": now,
                "exp": now + 600,
                "nonce": nonce,
                **account,
            }
            signed = jwt.encode({"alg": "RS256", "kid": "only"}, claims, KEY)
            self.tell({"access_token": "a", "token_type": "Bearer", "id_token": signed})

        def tell(self, content):
            body = json.dumps(content).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.address
    finally:
        server.shutdown()
        server.server_close()


def configuration(address):
    """What a provider says of itself."""
    return {
        "issuer": address,
        "authorization_endpoint": f"{address}/authorize",
        "token_endpoint": f"{address}/token",
        "jwks_uri": f"{address}/keys",
        "end_session_endpoint": f"{address}/leave",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
    }
