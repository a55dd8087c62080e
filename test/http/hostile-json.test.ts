import { mapOperations, type Operation, type OperationId, operations } from '@roster/contract';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type SampleRequest, sampleRequests, wireForm } from '../conformance/sample-requests.ts';
import { useService } from '../support/service.ts';
import { expectNoTrace } from './no-trace.ts';
import { type Answer, send } from './send.ts';

const service = useService();

/** One value for each type of JSON. */
const valueOfType: Record<string, unknown> = {
  null: null,
  boolean: true,
  number: 1.5,
  string: 'x'.repeat(20_000),
  array: [[]],
  object: { nested: {} },
};

interface Property {
  readonly format?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Property[];
}

/** The types that a field may have; empty if any will do. */
function typesOf({ type, anyOf = [] }: Property): string[] {
  return [type ?? [], ...anyOf.map(typesOf)].flat();
}

const definitions = mapOperations((operation) => operation);

/** The fields of a body as JSON Schema describes them; a named schema stands among the definitions. */
function fieldsOf(operationId: OperationId): [string, Property][] {
  const { body } = definitions[operationId];
  if (!body) return [];
  const schema = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' });
  const name = schema.$ref?.split('/').at(-1) ?? '';
  const { properties = {} } = schema.$defs?.[name] ?? schema;
  return Object.entries(properties) as [string, Property][]; // No field is described by a mere boolean.
}

const withBody = (Object.keys(definitions) as OperationId[]) // The table has an entry for each.
  .filter((id) => definitions[id].body !== undefined);

/** Sends variants of a request that would succeed, and expects that none of them leaves a trace. */
async function attackWith(
  operationId: OperationId,
  attack: (sample: SampleRequest) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  const sample = await sampleRequests[operationId](service());
  const answers = await expectNoTrace(service(), () => attack(sample));
  expect(answers.filter(({ status }) => status < 400 || status >= 500)).toEqual([]);
  return answers;
}

function sendBody(sample: SampleRequest, body: string | Buffer, type = 'application/json'): Promise<Answer> {
  const headers = { ...wireForm({ ...sample, body: {} }).headers, 'Content-Type': type };
  return send(service().url, { ...wireForm(sample), headers, body });
}

function codesOf(answers: readonly Answer[]): string[] {
  return [...new Set(answers.map(({ problem }) => problem?.code ?? ''))];
}

const text = JSON.stringify;

/** A key's JSON with its first letter escaped: another spelling of the same key. */
function escapedKey(key: string): string {
  return `"\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}"`;
}

/** An object with a string of these bytes. */
function withBytes(open: string, ...bytes: number[]): Buffer {
  return Buffer.concat([Buffer.from(`${open},"metadata":"`), Buffer.from(bytes), Buffer.from('"}')]);
}

/** 5,000 in a body of 256 KiB, and in proportion in one that may be longer. */
function maxKeysOf(operationId: OperationId): number {
  const { maxBodyBytes = 256 * 1024 }: Operation = operations[operationId];
  return (5_000 * maxBodyBytes) / (256 * 1024);
}

/** Bodies that are not JSON, or are JSON that readers disagree about. */
function malformedBodies(valid: string, key: string, maxKeys: number): Record<string, string | Buffer> {
  const open = valid.slice(0, -1);
  const twice = `${open},${text(key)}:"second"}`;
  return {
    'a key twice': twice,
    'a key twice, once escaped': `${open},${escapedKey(key)}:"second"}`,
    'a nested key twice': `${open},"metadata":{"a":1,"\\u0061":2}}`,
    'a key named __proto__': `${open},"__proto__":{"x":1}}`,
    'an escaped key named __proto__': `${open},"\\u005f_proto__":{"x":1}}`,
    'a nested key named __proto__': `${open},"metadata":{"a":{"__proto__":{"x":1}}}}`,
    'bytes that are not UTF-8': withBytes(open, 0xff),
    'an encoded surrogate': withBytes(open, 0xed, 0xa0, 0x80),
    'a byte order mark': `\u{feff}${valid}`,
    'UTF-16': Buffer.from(valid, 'utf16le'),
    'a lone surrogate': `${open},"metadata":"\\ud800"}`,
    'surrogates the wrong way round': `${open},"metadata":["\\udc00\\ud800"]}`,
    'a lone surrogate in a key': `${open},"\\udfff":1}`,
    '30,000 arrays': `${open},"metadata":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    '30,000 objects': `${open},"metadata":${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}}`,
    '21 levels': `${'['.repeat(21)}${']'.repeat(21)}`,
    'more keys than there may be': `${open},"metadata":{${Array.from({ length: maxKeys + 1 }, (_, n) => `"${n}":0`).join()}}}`,
    'no end': open,
    'two values': `${valid}${valid}`,
    'a comment': `/**/${valid}`,
    'a trailing comma': `${open},}`,
    'single quotes': "{'a':1}",
    'a control character in a string': `${open},"metadata":"\u0000"}`,
    'a bare word': 'undefined',
    NaN: `${open},"metadata":{"a":NaN}}`,
    'a hexadecimal number': `${open},"metadata":{"a":0x10}}`,
    'only white space': '  \n',
  };
}

describe.each(withBody)('%s', (operationId) => {
  const fields = fieldsOf(operationId);
  const [[firstField] = ['']] = fields;

  it('refuses every wrong JSON type in every field, and names the field', async () => {
    const attacks = fields.flatMap(([field, property]) => {
      const allowed = typesOf(property);
      const wrong = Object.keys(valueOfType).filter((type) => !allowed.includes(type) || type === 'string');
      const isSecret = property.format === 'password';
      return wrong.map((type) => ({ field, value: valueOfType[type], isSecret }));
    });
    await attackWith(operationId, async (sample) =>
      Promise.all(
        attacks.map(async ({ field, value, isSecret }) => {
          const answer = await sendBody(sample, text({ ...Object(sample.body), [field]: value }));
          expect(answer.problem?.code, `${field} ${answer.text}`).toBe('validation-failed');
          expect(answer.problem?.errors?.map(({ loc }) => loc.slice(0, 2))).toContainEqual(['body', field]);
          if (isSecret) expect(answer.problem?.errors?.[0]).not.toHaveProperty('input');
          return answer;
        }),
      ),
    );
  });

  it('refuses a body that is no object', async () => {
    const answers = await attackWith(operationId, (sample) =>
      Promise.all(
        Object.values(valueOfType)
          .slice(0, 5)
          .map((value) => sendBody(sample, text(value))),
      ),
    );
    expect(codesOf(answers)).toEqual(['validation-failed']);
  });

  // Rotation has no field that must be there.
  const needsAField = operationId !== 'rotateApiKey';
  if (needsAField)
    it('refuses an empty body, and the lack of a field', async () => {
      const answers = await attackWith(operationId, (sample) =>
        Promise.all([
          sendBody(sample, ''),
          sendBody(sample, '{}'),
          send(service().url, { ...wireForm({ ...sample, body: undefined }) }),
        ]),
      );
      // Its token may be in a cookie; here there is none.
      const noField = operationId === 'refreshSession' ? ['refresh-token-invalid'] : [];
      expect(codesOf(answers)).toEqual(['validation-failed', ...noField]);
    });

  it('refuses unknown fields, whatever they are called', async () => {
    const names = [
      'unknown',
      'id',
      'isSuper',
      'is_super',
      'constructor',
      'prototype',
      'toString',
      '',
      ' ',
      firstField.toUpperCase(),
    ];
    const answers = await attackWith(operationId, (sample) =>
      Promise.all(names.map((name) => sendBody(sample, text({ ...Object(sample.body), [name]: { x: 1 } })))),
    );
    for (const [index, { problem }] of answers.entries()) {
      expect(problem?.errors).toContainEqual(
        expect.objectContaining({ loc: ['body', names[index]], type: 'unknown_field' }),
      );
    }
  });

  it('refuses malformed JSON', async () => {
    await attackWith(operationId, async (sample) => {
      const [key = ''] = Object.keys(Object(sample.body));
      const bodies = malformedBodies(text(sample.body), key, maxKeysOf(operationId));
      return Promise.all(
        Object.entries(bodies).map(async ([name, body]) => {
          const answer = await sendBody(sample, body);
          expect(answer.problem?.code, `${name}: ${answer.text}`).toBe('malformed-request');
          return answer;
        }),
      );
    });
    expect(Reflect.get({}, 'x')).toBeUndefined();
  });

  it('refuses every other kind of body', async () => {
    const types = [
      'text/plain',
      'text/json',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-16',
      'application/json; charset=utf-7',
      'application/json; charset=iso-8859-1',
      'application/json, text/plain',
      'application/jsonp',
      'application/merge-patch+json',
      '',
    ];
    const answers = await attackWith(operationId, (sample) =>
      Promise.all([
        ...types.map((type) => sendBody(sample, text(sample.body), type)),
        send(service().url, {
          ...wireForm(sample),
          headers: { ...wireForm(sample).headers, 'Content-Encoding': 'gzip' },
          body: Buffer.from('1f8b0800000000000003abae050043bfa6a302000000', 'hex'),
        }),
        send(service().url, {
          ...wireForm(sample),
          headers: sample.token === undefined ? {} : { Authorization: `Bearer ${sample.token}` },
        }),
      ]),
    );
    expect(codesOf(answers)).toEqual(['unsupported-media-type']);
  });
});
