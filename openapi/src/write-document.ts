import { writeFileSync } from 'node:fs';
import { deriveDocument } from './derive-document.ts';
import { renderJson, renderYaml } from './render-document.ts';

const document = deriveDocument();
writeFileSync(new URL('../openapi.json', import.meta.url), renderJson(document));
writeFileSync(new URL('../openapi.yaml', import.meta.url), renderYaml(document));
