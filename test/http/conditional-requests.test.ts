import { mapOperations, type Operation, type OperationId } from '@roster/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { type SampleRequest, sampleRequests, wireForm } from '../conformance/sample-requests.ts';
import { givenAccount, quickHashes } from '../support/given.ts';
import { restoreSuper } from '../support/restore-super.ts';
import { useService } from '../support/service.ts';
import { expectNoTrace } from './no-trace.ts';
import { type Answer, send } from './send.ts';

const service = useService({ override: quickHashes });

const table: { operationId: OperationId; operation: Operation }[] = Object.values(
  mapOperations((operation, operationId) => ({ operationId, operation })),
);
const conditional = table.filter(({ operation }) => operation.ifMatch);
const tagged = table.filter(({ operation }) => operation.success.headers?.includes('ETag'));

function shapeOf({ success }: Operation): object {
  const { body } = success;
  return body && 'shape' in body ? Object(body.shape) : {};
}

function sendIf(sample: SampleRequest, ifMatch: string | string[]): Promise<Answer> {
  const { headers, ...form } = wireForm(sample);
  return send(service().url, { ...form, headers: { ...headers, 'If-Match': ifMatch } });
}

/** The tag of what the request would change, which the refusal of any other one names. */
async function currentTag(sample: SampleRequest): Promise<string> {
  const refused = await sendIf(sample, '"of-something-else.1"');
  const tag = refused.headers.get('etag');
  if (refused.status !== 412 || tag === null) throw new Error(`Expected 412 with a tag: ${refused.text}`);
  return tag;
}

describe('the contract', () => {
  it('has a tag with every single resource that has a version', () => {
    const versioned = table.filter(({ operation }) => 'version' in shapeOf(operation));
    expect(versioned.length).toBeGreaterThan(8);
    for (const { operationId, operation } of versioned) {
      expect(operation.success.headers, operationId).toContain('ETag');
    }
  });

  it('has a condition wherever something is changed that the path names and that has a tag', () => {
    const named = /\/:(user|roleName|templateName|apiKeyId)$|\/:user\/(?!sessions\/|api-keys)/;
    const changing = table.filter(
      ({ operation }) => operation.method !== 'GET' && named.test(operation.path),
    );
    expect(
      changing.filter(({ operation }) => !operation.ifMatch).map(({ operationId }) => operationId),
    ).toEqual([]);
  });
});

describe.each(conditional)('$operationId', ({ operationId, operation }) => {
  it.each([
    ['the tag of the current version', (tag: string) => tag],
    ['a star', () => '*'],
    ['a star with white space', () => ' * '],
    ['a list with the tag in it', (tag: string) => `"a.1",${tag} , W/"b.1"`],
    ['several headers, one with the tag', (tag: string) => ['"a.1"', tag]],
    ['the tag beside its weak form', (tag: string) => `W/${tag}, ${tag}`],
  ])('is done under the condition of %s', async (_name, conditionOf) => {
    const sample = await sampleRequests[operationId](service());
    const tag = await currentTag(sample);
    const answer = await sendIf(sample, conditionOf(tag));
    expect(answer.status, answer.text).toBeLessThan(300);
    // On 204 for what is gone there is none.
    if (operation.success.headers?.includes('ETag'))
      expect(answer.headers.get('etag')).toMatch(/^"[^"]+\.\d+"$/);
  });

  it.each([
    ['a stale tag', (tag: string) => tag.replace(/\.(\d+)"$/, (_, version) => `.${Number(version) - 1}"`)],
    [
      'a tag of the future',
      (tag: string) => tag.replace(/\.(\d+)"$/, (_, version) => `.${Number(version) + 1}"`),
    ],
    ['the tag in weak form', (tag: string) => `W/${tag}`],
    ['a list with nothing but the weak form', (tag: string) => `"a.1", W/${tag}`],
    ['the tag without its quotes', (tag: string) => tag.slice(1, -1)],
    ['the tag in other letters', (tag: string) => tag.toUpperCase()],
    ['a star in a list', () => '*, "a.1"'],
    ['a star in quotes', () => '"*"'],
    ['several headers without the tag', (tag: string) => ['"a.1"', `W/${tag}`]],
    ['nothing', () => ''],
  ])('is not done under the condition of %s, and names the tag as it is', async (name, conditionOf) => {
    const sample = await sampleRequests[operationId](service());
    const tag = await currentTag(sample);
    // Where a name without letters is part of the tag, it has no other letters.
    if (name === 'the tag in other letters' && tag.toUpperCase() === tag) return;
    const answer = await expectNoTrace(service(), () => sendIf(sample, conditionOf(tag)));
    expect([answer.problem?.code, answer.headers.get('etag')]).toEqual(['version-mismatch', tag]);
  });
});

describe.each(tagged.filter(({ operation }) => operation.method === 'GET'))(
  '$operationId, which may be read again',
  ({ operationId }) => {
    it.each(['If-None-Match', 'If-Match'])('answers in full whatever %s says', async (header) => {
      const sample = await sampleRequests[operationId](service());
      const form = wireForm(sample);
      const first = await send(service().url, form);
      for (const value of [first.headers.get('etag') ?? '', '*', '"other.1"']) {
        const again = await send(service().url, { ...form, headers: { ...form.headers, [header]: value } });
        expect([again.status, again.text]).toEqual([200, first.text]);
      }
    });
  },
);

describe.each(tagged.filter(({ operation }) => operation.method !== 'GET'))(
  '$operationId, which answers with a tag',
  ({ operationId, operation }) => {
    if (operation.access.isSuperOnly) afterEach(() => restoreSuper(service()));

    it('answers with that of the version that it made', async () => {
      const sample = await sampleRequests[operationId](service());
      const answer = await send(service().url, wireForm(sample));
      const body: unknown = answer.text === '' ? undefined : JSON.parse(answer.text);
      const version: unknown = Object(Reflect.get(Object(body), 'user') ?? body).version;
      const [, inTag] = /^"[^"]+\.(\d+)"$/.exec(answer.headers.get('etag') ?? '') ?? [];
      expect(inTag).toBeDefined();
      if (typeof version === 'number') expect(Number(inTag)).toBe(version);
    });
  },
);

describe('two writers with the same tag', () => {
  it('are one that writes and one that is told so, whichever is first', async () => {
    for (let round = 0; round < 50; round += 1) {
      const user = await givenAccount(service());
      const tag = `"${user.id}.${user.version}"`;
      const write = (displayName: string) =>
        service().root.raw.updateUser({ user: user.id, displayName }, { ifMatch: tag });
      const answers = await Promise.all([write('One'), write('Other')]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      const after = await service().root.getUser({ user: user.id });
      for (const { headers } of answers) expect(headers.get('etag')).toBe(`"${after.id}.${after.version}"`);
      expect(after.version).toBe(user.version + 1);
    }
  });
});
