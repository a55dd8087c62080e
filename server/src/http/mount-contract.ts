import { basePath, mapOperations, type Operation, type OperationId } from '@roster/contract';
import { type AppRoute, initContract } from '@ts-rest/core';
import { createExpressEndpoints } from '@ts-rest/express';
import type { IRouter, Request, Response } from 'express';
import type { AuditSource } from '../audit/audit-event.ts';
import { recordDenials } from '../audit/record-denial.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Handlers } from '../handlers.ts';
import { keyedRequest } from '../idempotency/keyed-request.ts';
import { createRunOnce, type RunOnce } from '../idempotency/run-once.ts';
import type { Actor } from './actor.ts';
import { networkOf } from './addresses.ts';
import { authenticate, lookAgainAt } from './authenticate.ts';
import { authorize, authorizeFields } from './authorize.ts';
import { type Browser, browserOf, refuseForgery } from './browser.ts';
import { type Crowd, createCrowd } from './crowd.ts';
import { guardGuess } from './guard-guess.ts';
import type { Handler, HandlerRequest } from './handler.ts';
import { inputParser } from './parse-input.ts';
import { readJsonBody } from './read-body.ts';
import { sourceOf } from './request-context.ts';
import { runChange } from './run-change.ts';
import { answerSealer, isSealed } from './seal-answer.ts';
import { sentCredential } from './sent-credential.ts';
import { answerStreamer, isStreamed } from './stream-answer.ts';

const c = initContract();

const guessersPerTurn = 8;

/*
 * ts-rest gets the routes without their schemas. It would validate request and answer with its own idea of an error,
 * merge unchecked fields into path parameters, send undeclared statuses unchecked and serialize after COMMIT; all of
 * that is done here, and ts-rest sends the text it is handed.
 */
function toServerRoute(operation: Operation): AppRoute {
  const { status, createdStatus, body, stream } = operation.success;
  const answer =
    body || stream
      ? c.otherResponse({ contentType: 'application/json; charset=utf-8', body: c.type() })
      : c.noBody();
  return {
    method: operation.method,
    path: `${basePath}${operation.path}`,
    body: c.noBody(),
    responses: { [status]: answer, ...(createdStatus && { [createdStatus]: answer }) },
  };
}

/** What all operations share. */
interface Shared {
  readonly runOnce: RunOnce;
  /** Those who want to have a password checked. */
  readonly guessers: Crowd;
}

/** A request whose caller is known, and what is to be sent. */
interface Exchange {
  readonly req: Request;
  readonly res: Response;
  readonly browser: Browser;
  readonly actor: Actor | undefined;
  readonly source: AuditSource;
  /** Records those of these failures that the rules of authority are the reason of. */
  noteRefused(failures: readonly unknown[]): Promise<void>;
}

/** The whole of what stands between a request and its operation, in the order in which requests are refused. */
function implement(
  operation: Operation,
  handler: Handler<OperationId>,
  { runOnce, guessers }: Shared,
  dependencies: Dependencies,
) {
  const parse = inputParser(operation);
  const seal = answerSealer(operation);
  const openStream = answerStreamer(operation, dependencies);
  const { hashGate } = dependencies;
  const { operationId } = operation;
  const answerTo = async ({ req, res, browser, actor, source, noteRefused }: Exchange) => {
    refuseForgery(operation, browser, req);
    authorize(operation, actor, req.params);
    const sent = operation.body ? await readJsonBody(req, operation.maxBodyBytes) : undefined;
    authorizeFields(operation, actor, sent);
    const { idempotencyKey, ...input } = parse(req, sent);
    const ifMatch = operation.ifMatch ? req.headers['if-match'] : undefined;
    const keyed =
      actor && idempotencyKey !== undefined
        ? keyedRequest(operation, {
            ...input,
            body: sent,
            ifMatch,
            idempotencyKey,
            credential: actor.credential,
          })
        : undefined;
    // Only what is sent is ever hashed.
    const hashPlace = hashGate.placeFor(operation.body ? networkOf(source.sourceAddress) : '');
    const guard = guardGuess({ operation, actor, body: input.body, source, hashPlace }, res, dependencies);
    const request = {
      actor,
      ...input,
      ifMatch,
      source,
      hashPlace,
      browser,
      authorizeAgain(now) {
        authorize(operation, now, req.params);
        authorizeFields(operation, now, sent);
      },
      change: (work) =>
        runChange(work, { actor, source, seal, keyed, noteRefused, settle: guard?.settle }, dependencies),
    } as HandlerRequest<OperationId>; // The schemas and `authorize` have made sure of what the types of each operation say.
    const handle = () => handler(request, dependencies);
    const run = () => (guard ? guard.run(handle) : handle());
    const answer = await (keyed ? runOnce(keyed, run) : run()).finally(() => hashPlace.leave());
    if (isStreamed(answer)) {
      const lookAgain = async () =>
        authorize(operation, actor && (await lookAgainAt(actor, dependencies)), req.params);
      const exchange = { req, res, userId: actor?.user.id, lookAgain };
      return { status: operation.success.status, body: await openStream(answer, exchange) };
    }
    const { status, headers, payload, cookies = [], isReplay } = isSealed(answer) ? answer : seal(answer);
    if (isReplay) res.setHeader('Idempotency-Replayed', 'true');
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    if (cookies.length > 0) res.setHeader('Set-Cookie', cookies);
    // As bytes: of a text, Express would parse the content type and write it anew.
    return { status, body: payload === undefined ? undefined : Buffer.from(payload) };
  };
  return async ({ req, res }: { req: Request; res: Response }) => {
    if (operation.guessable) await guessers.pass();
    const isOpen = operation.access.credential === 'none';
    const browser = browserOf(req, dependencies.config);
    const actor = isOpen
      ? undefined
      : await authenticate(sentCredential(req.headers.authorization, browser), dependencies);
    const source = sourceOf(req);
    const attempt = { operationId, actor, source, params: req.params };
    const noteRefused = (failures: readonly unknown[]) => recordDenials(failures, attempt, dependencies);
    try {
      return await answerTo({ req, res, browser, actor, source, noteRefused });
    } catch (failure) {
      await noteRefused([failure]);
      throw failure;
    }
  };
}

/** Mounts every operation of the contract. A new operation needs no change here. */
export function mountContract(app: IRouter, handlers: Handlers, dependencies: Dependencies): void {
  const routes = mapOperations(toServerRoute);
  // Which handler belongs to which operation is checked where the table of handlers is written.
  const table = handlers as unknown as Record<OperationId, Handler<OperationId>>;
  const shared = { runOnce: createRunOnce(dependencies), guessers: createCrowd(guessersPerTurn) };
  const implementations = mapOperations((operation, id) =>
    implement(operation, table[id], shared, dependencies),
  );
  createExpressEndpoints(
    routes,
    implementations as Parameters<typeof createExpressEndpoints<typeof routes>>[1],
    app,
    {
      logInitialization: false,
      responseValidation: false,
    },
  );
}
