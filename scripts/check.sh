#!/bin/bash
# What must hold before a change is handed over: format, lint, types, generated files, structure.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

step() {
  local name=$1
  shift
  printf '\n== %s\n' "$name"
  if ! "$@"; then
    printf '\ncheck failed at: %s\n' "$name" >&2
    exit 1
  fi
}

# Generated files are compared with what stood there before, committed or not: regeneration must change nothing.
generated=(openapi/openapi.json openapi/openapi.yaml openapi/openapi-3.0.json client/src/generated docs/client.md migrations/schema.sql)
fingerprint() { find "${generated[@]}" -type f -print0 | sort -z | xargs -0 sha256sum; }
regenerate() {
  local before after
  before=$(fingerprint) || return 1
  npm run --silent generate || return 1
  after=$(fingerprint) || return 1
  if [ "$before" != "$after" ]; then
    diff <(printf '%s\n' "$before") <(printf '%s\n' "$after")
    echo 'Generated files were not up to date; they are now: look at them and commit them.' >&2
    return 1
  fi
}

step 'format and lint' npx biome ci --error-on-warnings .
step 'types' npx tsc -b
step 'generated files' regenerate
step 'lint of the document' npm run --silent lint:api
step 'breaking changes' npm run --silent check:breaking
step 'structure' npx vitest run --project once test/architecture.once.test.ts test/document.once.test.ts test/document-30.once.test.ts
step 'client package' npm run --silent check:client
printf '\ncheck passed\n'
