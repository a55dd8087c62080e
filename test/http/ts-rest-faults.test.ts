import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { contract, mapOperations, operations, statusOfProblem, type User } from '@roster/contract';
import { initClient, isAppRouteNoBody } from '@ts-rest/core';
import express, { type NextFunction, type Request, type Response } from 'express';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { type Handlers, handlers } from '../../server/src/handlers.ts';
import type { Answer, Handler, HandlerRequest } from '../../server/src/http/handler.ts';
import { createHttpServer } from '../../server/src/http/http-server.ts';
import { mountContract } from '../../server/src/http/mount-contract.ts';
import { sendProblem } from '../../server/src/http/problem-response.ts';
import { noteSource, setCommonHeaders } from '../../server/src/http/request-context.ts';
import { rootToken, sampleRequests, wireForm } from '../conformance/sample-requests.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { givenAccount, uniqueName } from '../support/given.ts';
import { superPassword, superUsername, useService } from '../support/service.ts';
import { dumpTables } from './dump-tables.ts';
import { send } from './send.ts';

/* The faults of ts-rest are numbered as in the study of the ecosystem that chose it. */
const service = useService();

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Serves the contract with other handlers on the same database. */
async function serveWith(replaced: Partial<Handlers>): Promise<string> {
  const { dependencies } = service();
  const app = express();
  app.disable('x-powered-by');
  app.use((request: Request, response: Response, next: NextFunction) => {
    noteSource(request, '127.0.0.1');
    setCommonHeaders(request, response);
    next();
  });
  mountContract(app, { ...handlers, ...replaced }, dependencies);
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    sendProblem(error, request, response, dependencies),
  );
  const server = createHttpServer(app, 5_000);
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // It listens on a port.
  return `http://127.0.0.1:${port}`;
}

/** Expects the service to fail without a trace. */
async function expectNothingDone(replaced: Partial<Handlers>, id: 'createUser' | 'updateUser' | 'getUser') {
  const url = await serveWith(replaced);
  const sample = await sampleRequests[id](service());
  const before = await dumpTables(service());
  const answer = await send(url, wireForm(sample));
  expect(answer.problem).toMatchObject({ code: 'internal-error' });
  expect(answer.text).not.toContain('leak');
  expect(await dumpTables(service())).toEqual(before);
}

/** Lets a handler do its work and spoils the answer inside of the transaction. */
function spoiling(id: 'createUser' | 'updateUser', spoil: (answer: Answer<typeof id>) => Answer<typeof id>) {
  const original: Handler<typeof id> = handlers[id] as Handler<typeof id>; // Both answer with a user.
  const spoilt: Handler<typeof id> = (request, dependencies) =>
    original(
      {
        ...request,
        change: (work) =>
          request.change(async (tx) => {
            const change = await work(tx);
            return change.refusal ? change : { audit: change.audit, answer: spoil(change.answer) };
          }),
      },
      dependencies,
    );
  return { [id]: spoilt };
}

describe('types of handlers', () => {
  it('G1, G16: what a handler receives has the types of the contract', () => {
    expectTypeOf<HandlerRequest<'updateUser'>['ifMatch']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<HandlerRequest<'getUser'>['params']>().toEqualTypeOf<{ user: string }>();
    expectTypeOf<HandlerRequest<'listUsers'>['query']['limit']>().toEqualTypeOf<number>();
    expectTypeOf<HandlerRequest<'setUserStatus'>['body']>().toEqualTypeOf<{ isActive: boolean }>();
    expectTypeOf<HandlerRequest<'getUser'>['body']>().toEqualTypeOf<undefined>();
    expectTypeOf<HandlerRequest<'logIn'>['actor']>().toEqualTypeOf<undefined>();
    expectTypeOf<HandlerRequest<'getMe'>['actor']>().not.toEqualTypeOf<undefined>();
  });

  it('G8, G19: a handler cannot compile with another body, header or status than the contract has', () => {
    expectTypeOf<Answer<'getUser'>['body']>().toEqualTypeOf<User>();
    expectTypeOf<Answer<'deleteUser'>['body']>().toEqualTypeOf<undefined>();
    expectTypeOf<Answer<'getUser'>['headers']>().toEqualTypeOf<
      Readonly<Record<'ETag' | 'Content-Location', string>>
    >();
    expectTypeOf<Answer<'getUser'>>().not.toHaveProperty('status');
    // @ts-expect-error: not a user
    const wrongBody: Answer<'getUser'> = { body: { id: 'x' } };
    // @ts-expect-error: getUserStats declares no header at all
    const noHeader: Answer<'getUserStats'> = { body: {} as never, headers: { ETag: '"x"' } };
    // @ts-expect-error: the status is the contract's
    const wrongStatus: Answer<'deleteUser'> = { body: undefined, status: 418 };
    expect([wrongBody, noHeader, wrongStatus]).toHaveLength(3);
  });
});

describe('answers that the contract does not know', () => {
  const body = (answer: { body: User }, more: object) => ({ ...answer.body, ...more }) as User;

  it.each(['createUser', 'updateUser'] as const)(
    'G7: %s with a field too many is an error, and nothing is done',
    async (id) => {
      await expectNothingDone(
        spoiling(id, (answer) => ({ ...answer, body: body(answer, { password_hash: 'leak' }) })),
        id,
      );
    },
  );

  it.each([
    ['of the wrong type', { version: 'leak' }],
    ['that is missing', { username: undefined }],
    ['that is not what it says', { id: 'leak' }],
  ])('G7: an answer with a field %s is an error, and nothing is done', async (_how, fields) => {
    await expectNothingDone(
      spoiling('createUser', (answer) => ({ ...answer, body: body(answer, fields) })),
      'createUser',
    );
  });

  it('G7: a read with a field too many is an error', async () => {
    const getUser: Handler<'getUser'> = async (request, dependencies) => {
      const answer = await handlers.getUser(request, dependencies);
      if (!('body' in answer)) throw new Error('A read is not sealed.');
      return { ...answer, body: body(answer, { secret: 'leak' }) };
    };
    await expectNothingDone({ getUser }, 'getUser');
  });

  it('G19: an answer with an undeclared header, or without a declared one, is an error, and nothing is done', async () => {
    const headers = { ETag: '"x"', Location: '/x', 'Content-Location': '/leak' };
    await expectNothingDone(
      spoiling('createUser', (answer) => ({ ...answer, headers })),
      'createUser',
    );
    const bare = ({ body }: Answer<'createUser' | 'updateUser'>) =>
      ({ body }) as Answer<'createUser' | 'updateUser'>; // Past the types.
    await expectNothingDone(spoiling('createUser', bare), 'createUser');
  });

  it('G8: a status that a handler invents does not leave', async () => {
    const invented = { body: undefined, status: 418 } as unknown as Answer<'getUser'>; // Past the types, as in JavaScript.
    await expectNothingDone({ getUser: async () => invented }, 'getUser');
  });
});

describe('parameters', () => {
  it('G2, G3: no spelling of a list in the query passes for a single value, and none is lost', async () => {
    const headers = { Authorization: `Bearer ${await rootToken(service())}` };
    for (const query of ['limit[0]=1', 'limit[]=1', 'limit=1&limit=2', 'limit=1,2', 'limit%5B0%5D=1']) {
      const answer = await send(service().url, { method: 'GET', path: `/api/v1/users?${query}`, headers });
      expect(answer.problem?.code, query).toBe('validation-failed');
    }
  });

  it('G4: what our client puts into a path stays in its segment', async () => {
    for (const user of [
      '../users-stats',
      '@a/../root',
      '@a?limit=1',
      '@a#b',
      '@a%2fb',
      '@ä b',
      '@a;b',
      '.',
      '..',
    ]) {
      const call = service().root.getUser({ user });
      if (user.startsWith('.') && user.length < 3) await expect(call).rejects.toThrow(TypeError);
      else await expectProblem(call, 'validation-failed');
    }
    const username = `${uniqueName()}+ä@:x`;
    const { id } = await givenAccount(service(), { username });
    expect((await service().root.getUser({ user: `@${username}` })).id).toBe(id);
  });

  it('G5: an empty parameter is refused before anything is sent', async () => {
    const sent = service().outcomes.length;
    await expect(service().root.deleteUser({ user: '' })).rejects.toThrow(TypeError);
    expect(service().outcomes).toHaveLength(sent);
    const collections = Object.values(mapOperations(({ method, path }) => `${method} ${path}`));
    expect(collections).not.toContain('DELETE /users');
  });
});

describe('answers without a body', () => {
  it('G6: 204 is empty on the wire and undefined for our client', async () => {
    const sample = await sampleRequests.deleteUser(service());
    const answer = await send(service().url, wireForm(sample));
    expect(answer).toMatchObject({ status: 204, text: '' });
    for (const name of ['content-type', 'content-length', 'transfer-encoding']) {
      expect(answer.headers.has(name), name).toBe(false);
    }
    const { id } = await givenAccount(service());
    expect(await service().root.deleteUser({ user: id })).toBeUndefined();
  });
});

describe('the contract as ts-rest sees it', () => {
  it('G13: every status that the document has is declared', () => {
    mapOperations((operation, id) => {
      const { status, createdStatus = status } = operation.success;
      const statuses = new Set([status, createdStatus, ...operation.allProblems.map(statusOfProblem)]);
      expect(Object.keys(contract[id].responses).map(Number).sort(), id).toEqual([...statuses].sort());
    });
  });

  it('G14: there is one copy of ts-rest', () => {
    const files = ['contract', 'server'].map((workspace) =>
      createRequire(new URL(`../../${workspace}/package.json`, import.meta.url)).resolve('@ts-rest/core'),
    );
    expect(new Set(files).size).toBe(1);
    expect(isAppRouteNoBody(contract.deleteUser.responses[204])).toBe(true);
  });

  it('ts-rest’s own client works with the exported contract', async () => {
    const client = initClient(contract, { baseUrl: service().url, baseHeaders: {} });
    const login = await client.logIn({ body: { username: superUsername, password: superPassword } });
    if (login.status !== 200) throw new Error(`logIn answered ${login.status}`);
    expectTypeOf(login.body.accessToken).toEqualTypeOf<string | null>();
    const extraHeaders = { authorization: `Bearer ${login.body.accessToken}` };
    const found = await client.getUser({ params: { user: `@${superUsername}` }, extraHeaders });
    if (found.status !== 200) throw new Error(`getUser answered ${found.status}`);
    expectTypeOf(found.body).toEqualTypeOf<User>();
    expect(found.body).toMatchObject({ username: superUsername, isSuper: true });

    const list = await client.listUsers({ query: { limit: 1 }, extraHeaders });
    expect(list.status).toBe(200);
    const missing = await client.getUser({ params: { user: '@nobody' }, extraHeaders });
    if (missing.status !== 404) throw new Error(`getUser answered ${missing.status}`);
    expect(missing.body.code).toBe('user-not-found');
  });

  it('every operation has its route', () => {
    expect(Object.keys(contract)).toEqual(Object.keys(operations));
  });
});
