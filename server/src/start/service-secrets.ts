import { randomBytes } from 'node:crypto';
import type { Database } from '../database/database.ts';
import type { Clock } from '../dependencies.ts';

/** Reads a key that all instances share; whichever asks first makes it. */
export async function readServiceSecret(database: Database, clock: Clock, name: string): Promise<Buffer> {
  const secret = await database.transact(async (tx) => {
    await tx('service_secrets')
      .insert({ name, secret: randomBytes(32).toString('hex'), created_at: clock.now() })
      .onConflict('name')
      .ignore();
    const row: { secret: string } | undefined = await tx('service_secrets').where({ name }).first('secret');
    if (row === undefined) throw new Error(`The service secret "${name}" could not be stored.`);
    return row.secret;
  });
  return Buffer.from(secret, 'hex');
}
