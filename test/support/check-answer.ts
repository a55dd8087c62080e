import { deriveDocument } from '@roster/openapi';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** One answer, as far as the document speaks of it. */
export interface ObservedAnswer {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Which operation answered, and with which problem, if it was one. */
export interface ObservedOutcome {
  readonly operationId: string;
  readonly status: number;
  readonly problemCode: string | undefined;
}

interface MediaType {
  readonly schema?: object;
  /** The name of the schema that each line of a stream follows. */
  readonly 'x-item-schema'?: string;
}

interface DocumentedResponse {
  readonly content?: Readonly<Record<string, MediaType>>;
  readonly headers?: Readonly<Record<string, Reference>>;
}

interface DocumentedHeader {
  readonly required: boolean;
}

interface Reference {
  readonly $ref: string;
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, DocumentedResponse | Reference>>;
}

// The library types the document more loosely than this reader of it needs.
const document = deriveDocument() as unknown as {
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: {
    responses: Record<string, DocumentedResponse>;
    headers: Record<string, DocumentedHeader>;
  };
};

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
addFormats.default(ajv);
ajv.addSchema(document, 'document');

const paths = Object.entries(document.paths).map(([path, operations]) => ({
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
  path,
  operations,
}));

const validators = new Map<string, ValidateFunction>();

function validatorFor(pointer: string): ValidateFunction {
  const known = validators.get(pointer);
  if (known) return known;
  const made = ajv.compile({ $ref: `document#${pointer}` });
  validators.set(pointer, made);
  return made;
}

function escapePointer(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** A response with its place in the document, which is elsewhere if it is shared. */
function resolve(response: DocumentedResponse | Reference, pointer: string) {
  if (!('$ref' in response)) return { response, pointer };
  const name = response.$ref.split('/').at(-1) ?? '';
  const shared = document.components.responses[name];
  if (!shared) throw new Error(`The document refers to ${response.$ref}, which is not there.`);
  return { response: shared, pointer: response.$ref.slice(1) };
}

/** Headers of ours that the document must name where they are sent. */
const documentedHeaders = [
  'etag',
  'location',
  'content-location',
  'content-disposition',
  'retry-after',
  'idempotency-replayed',
  'ratelimit',
  'ratelimit-policy',
  'www-authenticate',
  'set-cookie',
  'x-request-id',
];

function isRequired({ $ref }: Reference): boolean {
  return document.components.headers[$ref.split('/').at(-1) ?? '']?.required ?? true;
}

function headerFaults(declared: Readonly<Record<string, Reference>>, answer: ObservedAnswer): string[] {
  const known = new Map(Object.entries(declared).map(([name, header]) => [name.toLowerCase(), header]));
  return documentedHeaders.flatMap((name) => {
    const header = known.get(name);
    if (answer.headers.has(name)) return header ? [] : [`sends the undeclared header ${name}`];
    return header && isRequired(header) ? [`lacks the declared header ${name}`] : [];
  });
}

function bodyFaults(pointer: string, response: DocumentedResponse, answer: ObservedAnswer): string[] {
  const declaredTypes = Object.keys(response.content ?? {});
  if (declaredTypes.length === 0) return answer.text === '' ? [] : ['has a body where none is declared'];
  const sentType = answer.headers.get('content-type')?.split(';')[0];
  const declaredType = declaredTypes.find((type) => type === sentType);
  if (declaredType === undefined)
    return [`has the media type ${sentType}, not ${declaredTypes.join(' or ')}`];
  const item = response.content?.[declaredType]?.['x-item-schema'];
  if (item !== undefined) return streamFaults(declaredType, item, answer.text);
  const validate = validatorFor(`${pointer}/content/${escapePointer(declaredType)}/schema`);
  return validate(JSON.parse(answer.text)) ? [] : [ajv.errorsText(validate.errors)];
}

/** A stream of NDJSON must be whole, and each of its lines what the document says; a table must have whole rows. */
function streamFaults(type: string, item: string, text: string): string[] {
  if (type !== 'application/x-ndjson') return text.endsWith('\r\n') ? [] : ['is not a whole table'];
  const lines = text.split('\n');
  const [end, rest] = [lines.at(-2), lines.at(-1)];
  const count = lines.length - 2;
  if (rest !== '' || end !== JSON.stringify({ end: true, count })) return [`ends with ${end}${rest}`];
  const validate = validatorFor(`/components/schemas/${item}`);
  return lines
    .slice(0, count)
    .flatMap((line) => (validate(JSON.parse(line)) ? [] : [ajv.errorsText(validate.errors)]));
}

/**
 * Holds an answer against the published document: status, media type, body and headers must be declared.
 * @returns undefined for paths that the document does not know.
 * @throws Error naming every deviation.
 */
export function checkAnswer(answer: ObservedAnswer): ObservedOutcome | undefined {
  const { pathname } = new URL(answer.url);
  const method = answer.method.toLowerCase();
  const found = paths.find(({ pattern, operations }) => pattern.test(pathname) && operations[method]);
  const operation = found?.operations[method];
  if (!found || !operation) return undefined;
  const name = `${operation.operationId} answering ${answer.status}`;
  const declared = operation.responses[answer.status];
  if (!declared) throw new Error(`${name}: the status is not declared. ${answer.text}`);
  const here = `/paths/${escapePointer(found.path)}/${method}/responses/${answer.status}`;
  const { response, pointer } = resolve(declared, here);
  const faults = [...headerFaults(response.headers ?? {}, answer), ...bodyFaults(pointer, response, answer)];
  if (faults.length > 0) throw new Error(`${name}: ${faults.join('; ')}. ${answer.text}`);
  const body: unknown = answer.status >= 400 ? JSON.parse(answer.text) : undefined;
  const code: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'code') : undefined;
  return {
    operationId: operation.operationId,
    status: answer.status,
    problemCode: typeof code === 'string' ? code : undefined,
  };
}
