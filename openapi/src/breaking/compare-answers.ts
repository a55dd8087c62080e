import type { JsonSchema } from '../json-schema.ts';
import type { OperationPlace } from './compare-operations.ts';
import { findRestrictions } from './find-restrictions.ts';
import { follow, type PublishedAnswer } from './published-document.ts';

const problemType = 'application/problem+json';

/** Whatever a caller who relies on the old description of the answers would notice. */
export function compareAnswers(before: OperationPlace, now: OperationPlace): string[] {
  const [old, current] = [answersOf(before), answersOf(now)];
  const found: string[] = [];
  for (const [status, answer] of current) {
    const previous = old.get(status);
    // New problems are announced as harmless; a caller who knows two kinds of success does not know a third.
    if (!previous && !isProblem(answer)) found.push(`${status}: is a new kind of success`);
    if (previous) found.push(...compareAnswer(status, { before, now, previous, answer }));
  }
  for (const [status, answer] of old) {
    if (!current.has(status) && !isProblem(answer)) found.push(`${status}: is not answered any more`);
  }
  return [...found, ...compareCodes(old, current, before, now)];
}

function answersOf({ operation, document }: OperationPlace): Map<string, PublishedAnswer> {
  const entries = Object.entries(operation.responses);
  return new Map(entries.map(([status, answer]) => [status, follow<PublishedAnswer>(answer, document)]));
}

function isProblem(answer: PublishedAnswer): boolean {
  return answer.content?.[problemType] !== undefined;
}

interface Pair {
  readonly before: OperationPlace;
  readonly now: OperationPlace;
  readonly previous: PublishedAnswer;
  readonly answer: PublishedAnswer;
}

function compareAnswer(status: string, { before, now, previous, answer }: Pair): string[] {
  const found: string[] = [];
  for (const [name, header] of Object.entries(previous.headers ?? {})) {
    const other = answer.headers?.[name];
    const wasSure = follow<{ required?: boolean }>(header, before.document).required === true;
    if (!other) found.push(`${status}: the header ${name} is gone`);
    else if (wasSure && follow<{ required?: boolean }>(other, now.document).required !== true)
      found.push(`${status}: the header ${name} is not always there`);
  }
  for (const [type, content] of Object.entries(previous.content ?? {})) {
    const other = answer.content?.[type];
    if (!other) {
      found.push(`${status}: is not answered as ${type} any more`);
      continue;
    }
    const open = type === problemType ? withoutNames : (schema: JsonSchema) => schema;
    const from = { schema: open(resolvedSchema(other.schema, now)), document: now.document };
    const to = { schema: open(resolvedSchema(content.schema, before)), document: before.document };
    for (const { path, what } of findRestrictions(from, to))
      found.push(`${status}: answer${path}: can be ${what} now`);
  }
  return found;
}

function resolvedSchema(schema: JsonSchema = {}, { document }: OperationPlace): JsonSchema {
  return schema.$ref ? follow<JsonSchema>({ $ref: schema.$ref }, document) : schema;
}

/** A problem without the names of the problems that are possible: further ones are announced as harmless. */
function withoutNames(schema: JsonSchema): JsonSchema {
  const entries = Object.entries(schema.properties ?? {});
  const opened = entries.map(([name, { enum: _, ...part }]) => [name, part]);
  return { ...schema, properties: Object.fromEntries(opened) };
}

/** A code that is answered with another status than before. */
function compareCodes(
  old: Map<string, PublishedAnswer>,
  current: Map<string, PublishedAnswer>,
  before: OperationPlace,
  now: OperationPlace,
): string[] {
  const [statuses, present] = [statusesOfCodes(old, before), statusesOfCodes(current, now)];
  return [...statuses]
    .filter(([code, status]) => present.has(code) && present.get(code) !== status)
    .map(([code, status]) => `${status}: ${code} is answered with ${present.get(code)} now`);
}

function statusesOfCodes(answers: Map<string, PublishedAnswer>, place: OperationPlace): Map<unknown, string> {
  return new Map(
    [...answers].flatMap(([status, { content }]) => {
      const schema = resolvedSchema(content?.[problemType]?.schema, place);
      return (schema.properties?.code?.enum ?? []).map((code): [unknown, string] => [code, status]);
    }),
  );
}
