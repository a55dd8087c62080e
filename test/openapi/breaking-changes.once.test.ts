import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  compareWithChangelog,
  declarationOf,
  releaseChangelog,
} from '../../openapi/src/breaking/changelog.ts';
import { changelogFile, presentFile, readDocument, releasedFile } from '../../openapi/src/breaking/files.ts';
import { findBreakingChanges } from '../../openapi/src/breaking/find-breaking-changes.ts';
import { breakingAnswers } from './breaking-answers.ts';
import { breakingRequests } from './breaking-requests.ts';
import { harmlessChanges } from './harmless-changes.ts';
import { type Changes, smallDocument } from './small-document.ts';

function found(changes: Changes): string[] {
  const now = structuredClone(smallDocument);
  changes(now);
  return findBreakingChanges(smallDocument, now);
}

describe('the check for breaking changes', () => {
  test('finds nothing between a document and itself', () => {
    expect(found(() => undefined)).toEqual([]);
    const present = readDocument(presentFile);
    expect(findBreakingChanges(present, structuredClone(present))).toEqual([]);
  });

  test.each([...breakingRequests, ...breakingAnswers])('reports that %s', (_, expected, changes) => {
    expect(found(changes)).toEqual([expected]);
  });

  test.each(harmlessChanges)('accepts that %s', (_, changes) => {
    expect(found(changes)).toEqual([]);
  });

  test('follows a schema that contains itself', () => {
    const tree = { type: 'object' as const, properties: { children: { $ref: '#/components/schemas/Tree' } } };
    const before = structuredClone(smallDocument);
    before.components.schemas.Tree = tree;
    before.components.schemas.Thing = { $ref: '#/components/schemas/Tree' };
    const now = structuredClone(before);
    expect(findBreakingChanges(before, now)).toEqual([]);
    delete now.components.schemas.Tree?.properties?.children;
    expect(findBreakingChanges(before, now)).toContain(
      'makeThing: 201: answer.children: can be anything now',
    );
  });
});

describe('the changelog', () => {
  const changelog = (entries: string) =>
    `# Changelog\n\n## Unreleased\n\n${entries}\n\n## 1.0.0\n\n- First.\n`;

  test('must declare each breaking change, and none that is not there', () => {
    expect(
      compareWithChangelog(['a: x', 'b: y'], changelog('- Breaking: `a: x`, because.\n- More.')),
    ).toEqual({
      undeclared: ['b: y'],
      stale: [],
    });
    expect(compareWithChangelog([], changelog(declarationOf('a: x')))).toEqual({
      undeclared: [],
      stale: ['- Breaking: `a: x`'],
    });
  });

  test('declares nothing with what was released before', () => {
    const old = changelog('').replace('- First.', declarationOf('a: x'));
    expect(compareWithChangelog(['a: x'], old).undeclared).toEqual(['a: x']);
  });

  test('gives what was unreleased a version, once', () => {
    const released = releaseChangelog(changelog('- New.'), '1.1.0');
    expect(released).toContain('## Unreleased\n\n## 1.1.0\n\n- New.\n\n## 1.0.0');
    expect(() => releaseChangelog(released, '1.1.0')).toThrow('raise it');
  });

  test('declares the breaking changes of the present document', () => {
    const changes = findBreakingChanges(readDocument(releasedFile), readDocument(presentFile));
    const disagreement = compareWithChangelog(changes, readFileSync(changelogFile, 'utf8'));
    expect(disagreement).toEqual({ undeclared: [], stale: [] });
  });
});
