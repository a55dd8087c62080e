import { builtInPermissions, mapOperations, type OperationId, operations } from '@roster/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { useService } from '../support/service.ts';
import { giveApiKey } from './give-api-key.ts';
import { member, send, verdictOf } from './send.ts';

/*
 * The super admin may do everything; a key of the super admin only what it was given, on every path there is.
 */
const service = useService();
const names = Object.keys(builtInPermissions);
const all = Object.values(mapOperations((operation, id) => ({ id, operation })));
const open = all.filter(({ operation }) => operation.access.credential === 'none');
const forAny = all.filter(({ operation }) => operation.access.credential === 'any');
const forPeople = all.filter(({ operation }) => operation.access.credential === 'session');
const forItself = all.filter(({ operation }) => operation.access.credential === 'session-or-key-itself');

const keys = new Map<string, string>();
const everything = 'everything';
const nothing = 'nothing';

beforeAll(async () => {
  const { user } = await service().root.getMe();
  const give = async (name: string, permissions: readonly string[]) =>
    keys.set(name, (await giveApiKey(service(), user.id, permissions)).key);
  for (const name of names) await give(name, [name]);
  await give(everything, names);
  await give(nothing, []);
});

/** Calls an operation with input that cannot be valid: what it answers is about the caller, or about the input. */
async function call(operationId: OperationId, key: string) {
  const parameters = [...operations[operationId].path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const params = Object.fromEntries(parameters.map((name) => [name, 'of no such form!']));
  const answer = await send(service(), {
    operationId,
    token: keys.get(key),
    params,
    query: '?nonsense=1',
  });
  return { verdict: verdictOf(answer), missing: member(answer.json, 'missingPermissions') };
}

it('knows every operation', () => {
  expect(open.length + forAny.length + forPeople.length + forItself.length).toBe(all.length);
  expect(forAny.length).toBeGreaterThan(15);
  expect(forPeople.length).toBeGreaterThan(8);
});

describe.each(forAny)('$id', ({ id, operation }) => {
  const needed = operation.access.permissions;

  it('lets a key pass exactly if it was given all that is needed', async () => {
    for (const name of [...names, everything, nothing]) {
      const given = name === everything ? names : [name];
      const missing = needed.filter((permission) => !given.includes(permission));
      const answer = await call(id, name);
      if (missing.length > 0) expect(answer, name).toEqual({ verdict: 'permission-denied', missing });
      else
        expect(['malformed-request', 'validation-failed', 'unsupported-media-type'], name).toContain(
          answer.verdict,
        );
    }
  });
});

describe.each(forPeople)('$id', ({ id }) => {
  it('needs a session, whatever a key was given', async () => {
    for (const key of [everything, nothing]) {
      expect(await call(id, key), key).toEqual({ verdict: 'session-required', missing: undefined });
    }
  });
});

describe.each(forItself)('$id', ({ id, operation }) => {
  it('reaches no other key, whatever a key was given', async () => {
    const isList = !operation.path.includes(':');
    const { verdict } = await call(id, everything);
    expect(verdict).toBe(isList ? 'validation-failed' : 'session-required');
  });
});
