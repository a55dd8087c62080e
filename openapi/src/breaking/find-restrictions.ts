import { type JsonSchema, typesOf } from '../json-schema.ts';
import { compareBounds } from './compare-bounds.ts';
import { follow, type PublishedDocument } from './published-document.ts';

/** A schema with the document in which its references lead somewhere. */
export interface Place {
  readonly schema: JsonSchema;
  readonly document: PublishedDocument;
}

/** One way in which a schema refuses what another accepts. */
export interface Restriction {
  /** Where in the value, e.g. `.data[].email`; empty for the value itself. */
  readonly path: string;
  /** What the value can be for one schema and not for the other, e.g. `missing`, `of type null`. */
  readonly what: string;
}

/**
 * Finds what `to` refuses although `from` accepts it. For a request, `from` is the old schema: old callers must be
 * understood. For an answer, `from` is the new schema: old callers must understand.
 */
export function findRestrictions(
  from: Place,
  to: Place,
  path = '',
  seen: readonly string[] = [],
): Restriction[] {
  const key = `${from.schema.$ref} ${to.schema.$ref}`;
  // Schemas that contain themselves come round again; what there is to find has been found by then.
  if ((from.schema.$ref ?? to.schema.$ref) !== undefined && seen.includes(key)) return [];
  const [a, b] = [resolved(from), resolved(to)];
  const walk = (one: JsonSchema, other: JsonSchema, step: string) =>
    findRestrictions({ ...a, schema: one }, { ...b, schema: other }, path + step, [...seen, key]);
  if (variantsOf(a.schema).length > 1 || variantsOf(b.schema).length > 1)
    return compareVariants(a, b, path, walk);
  return [
    ...compareBounds(a.schema, b.schema).map((what) => ({ path, what })),
    ...compareFields(a.schema, b.schema, path, walk),
    ...(a.schema.items && b.schema.items ? walk(a.schema.items, b.schema.items, '[]') : []),
  ];
}

type Walk = (one: JsonSchema, other: JsonSchema, step: string) => Restriction[];

function resolved({ schema, document }: Place): Place {
  const { $ref, ...beside } = schema;
  if ($ref === undefined) return { schema, document };
  return resolved({ schema: { ...follow<JsonSchema>({ $ref }, document), ...beside }, document });
}

function variantsOf(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf ?? schema.oneOf ?? [schema];
}

function compareVariants(a: Place, b: Place, path: string, walk: Walk): Restriction[] {
  const lost = variantsOf(a.schema).filter(
    (one) => !variantsOf(b.schema).some((other) => walk(one, other, '').length === 0),
  );
  return lost.map((one) => ({
    path,
    what: `of the variant ${one.$ref ?? typesOf(one).join(' or ')}`,
  }));
}

function compareFields(a: JsonSchema, b: JsonSchema, path: string, walk: Walk): Restriction[] {
  const [ours = {}, theirs = {}] = [a.properties, b.properties];
  const found: Restriction[] = [];
  const report = (name: string, what: string) => found.push({ path: `${path}.${name}`, what });
  for (const name of b.required ?? []) if (!a.required?.includes(name)) report(name, 'missing');
  for (const [name, part] of Object.entries(theirs)) {
    const ownPart = ours[name];
    if (ownPart) found.push(...walk(ownPart, part, `.${name}`));
    else if (a.additionalProperties !== false && !a.required?.includes(name)) report(name, 'anything');
  }
  if (b.additionalProperties === false) {
    for (const name of Object.keys(ours)) if (!theirs[name]) report(name, 'there');
    if (a.additionalProperties !== false && (a.properties ?? a.additionalProperties) !== undefined)
      report('*', 'there');
  }
  const [rest, otherRest] = [a.additionalProperties, b.additionalProperties];
  if (typeof otherRest === 'object')
    found.push(...walk(typeof rest === 'object' ? rest : {}, otherRest, '.*'));
  return found;
}
