#!/usr/bin/env bash
# Fetches the signing libraries of others that the tests hold our reader against: pyHanko (PyPI) and iText, OpenPDF and
# PDFBox (Maven Central). They are used by tests alone, stay in a folder that Git does not see, and nothing of them is
# shipped; iText is under the AGPL. Needs python3 with venv, and a JDK (17 or newer) with Maven. Run it from anywhere:
#   test/support/signers/prepare.sh
# `npm test` never fetches them: it skips these tests where they are not prepared, or fails there when
# SAMTYKKE_TEST_REQUIRE_SIGNERS=1.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$here/../../../node_modules/.cache/samtykke-signers
mkdir -p "$folder"

# What has been fetched is known by what was asked for.
is_fetched() { cmp -s "$here/$1" "$folder/$1"; }

fetch_python() {
  rm -rf "$folder/python"
  python3 -m venv "$folder/python"
  "$folder/python/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt"
  cp "$here/requirements.txt" "$folder/"
}

fetch_java() {
  rm -rf "$folder/java"
  mvn --quiet --batch-mode --file "$here/pom.xml" dependency:copy-dependencies \
    -DoutputDirectory="$folder/java" -DbuildDirectory="$folder/target"
  cp "$here/pom.xml" "$folder/"
}

is_fetched requirements.txt || fetch_python &
python=$!
is_fetched pom.xml || fetch_java
wait "$python"
