import { compareOperations } from './compare-operations.ts';
import type { PublishedDocument, PublishedOperation } from './published-document.ts';

/** Every change that an unchanged caller of the API would notice, as one line each, without repetition. */
export function findBreakingChanges(before: PublishedDocument, now: PublishedDocument): string[] {
  const found: string[] = [];
  const current = operationsOf(now);
  for (const [place, operation] of operationsOf(before)) {
    const other = current.get(place);
    if (!other) {
      found.push(`${operation.operationId}: ${place} is gone`);
      continue;
    }
    const changes = compareOperations({ operation, document: before }, { operation: other, document: now });
    found.push(...changes.map((change) => `${operation.operationId}: ${change}`));
  }
  for (const name of namesOfTypes(before)) {
    if (!namesOfTypes(now).has(name))
      found.push(`schema ${name}: is gone, and with it a type of generated clients`);
  }
  return [...new Set(found)];
}

function operationsOf({ paths }: PublishedDocument): Map<string, PublishedOperation> {
  return new Map(
    Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation]),
    ),
  );
}

/** Schemas of problems are named after the set of their codes, which may grow. */
function namesOfTypes({ components }: PublishedDocument): Set<string> {
  return new Set(Object.keys(components.schemas).filter((name) => !name.endsWith('Problem')));
}
