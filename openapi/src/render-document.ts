import { stringify } from 'yaml';
import type { OpenApiDocument } from './derive-document.ts';
import type { OpenApiDocument30 } from './older/document-30.ts';

/** A document as openapi.json and openapi-3.0.json hold it. */
export function renderJson(document: OpenApiDocument | OpenApiDocument30): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/**
 * The document as openapi.yaml holds it: without aliases, which many readers of OpenAPI do not follow, and with quotes
 * around whatever YAML 1.1 would take for a time, a number or a boolean.
 */
export function renderYaml(document: OpenApiDocument): string {
  return stringify(document, { aliasDuplicateObjects: false, compat: 'yaml-1.1', lineWidth: 0 });
}
