import { type JsonSchema, referencedName, typesOf } from '../json-schema.ts';

/** A schema as OpenAPI 3.0 writes it: one type, `nullable`, one example, exclusive bounds as switches. */
export type Schema30 = Readonly<Record<string, unknown>>;

type Named = Readonly<Record<string, JsonSchema>>;

/**
 * Turns a schema of the document into the one of OpenAPI 3.0 that accepts the same values.
 * @param named the schemas of the document by name
 */
export function toSchema30(schema: JsonSchema, named: Named): Schema30 {
  const inner = (part: JsonSchema) => toSchema30(part, named);
  if (schema.$ref) return toReference30(schema);
  const nullable = nullableReference(schema);
  if (nullable) return toNullableCopy(schema, nullable, named);
  const { type: _, examples, const: constant, exclusiveMinimum, exclusiveMaximum, ...same } = schema;
  const { items, properties, additionalProperties, anyOf, oneOf, ...plain } = same;
  return {
    ...toType30(schema),
    ...plain,
    ...(constant !== undefined && { enum: [constant] }),
    ...(exclusiveMinimum !== undefined && { minimum: exclusiveMinimum, exclusiveMinimum: true }),
    ...(exclusiveMaximum !== undefined && { maximum: exclusiveMaximum, exclusiveMaximum: true }),
    ...(items && { items: inner(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, inner(part)])),
    }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object' ? inner(additionalProperties) : additionalProperties,
    }),
    ...(anyOf && { anyOf: anyOf.map(inner) }),
    ...(oneOf && { oneOf: oneOf.map(inner) }),
    ...(examples?.length && { example: examples[0] }),
  };
}

/**
 * Several types beside null become no type at all: 3.0 would need a union of nameless types for them, for which old
 * generators write classes that do not exist.
 */
function toType30(schema: JsonSchema): Schema30 {
  const types = typesOf(schema);
  const [type, ...others] = types.filter((one) => one !== 'null');
  const nullable = types.includes('null') && { nullable: true };
  if (type === undefined) return types.length > 0 ? { type: 'string', enum: [null], ...nullable } : {};
  return others.length > 0 ? {} : { type, ...nullable };
}

/** In 3.0, what stands beside a reference is ignored, so it is put around it. */
function toReference30({ $ref, examples, ...beside }: JsonSchema): Schema30 {
  if (Object.keys(beside).length === 0 && !examples) return { $ref };
  return { ...beside, ...(examples?.length && { example: examples[0] }), allOf: [{ $ref }] };
}

function nullableReference({ anyOf = [] }: JsonSchema): string | undefined {
  const [first, second] = anyOf;
  return anyOf.length === 2 && second?.type === 'null' ? first?.$ref : undefined;
}

/** "This schema or null" is a copy of the schema: in 3.0, `nullable` counts only beside the type it widens. */
function toNullableCopy(schema: JsonSchema, reference: string, named: Named): Schema30 {
  const target = named[referencedName(reference)];
  if (!target) throw new Error(`${reference} leads nowhere.`);
  const { anyOf: _, ...beside } = schema;
  const copy = toSchema30({ ...target, ...beside }, named);
  return { ...copy, nullable: true, ...(Array.isArray(copy.enum) && { enum: [...copy.enum, null] }) };
}
