import { writeFileSync } from 'node:fs';
import { deriveDocument } from './derive-document.ts';
import { toDocument30 } from './older/document-30.ts';
import { renderJson, renderYaml } from './render-document.ts';

const document = deriveDocument();
writeFileSync(new URL('../openapi.json', import.meta.url), renderJson(document));
writeFileSync(new URL('../openapi.yaml', import.meta.url), renderYaml(document));
writeFileSync(new URL('../openapi-3.0.json', import.meta.url), renderJson(toDocument30(document)));
