import type { OperationId } from '@roster/contract';
import { givenAccount } from '../support/given.ts';
import type { TestService } from '../support/service.ts';
import { givenHolder } from './callers.ts';
import type { OperationRequest } from './send.ts';

/** A request that breaks two rules or more, and the one that must answer. */
export interface Clash {
  /** The operation, and which rules it breaks, the one that must answer first. */
  readonly name: string;
  readonly expected: string;
  given(service: TestService): Promise<OperationRequest>;
}

/** What a clash is built from. */
interface Scene {
  readonly service: TestService;
  /** A token whose holder may call everything, but does not hold `audit:read`, nor much else. */
  readonly token: string;
  /** Who that is. */
  readonly self: string;
  /** A user who holds more than the caller. */
  readonly strong: string;
  /** A user who holds nothing. */
  readonly weak: string;
  /** The super admin. */
  readonly root: string;
}

export type Parts = Omit<OperationRequest, 'operationId'>;

/** May call every operation of these tests; lacks `audit:read`. */
const callable = [
  'users:read',
  'users:create',
  'users:update',
  'users:delete',
  'users:disable',
  'users:reset-password',
  'users:grant',
  'roles:manage',
  'permissions:manage',
  'sessions:revoke',
  'api-keys:create',
  'api-keys:manage',
];

export const stale = { 'if-match': '"stale.1"' };
export const nobody = '0198f0c4-9b1e-7c3a-8d54-3f2b6a1c9e70';

async function setScene(service: TestService): Promise<Scene> {
  const caller = await givenHolder(service, callable);
  const { user } = await service.root.getMe();
  const strong = await givenAccount(service, { permissions: ['audit:read'] });
  const weak = await givenAccount(service);
  const { token } = caller;
  return { service, token, self: caller.user.id, strong: strong.id, weak: weak.id, root: user.id };
}

export function clash(
  operationId: OperationId,
  broken: string,
  expected: string,
  parts: (scene: Scene) => Parts | Promise<Parts>,
): Clash {
  return {
    name: `${operationId} ${broken}`,
    expected,
    async given(service) {
      const scene = await setScene(service);
      return { operationId, token: scene.token, ...(await parts(scene)) };
    },
  };
}

export const self = 'self-action-refused';
export const superProtected = 'super-protected';
export const escalation = 'escalation-refused';
export const mismatch = 'version-mismatch';
