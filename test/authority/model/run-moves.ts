import type { TestService } from '../../support/service.ts';
import { giveSecret } from '../give-api-key.ts';
import { giveSession } from '../give-session.ts';
import { send, verdictOf } from '../send.ts';
import { invariantFaults, superPasswordFaults } from './invariants.ts';
import type { Move } from './moves.ts';
import { type Call, resolve } from './resolve.ts';
import { ruleFaults } from './rules.ts';
import { readState, type State } from './state.ts';
import { resetWorld } from './world.ts';

/** How often each operation ended how: `ok`, `no-op`, or the code of a problem. */
export type Tally = Map<string, Map<string, number>>;

interface Session {
  readonly id: string;
  readonly accessToken: string;
}

/** A sequence that is under way. */
interface Run {
  readonly service: TestService;
  readonly passwords: Map<string, string>;
  readonly sessions: Map<string, Session>;
  /** The calls so far, as people read them. */
  readonly log: string[];
}

function count(tally: Tally, operationId: string, outcome: string): void {
  const outcomes = tally.get(operationId) ?? new Map<string, number>();
  tally.set(operationId, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
}

async function auditedSuccesses({ service }: Run, requestId: string): Promise<number> {
  const sql = "select count(*) as number from audit_events where request_id = ? and outcome = 'success'";
  const [row] = await service.dependencies.database.run<{ number: number | string }>(sql, [requestId]);
  return Number(row?.number);
}

/** A session of the caller: the one that is there, otherwise a new one. */
async function sessionOf(run: Run, state: State, userId: string): Promise<Session> {
  const known = run.sessions.get(userId);
  if (known !== undefined && state.sessions.has(known.id)) return known;
  const given = await giveSession(run.service, userId);
  run.sessions.set(userId, given);
  return given;
}

/** What the caller sends, and the tables with the session that was begun for it. */
async function credentialOf(run: Run, before: State, { actor, key }: Call) {
  if (key !== undefined) {
    return { known: before, credentialId: key.id, token: await giveSecret(run.service, key.id) };
  }
  const { id, accessToken: token } = await sessionOf(run, before, actor.id);
  const known: State = { ...before, sessions: new Map([...before.sessions, [id, actor.id]]) };
  return { known, credentialId: id, token };
}

/** What the new passwords are after a call that succeeded. */
function notePassword({ passwords }: Run, call: Call, before: State, after: State): void {
  const { newPassword, actor, target, move } = call;
  if (move.op === 'createUser' && newPassword !== undefined) {
    for (const id of after.users.keys()) if (!before.users.has(id)) passwords.set(id, newPassword);
  }
  if (move.op === 'importUsers') {
    const sent: { username: string; password?: string }[] = Object(call.request.body).items;
    for (const { id, username } of after.users.values()) {
      const password = sent.find((item) => item.username === username)?.password;
      if (!before.users.has(id) && password !== undefined) passwords.set(id, password);
    }
  }
  if (move.op === 'resetUserPassword' && newPassword !== undefined && target)
    passwords.set(target.id, newPassword);
  if (move.op === 'changeOwnPassword' && newPassword !== undefined) passwords.set(actor.id, newPassword);
  if (move.op === 'deleteUser' && target) passwords.delete(target.id);
}

function describe(call: Call, verdict: string): string {
  const { operationId, params, body, headers } = call.request;
  const more = [params, body, headers].map((part) => (part ? JSON.stringify(part) : '')).filter(Boolean);
  const key = call.key ? ` by key ${call.key.id}` : '';
  return `${call.actor.username} (${call.actor.role_id})${key} ${operationId} ${more.join(' ')} → ${verdict}`;
}

/** Makes one call and holds it against the rules. */
async function step(run: Run, move: Move, before: State, tally: Tally): Promise<State> {
  const { service, passwords, log } = run;
  const call = resolve(move, { state: before, passwords, count: log.length });
  const { known, credentialId, token } = await credentialOf(run, before, call);
  const requestId = `model-${log.length}`;
  const headers = { ...call.request.headers, 'x-request-id': requestId };
  const answer = await send(service, { ...call.request, token, headers });
  const verdict = verdictOf(answer);
  log.push(describe(call, verdict));

  const after = await readState(service.dependencies.database);
  const isSuccess = verdict === 'ok';
  if (isSuccess) notePassword(run, call, before, after);
  const sessions = ({ sessions: all }: State) => [...all.keys()].sort().join();
  const isEnded = sessions(known) !== sessions(after);
  // Other calls end sessions only along with something else, but for those that were given to whoever cannot log in.
  const isAboutSessions = move.op === 'logOut' || /Sessions?$/.test(move.op);
  const isChange = before.text !== after.text || (isSuccess && isAboutSessions && isEnded);
  count(tally, move.op, isSuccess && !isChange ? 'no-op' : verdict);

  const faults = [
    ...invariantFaults(after, passwords),
    ...superPasswordFaults(
      before,
      after,
      isSuccess && move.op === 'changeOwnPassword' && call.actor.role_id === 'super_admin',
    ),
  ];
  if (answer.status >= 500) faults.push(`the service failed: ${answer.text}`);
  if (isSuccess) faults.push(...ruleFaults({ call, before: known, after }, credentialId));
  else if (isChange) faults.push('a refused call changed something');
  else if (isEnded) faults.push('a refused call ended a session');
  const audited = await auditedSuccesses(run, requestId);
  // Each account of an import is a change of its own.
  const changes = move.op === 'importUsers' ? after.users.size - before.users.size : 1;
  if (audited !== (isSuccess && isChange ? changes : 0))
    faults.push(`${audited} audit rows of success were left`);
  if (faults.length > 0) throw new Error(`${faults.join('; ')}\n${log.join('\n')}`);
  return after;
}

/** What is noted while a sequence runs. */
export interface Notes {
  readonly tally: Tally;
  /** The moves that were made, the one that failed last. */
  readonly made: Move[];
}

/** Runs a sequence from the beginning of the world. @throws Error naming the rule that was broken, and all calls */
export async function runMoves(service: TestService, moves: readonly Move[], notes: Notes): Promise<void> {
  const { database } = service.dependencies;
  const passwords = await resetWorld(database);
  const run: Run = { service, passwords, sessions: new Map(), log: [] };
  let state = await readState(database);
  for (const move of moves) {
    notes.made.push(move);
    state = await step(run, move, state, notes.tally);
  }
}
