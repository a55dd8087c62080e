import type { ProblemCode } from '@roster/contract';
import { expect, it } from 'vitest';
import { type Answer, send } from '../http/send.ts';
import { type DocumentedOperation, document } from '../support/document.ts';
import { useService } from '../support/service.ts';

/*
 * The examples are what Swagger UI sends when a reader presses one operation after the other, logged in as the super
 * admin of the README.
 */
const admin = { username: 'admin', password: 'the first of many' };
const service = useService({
  config: { bootstrap: admin },
});

/** Operations whose request nobody can write down beforehand, and what they say to the example. */
const needsMore: Readonly<Record<string, ProblemCode>> = {
  refreshSession: 'refresh-token-invalid',
  changeOwnPassword: 'current-password-wrong',
  transferSuper: 'user-not-found',
};

/** Ids are made by the service, so that the one of an example belongs to nothing. */
const unknownIds: readonly (readonly [parameter: string, code: ProblemCode])[] = [
  ['{sessionId}', 'session-not-found'],
  ['{apiKeyId}', 'api-key-not-found'],
];

function expectedOutcome({ path, operation }: Step): ProblemCode | undefined {
  const unknown = unknownIds.find(([parameter]) => path.includes(parameter));
  return unknown?.[1] ?? needsMore[operation.operationId];
}

interface Step {
  readonly method: string;
  readonly path: string;
  readonly operation: DocumentedOperation;
}

/** Every operation in the order in which a console shows them: by tag, then as the document has them. */
function stepsOfConsole(): Step[] {
  const steps = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  return document.tags.flatMap(({ name }) => steps.filter(({ operation }) => operation.tags.includes(name)));
}

function press({ method, path, operation }: Step, token: string): Promise<Answer> {
  const examples = new Map((operation.parameters ?? []).map(({ name, example }) => [name, example]));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(examples.get(name))));
  const content = operation.requestBody?.content['application/json'];
  return send(service().url, {
    method,
    path: filled,
    headers: {
      ...(operation.security.length > 0 && { Authorization: `Bearer ${token}` }),
      ...(content && { 'Content-Type': 'application/json' }),
    },
    ...(content && { body: JSON.stringify(content.example) }),
  });
}

async function logIn(): Promise<string> {
  const { accessToken } = await service().anonymous.logIn(admin);
  return accessToken;
}

it('the examples of the document work when pressed from top to bottom', async () => {
  let token = await logIn();
  const outcomes: [string, string | undefined][] = [];
  const expected: [string, string | undefined][] = [];
  for (const step of stepsOfConsole()) {
    const { operationId } = step.operation;
    const { status, problem } = await press(step, token);
    const outcome = problem?.code ?? (status < 300 ? undefined : String(status));
    outcomes.push([operationId, outcome]);
    expected.push([operationId, expectedOutcome(step)]);
    if (operationId === 'logOut') token = await logIn();
  }
  expect(outcomes).toEqual(expected);
});
