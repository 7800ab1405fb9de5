#!/usr/bin/env bash
# Fetches client libraries of others that the tests drive our issuer with, at their defaults: requests-oauthlib and Authlib (PyPI),
# golang.org/x/oauth2 (Go, whose toolchain comes from PyPI) and Spring Security's (Maven Central). They are used by tests
# alone and stay in a folder that Git does not see. Needs python3 with venv, and a JDK (17 or newer) with Maven. Run it from
# anywhere:
#   test/support/clients/prepare.sh
# The drill skips a client that is not prepared, or fails there when SAMTYKKE_TEST_REQUIRE_CLIENTS=1.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$here/../../../node_modules/.cache/samtykke-clients
mkdir -p "$folder"

if ! cmp -s "$here/requirements.txt" "$folder/requirements.txt"; then
  rm -rf "$folder/python"
  python3 -m venv "$folder/python"
  "$folder/python/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
  cp "$here/requirements.txt" "$folder/"
fi
(cd "$here/go" && GOTOOLCHAIN=local "$folder/python/bin/go" build -o "$folder/x-oauth2" .)

if ! diff -qr "$here/spring" "$folder/spring" &>/dev/null; then
  rm -rf "$folder/spring" "$folder/spring.jar"
  mvn --quiet --batch-mode --file "$here/spring/pom.xml" package -DbuildDirectory="$folder/target"
  cp "$folder/target/spring.jar" "$folder/"
  cp -r "$here/spring" "$folder/"
fi
