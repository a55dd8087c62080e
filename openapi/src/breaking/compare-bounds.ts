import { type JsonSchema, typesOf } from '../json-schema.ts';

const lowerBounds = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems', 'minProperties'] as const;
const upperBounds = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems'] as const;

/** What the second schema refuses and the first accepts, as far as the value itself goes. */
export function compareBounds(from: JsonSchema, to: JsonSchema): string[] {
  const found: string[] = [...compareTypes(from, to), ...compareValues(from, to)];
  for (const bound of lowerBounds) {
    if ((to[bound] ?? Number.NEGATIVE_INFINITY) > (from[bound] ?? Number.NEGATIVE_INFINITY))
      found.push(`beyond ${bound} ${to[bound]}`);
  }
  for (const bound of upperBounds) {
    if ((to[bound] ?? Number.POSITIVE_INFINITY) < (from[bound] ?? Number.POSITIVE_INFINITY))
      found.push(`beyond ${bound} ${to[bound]}`);
  }
  for (const rule of ['pattern', 'format', 'multipleOf'] as const) {
    if (to[rule] !== undefined && to[rule] !== from[rule]) found.push(`of another ${rule}`);
  }
  if (to.uniqueItems && !from.uniqueItems) found.push('repetitive');
  return found;
}

function compareTypes(from: JsonSchema, to: JsonSchema): string[] {
  const allowed: readonly string[] = typesOf(to);
  if (allowed.length === 0) return [];
  const types = typesOf(from);
  if (types.length === 0) return ['of any type'];
  const isAllowed = (type: string) =>
    allowed.includes(type) || (type === 'integer' && allowed.includes('number'));
  return types.filter((type) => !isAllowed(type)).map((type) => `of type ${type}`);
}

function compareValues(from: JsonSchema, to: JsonSchema): string[] {
  const [values, allowed] = [valuesOf(from), valuesOf(to)];
  if (!allowed) return [];
  if (!values) return ['outside of the list'];
  return values.filter((value) => !allowed.includes(value));
}

function valuesOf({ enum: values, const: constant }: JsonSchema): string[] | undefined {
  return (constant === undefined ? values : [constant])?.map((value) => JSON.stringify(value));
}
