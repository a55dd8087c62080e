export { deriveDocument, type OpenApiDocument } from './derive-document.ts';
export { renderJson, renderYaml } from './render-document.ts';
