import { type JsonSchema, type JsonType, referencedName, typesOf } from '../json-schema.ts';
import type { Direction } from '../tidy-schema.ts';

/** The first line of every generated file. */
export const generatedNotice =
  '// Generated from the contract by `npm run generate`: change the contract instead.\n';

/** A schema as a TypeScript type. */
export function typeText(schema: JsonSchema, direction: Direction): string {
  if (schema.$ref) return referencedName(schema.$ref);
  if (schema.enum) return unionText(schema.enum);
  if (schema.const !== undefined) return literalText(schema.const);
  const members = schema.anyOf ?? schema.oneOf;
  if (members) return members.map((member) => typeText(member, direction)).join(' | ');
  const types = typesOf(schema).map((type) => textOfType(type, schema, direction));
  return types.length > 0 ? [...new Set(types)].join(' | ') : 'unknown';
}

function textOfType(type: JsonType, schema: JsonSchema, direction: Direction): string {
  switch (type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'array': {
      const item = typeText(schema.items ?? {}, direction);
      const list = item.includes(' ') ? `(${item})[]` : `${item}[]`;
      return direction === 'input' ? `readonly ${list}` : list;
    }
    case 'object':
      if (schema.properties) return `{\n${fieldsText(schema, direction)}}`;
      return `Record<string, ${valueText(schema, direction)}>`;
    default:
      return type;
  }
}

function valueText({ additionalProperties }: JsonSchema, direction: Direction): string {
  return typeof additionalProperties === 'object' ? typeText(additionalProperties, direction) : 'unknown';
}

/** The fields of an object type, one per line, each with its description. */
export function fieldsText({ properties = {}, required = [] }: JsonSchema, direction: Direction): string {
  return Object.entries(properties)
    .map(([name, field]) => {
      const isRequired = required.includes(name);
      // A caller may say `undefined` for "left out"; an answer never does.
      const type = `${typeText(field, direction)}${direction === 'input' && !isRequired ? ' | undefined' : ''}`;
      return `${docText([field.description ?? ''], '  ')}  ${name}${isRequired ? '' : '?'}: ${type};\n`;
    })
    .join('');
}

/** A doc comment; empty lines separate paragraphs, and nothing comes of no text. */
export function docText(paragraphs: readonly string[], indent = ''): string {
  const lines = paragraphs
    .filter((paragraph) => paragraph !== '')
    .flatMap((paragraph, index) => [...(index > 0 ? [''] : []), ...paragraph.split('\n')])
    .map((line) => line.replaceAll('*/', '*\\/'));
  if (lines.length === 0) return '';
  if (lines.length === 1) return `${indent}/** ${lines.join('')} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

/** Literals as a union type. */
export function unionText(values: readonly unknown[]): string {
  return values.map(literalText).join(' | ');
}

/** A JSON value as TypeScript writes it. */
export function literalText(value: unknown): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${value.map(literalText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, field]) => {
    return `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : literalText(name)}: ${literalText(field)}`;
  });
  return fields.length > 0 ? `{ ${fields.join(', ')} }` : '{}';
}

/** `createUser` becomes `CreateUser`. */
export function typeName(operationId: string): string {
  return operationId.charAt(0).toUpperCase() + operationId.slice(1);
}
