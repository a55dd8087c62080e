import type { Operation } from '@roster/contract';

/** What a call of an operation may be told beside its input, and the name of the type that says so. */
export interface OperationOptions {
  readonly ifMatch: boolean;
  readonly idempotencyKey: boolean;
  readonly typeName: 'CallOptions' | 'ChangeOptions' | 'KeyedOptions' | 'KeyedChangeOptions';
}

/** The options of an operation. */
export function optionsOf(operation: Operation): OperationOptions {
  const ifMatch = operation.ifMatch === true;
  const idempotencyKey = operation.takesIdempotencyKey;
  const typeName = `${idempotencyKey ? 'Keyed' : ''}${ifMatch ? 'Change' : ''}` as const;
  return {
    ifMatch,
    idempotencyKey,
    typeName: typeName === '' ? 'CallOptions' : `${typeName}Options`,
  };
}
