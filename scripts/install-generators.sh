#!/bin/bash
# Brings the generators of other people, which are too heavy for everybody's npm ci, to test/generators/node_modules.
set -euo pipefail
cd "$(dirname "$0")/../test/generators"

# Nothing to do while the lock file is the one that was installed.
stamp=node_modules/.installed
wanted=$(cat package-lock.json requirements.txt | sha256sum)
[ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && exit 0

npm ci --no-audit --no-fund --ignore-scripts
# Without these, the tests of clients in Python say that they are left out.
if python3 -m pip --version >/dev/null 2>&1; then
  python3 -m pip install --quiet --disable-pip-version-check --no-input --retries 1 \
    --target node_modules/.python -r requirements.txt || echo 'The packages for Python could not be installed.'
else
  echo 'python3 has no pip; clients in Python are tested if python3 finds httpx and urllib3 itself.'
fi
printf '%s\n' "$wanted" >"$stamp"
