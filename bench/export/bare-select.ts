import { createConnection } from 'mysql2';
import { answerQuestions } from '../support/answer-questions.ts';

/** Read all users of this database. */
export interface SelectOrder {
  readonly databaseUrl: string;
}

/** How long that took. */
export interface SelectResult {
  readonly rows: number;
  readonly durationMs: number;
}

const allUsers = `select straight_join users.*, roles.name as role_name, roles.rank as role_rank
  from users join roles on roles.id = users.role_id order by users.id`;

/** One statement whose rows are taken as they come, and thrown away. */
async function select({ databaseUrl }: SelectOrder): Promise<SelectResult> {
  const connection = createConnection(databaseUrl);
  const startedAt = performance.now();
  let rows = 0;
  for await (const _ of connection.query(allUsers).stream()) rows += 1;
  const durationMs = performance.now() - startedAt;
  connection.destroy();
  return { rows, durationMs };
}

answerQuestions(select);
