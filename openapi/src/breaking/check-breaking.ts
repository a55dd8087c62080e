import { readFileSync } from 'node:fs';
import { compareWithChangelog, declarationOf } from './changelog.ts';
import { changelogFile, presentFile, readDocument, releasedFile } from './files.ts';
import { findBreakingChanges } from './find-breaking-changes.ts';

const changes = findBreakingChanges(readDocument(releasedFile), readDocument(presentFile));
const { undeclared, stale } = compareWithChangelog(changes, readFileSync(changelogFile, 'utf8'));

console.log(
  `${changes.length} breaking changes since the last release, ${undeclared.length} of them undeclared`,
);
if (undeclared.length > 0) {
  console.error('Take them back, or declare them in CHANGELOG.md under "## Unreleased":\n');
  for (const change of undeclared) console.error(declarationOf(change));
}
for (const line of stale) console.error(`CHANGELOG.md declares what is not the case: ${line}`);
if (undeclared.length + stale.length > 0) process.exitCode = 1;
