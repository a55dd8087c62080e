import { mkdirSync, writeFileSync } from 'node:fs';
import { clientFiles } from './client/client-files.ts';

const folder = new URL('../../client/src/generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(clientFiles())) writeFileSync(new URL(name, folder), text);
