import { type JsonSchema, referencedName, typesOf } from './json-schema.ts';

/** A value that follows the schema, made of its own examples and, where it has none, of those of its parts. */
export function exampleOf(schema: JsonSchema, named: ReadonlyMap<string, JsonSchema>): unknown {
  if (schema.examples?.length) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.$ref) {
    const target = named.get(referencedName(schema.$ref));
    if (!target) throw new Error(`${schema.$ref} leads nowhere.`);
    return exampleOf(target, named);
  }
  const [first] = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (first) return exampleOf(first, named);
  return exampleOfType(schema, named);
}

function exampleOfType(schema: JsonSchema, named: ReadonlyMap<string, JsonSchema>): unknown {
  const [type] = typesOf(schema);
  switch (type) {
    case 'object': {
      const properties = Object.entries(schema.properties ?? {});
      return Object.fromEntries(properties.map(([name, part]) => [name, exampleOf(part, named)]));
    }
    case 'array':
      return schema.items ? [exampleOf(schema.items, named)] : [];
    case 'boolean':
      return true;
    default:
      throw new Error(`Give this schema an example: ${JSON.stringify(schema)}`);
  }
}
