import * as z from 'zod';
import { innerSchemas, type JsonSchema, referencedName, schemaReference } from './json-schema.ts';
import { type Direction, tidySchema } from './tidy-schema.ts';

/** The name under which a schema stands in the document. */
export function nameOf(schema: z.ZodType): string {
  const name = z.globalRegistry.get(schema)?.id;
  if (name === undefined) throw new Error('A body needs a name: give its schema .meta({ id }).');
  return name;
}

/** Schemas as the document writes them. */
export interface ConvertedSchemas {
  readonly named: ReadonlyMap<string, JsonSchema>;
  /** The converted form of a schema without a name. */
  readonly find: (schema: z.ZodType) => JsonSchema;
}

/**
 * Converts every named schema of the contract, and the given ones without a name, with zod's own converter. A private
 * registry holds both, so that the global one, which keeps the descriptions, stays as it is.
 */
export function convertSchemas(direction: Direction, unnamed: Iterable<z.ZodType>): ConvertedSchemas {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of z.globalRegistry._idmap) registry.add(schema, { id });
  const ids = new Map([...new Set(unnamed)].map((schema, index) => [schema, `unnamed-${index}`]));
  for (const [schema, id] of ids) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io: direction,
    target: 'draft-2020-12',
    uri: schemaReference,
    override: ({ zodSchema, jsonSchema }) => restoreDefault(zodSchema, jsonSchema),
  });
  const converted = new Map(
    // What zod types loosely is held to the keywords of JsonSchema by tidySchema, which refuses any other.
    Object.entries(schemas).map(([id, schema]) => [id, tidySchema(schema as JsonSchema, direction)]),
  );
  return {
    named: new Map([...converted].filter(([id]) => z.globalRegistry._idmap.has(id))),
    find: (schema) => {
      const found = converted.get(ids.get(schema) ?? '');
      if (!found) throw new Error('The schema was not among those to convert.');
      return found;
    },
  };
}

/**
 * Zod leaves out the default and the examples of a value that is transformed, because they belong to the other side of
 * the transformation. For a number in a query both sides look the same on the wire.
 */
function restoreDefault(zodSchema: z.core.$ZodType, jsonSchema: z.core.JSONSchema.BaseSchema): void {
  const { def } = zodSchema._zod;
  if (def.type !== 'default' || !('defaultValue' in def)) return;
  const examples = z.globalRegistry.get(zodSchema)?.examples;
  jsonSchema.default ??= def.defaultValue;
  if (Array.isArray(examples)) jsonSchema.examples ??= examples;
}

/** The names that the given schemas need, with those that these need in turn. */
export function reachableNames(
  roots: Iterable<JsonSchema>,
  named: ReadonlyMap<string, JsonSchema>,
): Set<string> {
  const names = new Set<string>();
  const visit = (schema: JsonSchema): void => {
    if (schema.$ref) {
      const name = referencedName(schema.$ref);
      const target = named.get(name);
      if (!target) throw new Error(`There is no schema named ${name}.`);
      if (!names.has(name)) {
        names.add(name);
        visit(target);
      }
    }
    innerSchemas(schema).forEach(visit);
  };
  for (const root of roots) visit(root);
  return names;
}
