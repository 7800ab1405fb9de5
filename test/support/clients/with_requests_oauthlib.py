"""One authorization with requests-oauthlib at its defaults: no PKCE, no nonce, whatever it does with the secret."""

import json
import os

import requests
from requests_oauthlib import OAuth2Session

env = os.environ
metadata = requests.get(f"{env['ISSUER']}/.well-known/openid-configuration", timeout=10).json()
session = OAuth2Session(env["CLIENT_ID"], redirect_uri=env["REDIRECT_URI"], scope=env["SCOPE"].split(" "))
url, _state = session.authorization_url(metadata["authorization_endpoint"])
print(json.dumps({"url": url}), flush=True)
tokens = session.fetch_token(
    metadata["token_endpoint"], authorization_response=input(), client_secret=env["CLIENT_SECRET"]
)
userinfo = session.get(metadata["userinfo_endpoint"]).json()
print(json.dumps({"scope": tokens["scope"], "sub": userinfo["sub"]}), flush=True)
