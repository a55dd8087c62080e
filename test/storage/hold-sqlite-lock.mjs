// Takes the write lock of a SQLite file, says so, and gives it back after a while: node hold-sqlite-lock.mjs <file> <ms>
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';

const [file, forMs] = process.argv.slice(2);
const database = new Sqlite(file);
database.exec('begin immediate');
process.send('locked');
await sleep(Number(forMs));
database.exec('rollback');
process.disconnect();
