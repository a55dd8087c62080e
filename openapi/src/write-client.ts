import { mkdirSync, writeFileSync } from 'node:fs';
import { clientFiles } from './client/client-files.ts';
import { referenceFile } from './client/reference-file.ts';

const folder = new URL('../../client/src/generated/', import.meta.url);
mkdirSync(folder, { recursive: true });
const files = clientFiles();
for (const [name, text] of Object.entries(files)) writeFileSync(new URL(name, folder), text);
writeFileSync(new URL('../../docs/client.md', import.meta.url), referenceFile(files['client.ts'] ?? ''));
