import type { ValidationError } from '@roster/contract';
import * as z from 'zod';

type Place = 'body' | 'query' | 'path' | 'header';

const maxInputLength = 100;
const maxErrors = 100;

/** Types that say more than zod's own codes, by code and what was measured. */
function sizeType(code: 'too_small' | 'too_big', origin: string): string {
  const isSmall = code === 'too_small';
  if (origin === 'string') return isSmall ? 'too_short' : 'too_long';
  if (origin === 'array' || origin === 'set') return isSmall ? 'too_few' : 'too_many';
  return code;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function typeOf(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'custom':
      return typeof issue.params?.type === 'string' ? issue.params.type : 'invalid';
    case 'invalid_type':
      return value === undefined ? 'required' : 'wrong_type';
    case 'too_small':
    case 'too_big':
      return sizeType(issue.code, issue.origin);
    case 'invalid_value':
      return value === undefined ? 'required' : 'not_allowed';
    default:
      return issue.code;
  }
}

/** In our words: those of the library change with its releases, and speak of its types. */
function messageOf(issue: z.core.$ZodIssue, type: string): string {
  switch (issue.code) {
    case 'custom':
      return issue.message;
    case 'too_small':
      return `Must have ${unitOf(issue.origin, 'at least', Number(issue.minimum))}.`;
    case 'too_big':
      return `Must have ${unitOf(issue.origin, 'at most', Number(issue.maximum))}.`;
    case 'invalid_value':
      return type === 'required' ? 'Is required.' : `Must be one of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_type':
      return type === 'required'
        ? 'Is required.'
        : `Must be of the type ${typeNames[issue.expected] ?? issue.expected}.`;
    case 'invalid_format':
      return forms[issue.format] ?? issue.message;
    default:
      return issue.message;
  }
}

/** What a text in one of the forms of the library looks like; any other form brings its own words. */
const forms: Readonly<Record<string, string>> = {
  datetime: 'Must be a moment like 2026-03-01T00:00:00Z or 2026-03-01T01:00:00+01:00; in a query, + is %2B.',
  date: 'Must be a day, written like 2026-03-01.',
  uuid: 'Must be a UUID.',
};

const typeNames: Readonly<Record<string, string>> = { record: 'object', int: 'integer' };

function unitOf(origin: string, bound: string, limit: number): string {
  const plural = limit === 1 ? '' : 's';
  if (origin === 'string') return `${bound} ${limit} character${plural}`;
  if (origin === 'array') return `${bound} ${limit} item${plural}`;
  return `a value of ${bound} ${limit}`;
}

function contextOf(issue: z.core.$ZodIssue): Record<string, unknown> | undefined {
  switch (issue.code) {
    case 'too_small':
      return { minimum: Number(issue.minimum) };
    case 'too_big':
      return { maximum: Number(issue.maximum) };
    case 'invalid_value':
      return { allowed: issue.values.map(String) };
    case 'invalid_type':
      return { expected: issue.expected };
    default:
      return undefined;
  }
}

/** Shown only for short scalars of fields that are declared and not secret. */
function shownInput(value: unknown, isSecret: boolean): string | number | boolean | undefined {
  if (isSecret) return undefined;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return typeof value === 'string' && value.length <= maxInputLength ? value : undefined;
}

function withoutWrappers(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return withoutWrappers(schema.unwrap());
  return schema instanceof z.ZodArray ? withoutWrappers(schema.element) : schema;
}

/** The names of the fields, of the body and of the objects in it, whose values are never shown. */
export function secretFields(body: z.core.$ZodType | undefined): ReadonlySet<string> {
  if (!(body instanceof z.ZodObject)) return new Set();
  const shape: Record<string, z.core.$ZodType> = body.shape;
  const isSecret = (part: z.core.$ZodType) => z.globalRegistry.get(part)?.format === 'password';
  const names = Object.entries(shape).flatMap(([name, schema]) => {
    const inner = withoutWrappers(schema);
    return isSecret(schema) || isSecret(inner) ? [name] : [...secretFields(inner)];
  });
  return new Set(names);
}

/** Turns what zod found into the errors that clients read. */
export function validationErrors(
  place: Place,
  issues: readonly z.core.$ZodIssue[],
  input: unknown,
  secrets: ReadonlySet<string>,
): ValidationError[] {
  const errors = issues.flatMap((issue): ValidationError[] => {
    const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        loc: [place, ...path, key.slice(0, maxInputLength)],
        msg: 'Is not a field of this request.',
        type: 'unknown_field',
      }));
    }
    const value = valueAt(input, issue.path);
    const type = typeOf(issue, value);
    const context = contextOf(issue);
    const shown = shownInput(
      value,
      path.some((key) => secrets.has(String(key))),
    );
    return [
      {
        loc: [place, ...path],
        msg: messageOf(issue, type),
        type,
        ...(shown === undefined ? {} : { input: shown }),
        ...(context === undefined ? {} : { ctx: context }),
      },
    ];
  });
  return errors.slice(0, maxErrors);
}
