const unreleasedTitle = '## Unreleased';

/** The lines of the changelog between the title of what is not released yet and the next one. */
function unreleasedLines(changelog: string): string[] {
  const lines = changelog.split('\n');
  const start = lines.indexOf(unreleasedTitle);
  if (start < 0) throw new Error(`CHANGELOG.md has no "${unreleasedTitle}".`);
  const end = lines.findIndex((line, index) => index > start && line.startsWith('## '));
  return lines.slice(start + 1, end < 0 ? undefined : end);
}

/** The entry that declares a breaking change; an explanation may follow it on the same line. */
export function declarationOf(change: string): string {
  return `- Breaking: \`${change}\``;
}

/** What the changelog and the changes do not agree on. */
export interface Disagreement {
  /** Changes that no entry declares. */
  readonly undeclared: readonly string[];
  /** Entries that declare a change that is not there. */
  readonly stale: readonly string[];
}

/** Holds the breaking changes since the last release against the entries of the changelog. */
export function compareWithChangelog(changes: readonly string[], changelog: string): Disagreement {
  const declarations = unreleasedLines(changelog).filter((line) => line.startsWith('- Breaking:'));
  const declares = (line: string, change: string) => line.startsWith(declarationOf(change));
  return {
    undeclared: changes.filter((change) => !declarations.some((line) => declares(line, change))),
    stale: declarations.filter((line) => !changes.some((change) => declares(line, change))),
  };
}

/** The changelog once what was unreleased has become a version. */
export function releaseChangelog(changelog: string, version: string): string {
  const title = `## ${version}`;
  if (changelog.split('\n').includes(title))
    throw new Error(`Version ${version} is released already: raise it in openapi/package.json.`);
  unreleasedLines(changelog);
  return changelog.replace(unreleasedTitle, `${unreleasedTitle}\n\n${title}`);
}
