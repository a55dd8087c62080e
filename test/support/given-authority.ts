import type {
  Client,
  CreateRoleInput,
  CreateUserInput,
  PutTemplateInput,
  RawAnswer,
  Role,
  Template,
} from '@roster/client';
import type { ProblemCode } from '@roster/contract';
import { expect } from 'vitest';
import { auditRowsOf, successes } from './audit-trail.ts';
import { expectProblem } from './expect-problem.ts';
import { type GivenUser, givenUser, uniqueName } from './given.ts';
import type { TestService } from './service.ts';

/** The name of a permission that no other test uses, and that nobody has registered. */
export function uniquePermission(lastSegment = 'use'): string {
  return `${uniqueName('app')}:${lastSegment}`;
}

/** Registers a permission of an application. */
export async function givenPermission(service: TestService, lastSegment?: string): Promise<string> {
  const permission = uniquePermission(lastSegment);
  await service.root.putPermission({ permission, description: 'Use it.', category: 'app' });
  return permission;
}

/** Creates a role, by default one that holds and includes nothing. */
export function givenRole(service: TestService, fields: Partial<CreateRoleInput> = {}): Promise<Role> {
  return service.root.createRole({ name: uniqueName('role'), rank: 10, permissions: [], ...fields });
}

/** Creates a template, by default one that grants nothing. */
export function givenTemplate(
  service: TestService,
  fields: Partial<PutTemplateInput> = {},
): Promise<Template> {
  return service.root.putTemplate({ templateName: uniqueName('template'), permissions: [], ...fields });
}

/** Creates a user who holds exactly these permissions, by direct grants, and logs them in. */
export function givenActorHolding(
  service: TestService,
  permissions: readonly string[],
  fields: Partial<CreateUserInput> = {},
): Promise<GivenUser> {
  return givenUser(service, { ...fields, permissions });
}

/** What a credential may do at this moment. */
export async function effectiveOf({ client }: { client: Client }): Promise<string[]> {
  return (await client.getMe()).effectivePermissions;
}

/** The names of the whole catalogue, sorted. */
export async function catalogueOf({ root }: TestService): Promise<string[]> {
  const { data, page } = await root.listPermissions({ limit: 200 });
  expect(page.nextCursor).toBeNull();
  return data.map(({ name }) => name);
}

/** What a successful answer says besides its body. */
export function succeeded<Body, Status extends number, Code extends ProblemCode>(
  answer: RawAnswer<Body, Status, Code>,
): { status: number; body: Body; tag: string; headers: Headers } {
  if (!answer.ok) throw new Error(`${answer.problem.code}: ${answer.problem.detail}`);
  const { status, body, headers } = answer;
  return { status, body, tag: headers.get('etag') ?? '', headers };
}

/** The one audit row that an action leaves, with its changes read. */
export async function onlyAuditRowOf(service: TestService, action: () => Promise<unknown>) {
  const rows = await auditRowsOf(service, action);
  expect(rows).toHaveLength(1);
  const [row] = rows;
  if (row === undefined) throw new Error('There is no audit row.');
  const changes: unknown = JSON.parse(row.changes);
  return { ...row, changes };
}

/** Expects an action to be refused, and to have left nothing but, at most, the note of a denied attempt. */
export async function expectRefusal(
  service: TestService,
  call: () => Promise<unknown>,
  code: ProblemCode,
): Promise<{ missingPermissions: string[] | undefined; detail: string }> {
  let refused: Awaited<ReturnType<typeof expectProblem>> | undefined;
  const rows = await auditRowsOf(service, async () => {
    refused = await expectProblem(call(), code);
  });
  expect(successes(rows)).toEqual([]);
  if (refused === undefined) throw new Error('Nothing was refused.');
  const { missingPermissions, detail } = refused.problem;
  return { missingPermissions, detail };
}

/** Expects a call to be refused to whoever holds nothing, and the permissions to be named that it needs. */
export async function expectNeeds(
  service: TestService,
  permissions: readonly string[],
  call: (client: Client) => Promise<unknown>,
): Promise<void> {
  const { client } = await givenUser(service);
  const { missingPermissions } = await expectRefusal(service, () => call(client), 'permission-denied');
  expect(missingPermissions).toEqual(permissions);
}
