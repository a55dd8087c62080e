import type { Client } from '@roster/client';
import { expect } from 'vitest';
import type { AuditRow } from './audit-trail.ts';

/** What a test says about the one row that a change leaves. */
export interface ExpectedAuditRow {
  readonly action: string;
  /** Whose credential made the change; it must still be valid. */
  readonly by: Client | ExpectedActor;
  readonly target: {
    readonly kind: 'user' | 'session' | 'api-key';
    readonly id: string;
    readonly name: string;
  };
  readonly changes: readonly object[];
}

/** Who made a change, where the credential did not outlive it. */
export interface ExpectedActor {
  readonly id: string;
  readonly name: string;
  readonly credentialId: string;
}

async function actorOf(by: ExpectedAuditRow['by']): Promise<ExpectedActor> {
  if (!('getMe' in by)) return by;
  const { user, credential } = await by.getMe();
  return { id: user.id, name: user.username, credentialId: credential.id };
}

/** Expects exactly one row, and everything that stands in it. */
export async function expectAuditRow(rows: readonly AuditRow[], expected: ExpectedAuditRow): Promise<void> {
  const actor = await actorOf(expected.by);
  expect(rows.map((row) => ({ ...row, changes: JSON.parse(row.changes) }))).toEqual([
    {
      id: expect.any(String),
      occurred_at: expect.any(Number),
      action: expected.action,
      outcome: 'success',
      actor_kind: 'user',
      actor_id: actor.id,
      actor_name: actor.name,
      credential_id: actor.credentialId,
      target_kind: expected.target.kind,
      target_id: expected.target.id,
      target_name: expected.target.name,
      changes: expected.changes,
      request_id: expect.any(String),
      source_address: '127.0.0.1',
      user_agent: 'node',
      count: 1,
      aggregate_key: null,
    },
  ]);
}
