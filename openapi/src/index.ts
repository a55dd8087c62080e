export { deriveDocument, type OpenApiDocument } from './derive-document.ts';
export { type OpenApiDocument30, toDocument30 } from './older/document-30.ts';
export { renderJson, renderYaml } from './render-document.ts';
