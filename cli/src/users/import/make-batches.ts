import type { ImportItemRequest } from '@roster/client';
import type { SourceRecord } from './source-record.ts';

/** What one request may hold. */
const maxPlainPasswords = 100;
const maxItemBytes = 7 * 1024 * 1024;

/** An account that is sent. */
export interface BatchItem {
  readonly line: number;
  readonly item: ImportItemRequest;
}

/** Accounts that are sent in one request, with the lines between them that hold none. */
export interface Batch {
  /** Counted from 0. */
  readonly number: number;
  readonly items: readonly BatchItem[];
  readonly faults: readonly { readonly line: number; readonly fault: string }[];
  /** How many bytes of the file end with it. */
  readonly bytes: number;
}

/**
 * Puts accounts into batches, the same ones whenever it is done with the same file.
 * @param ends after how many records of the file a batch ends although it could hold more
 */
export async function* makeBatches(
  records: AsyncIterable<SourceRecord>,
  size: number,
  ends: readonly number[] = [],
): AsyncGenerator<Batch> {
  const early = new Set(ends);
  let count = 0;
  let number = 0;
  let items: BatchItem[] = [];
  let faults: Batch['faults'][number][] = [];
  let bytes = 0;
  let itemBytes = 0;
  let plainPasswords = 0;
  const take = (): Batch => {
    const batch = { number, items, faults, bytes };
    number += 1;
    [items, faults, itemBytes, plainPasswords] = [[], [], 0, 0];
    return batch;
  };
  for await (const { line, bytes: end, content } of records) {
    if ('fields' in content) {
      const ownBytes = Buffer.byteLength(JSON.stringify(content.fields));
      const isPlain = content.fields.password !== undefined;
      const isTooMuch =
        itemBytes + ownBytes > maxItemBytes || (isPlain && plainPasswords === maxPlainPasswords);
      if (items.length > 0 && isTooMuch) yield take();
      // The service judges the fields, and says what is wrong with them.
      items.push({ line, item: content.fields as ImportItemRequest });
      itemBytes += ownBytes;
      plainPasswords += isPlain ? 1 : 0;
    } else {
      faults.push({ line, fault: content.fault });
    }
    bytes = end;
    count += 1;
    if (items.length + faults.length === size || early.has(count)) yield take();
  }
  if (items.length + faults.length > 0) yield take();
}
