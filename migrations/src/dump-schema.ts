import type { Knex } from 'knex';

const header = `-- The schema as all steps together make it, as SQLite writes it down. Made by \`npm run schema\`; for reading only.
-- MySQL and MariaDB have the same tables, with ascii_bin for ASCII text and utf8mb4_bin for everything else.
`;

/** The schema of a SQLite database as text: each table followed by its indexes. */
export async function dumpSchema(knex: Knex): Promise<string> {
  const rows: { sql: string }[] = await knex('sqlite_master')
    .whereNotNull('sql')
    .orderBy([{ column: 'tbl_name' }, { column: 'type', order: 'desc' }, { column: 'name' }])
    .select('sql');
  return [header, ...rows.map(({ sql }) => `${layOut(sql)};\n`)].join('\n');
}

/** One column or constraint per line, so that a change shows as the lines that it changes. */
function layOut(sql: string): string {
  const [, head, body] = /^(create table [^(]+)\((.*)\)$/i.exec(sql) ?? [];
  if (head === undefined || body === undefined) return sql;
  return `${head}(\n  ${body.replaceAll(/, (?![^()]*\))/g, ',\n  ')}\n)`;
}
