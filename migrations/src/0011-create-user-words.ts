import { phraseHead, searchPhrases } from '@roster/contract';
import type { Knex } from 'knex';
import { addIndex, createTable, dropIndex, dropTables, type Migration } from './migration.ts';

const usersPerBatch = 500;
const rowsPerInsert = 200;

interface StoredUser {
  id: string;
  username: string;
  email: string | null;
  display_name: string | null;
}

/** Files the users that were there before, batch by batch; whoever was filed already is left alone. */
async function fileUsers(knex: Knex): Promise<void> {
  for (let last = ''; ; ) {
    const users: StoredUser[] = await knex('users')
      .where('id', '>', last)
      .orderBy('id')
      .limit(usersPerBatch)
      .select('id', 'username', 'email', 'display_name');
    const rows = users.flatMap(({ id, username, email, display_name: displayName }) =>
      searchPhrases({ username, email, displayName }).map((word) => ({
        head: phraseHead(word),
        user_id: id,
        word,
      })),
    );
    for (let start = 0; start < rows.length; start += rowsPerInsert) {
      await knex('user_words')
        .insert(rows.slice(start, start + rowsPerInsert))
        .onConflict(['head', 'user_id', 'word'])
        .ignore();
    }
    const next = users.at(-1);
    if (next === undefined) return;
    last = next.id;
  }
}

/**
 * What users are searched by, folded by the service so that every engine finds the same, and the orders that lists need.
 * A phrase is filed twice: under its first two characters by user, which gives the matches of a frequent search in the
 * order of creation, and by itself, which gives those of a rare one.
 */
export const createUserWords: Migration = {
  name: '0011-create-user-words',

  async up(knex) {
    await createTable(knex, 'user_words', (table, column) => {
      table.string('head', 2).notNullable();
      // Not a foreign key: it would need an index of its own, as large as the table.
      column.id('user_id').notNullable();
      table.string('word', 64).notNullable();
      table.primary(['head', 'user_id', 'word']);
      table.index(['word', 'user_id'], 'user_words_word_index');
    });
    await addIndex(knex, 'users', 'users_email_index', ['email_key', 'id']);
    await addIndex(knex, 'users', 'users_last_login_index', ['last_login_at', 'id']);
    await fileUsers(knex);
  },

  async down(knex) {
    await dropIndex(knex, 'users', 'users_last_login_index');
    await dropIndex(knex, 'users', 'users_email_index');
    await dropTables(knex, ['user_words']);
  },
};
