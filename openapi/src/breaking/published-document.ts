import type { JsonSchema } from '../json-schema.ts';

/** The part of a published document that callers depend on. */
export interface PublishedDocument {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, PublishedOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly [kind: string]: Readonly<Record<string, unknown>>;
  };
}

export interface Reference {
  readonly $ref: string;
}

export interface PublishedContent {
  readonly schema?: JsonSchema;
}

export interface PublishedParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

export interface PublishedAnswer {
  readonly headers?: Readonly<Record<string, Reference | { readonly required?: boolean }>>;
  readonly content?: Readonly<Record<string, PublishedContent>>;
}

export interface PublishedOperation {
  readonly operationId: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly 'x-required-credential'?: string;
  readonly 'x-required-permission'?: readonly string[];
  readonly 'x-field-permissions'?: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly (PublishedParameter | Reference)[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, PublishedContent>>;
  };
  readonly responses: Readonly<Record<string, PublishedAnswer | Reference>>;
}

/** What a reference leads to; anything else is handed back as it is. */
export function follow<T extends object>(part: T | Reference, document: PublishedDocument): T {
  if (!('$ref' in part)) return part;
  const target = part.$ref
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((node, key) => Object(node)[key], document);
  if (target === undefined) throw new Error(`${part.$ref} leads nowhere.`);
  // The linters make sure that a reference leads to a part of the kind that its place asks for.
  return target as T;
}
