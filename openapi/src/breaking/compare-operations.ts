import { compareAnswers } from './compare-answers.ts';
import { findRestrictions, type Restriction } from './find-restrictions.ts';
import {
  follow,
  type PublishedContent,
  type PublishedDocument,
  type PublishedOperation,
  type PublishedParameter,
} from './published-document.ts';

/** An operation with the document that its references lead into. */
export interface OperationPlace {
  readonly operation: PublishedOperation;
  readonly document: PublishedDocument;
}

/** Whatever an unchanged caller of an operation would notice, one sentence each. */
export function compareOperations(before: OperationPlace, now: OperationPlace): string[] {
  return [
    ...compareAccess(before.operation, now.operation),
    ...compareParameters(before, now),
    ...compareBodies(before, now),
    ...compareAnswers(before, now),
  ];
}

/** The sentence about a value that is refused now. */
function refusal(what: string, { path, what: rule }: Restriction): string {
  return `${what}${path}: cannot be ${rule} any more`;
}

function compareAccess(before: PublishedOperation, now: PublishedOperation): string[] {
  const found: string[] = [];
  if (before.operationId !== now.operationId) found.push(`is called ${now.operationId} now`);
  const credentials = ['none', 'any', 'session'];
  const rankOf = (operation: PublishedOperation) =>
    credentials.indexOf(operation['x-required-credential'] ?? 'none');
  if (rankOf(now) > rankOf(before))
    found.push(`needs a stronger credential (${now['x-required-credential']})`);
  for (const permission of now['x-required-permission'] ?? []) {
    if (!before['x-required-permission']?.includes(permission)) found.push(`needs ${permission}`);
  }
  const fields = before['x-field-permissions'] ?? {};
  for (const [field, needed] of Object.entries(now['x-field-permissions'] ?? {})) {
    if (JSON.stringify(needed) !== JSON.stringify(fields[field]))
      found.push(`needs more for the field ${field}`);
  }
  return found;
}

function parametersOf({ operation, document }: OperationPlace): Map<string, PublishedParameter> {
  const list = (operation.parameters ?? []).map((one) => follow<PublishedParameter>(one, document));
  return new Map(list.map((one) => [`${one.in} parameter ${one.name}`, one]));
}

function compareParameters(before: OperationPlace, now: OperationPlace): string[] {
  const [old, current] = [parametersOf(before), parametersOf(now)];
  const found: string[] = [];
  for (const [name, { required, schema = {} }] of current) {
    const previous = old.get(name);
    if (required && !previous?.required) found.push(`${name}: is required now`);
    if (!previous) continue;
    const from = { schema: previous.schema ?? {}, document: before.document };
    const restrictions = findRestrictions(from, { schema, document: now.document });
    found.push(...restrictions.map((one) => refusal(name, one)));
    if (JSON.stringify(previous.schema?.default) !== JSON.stringify(schema.default))
      found.push(`${name}: has another default`);
  }
  for (const name of old.keys()) if (!current.has(name)) found.push(`${name}: is gone`);
  return found;
}

function compareBodies(before: OperationPlace, now: OperationPlace): string[] {
  const [old, current] = [before.operation.requestBody, now.operation.requestBody];
  if (!old) return current?.required ? ['body: is required now'] : [];
  if (!current) return ['body: is gone'];
  const found = current.required && !old.required ? ['body: is required now'] : [];
  for (const [type, content] of Object.entries(old.content)) {
    const other: PublishedContent | undefined = current.content[type];
    if (!other) {
      found.push(`body: ${type} is not accepted any more`);
      continue;
    }
    const from = { schema: content.schema ?? {}, document: before.document };
    const restrictions = findRestrictions(from, { schema: other.schema ?? {}, document: now.document });
    found.push(...restrictions.map((one) => refusal('body', one)));
  }
  return found;
}
