"""One authorization with Authlib at its defaults, its ID token checked by joserfc at its defaults."""

import json
import os

import requests
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.jwk import KeySet

env = os.environ
metadata = requests.get(f"{env['ISSUER']}/.well-known/openid-configuration", timeout=10).json()
session = OAuth2Session(env["CLIENT_ID"], env["CLIENT_SECRET"], scope=env["SCOPE"], redirect_uri=env["REDIRECT_URI"])
url, state = session.create_authorization_url(metadata["authorization_endpoint"])
print(json.dumps({"url": url}), flush=True)
tokens = session.fetch_token(metadata["token_endpoint"], authorization_response=input(), state=state)
keys = KeySet.import_key_set(requests.get(metadata["jwks_uri"], timeout=10).json())
claims = jwt.decode(tokens["id_token"], keys).claims
userinfo = session.get(metadata["userinfo_endpoint"]).json()
assert claims["sub"] == userinfo["sub"]
print(json.dumps({"scope": tokens["scope"].split(" "), "sub": claims["sub"]}), flush=True)
