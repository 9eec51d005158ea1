import { loadAnew } from '../load-anew.ts';
import { ASIDE } from './aside.ts';

/** Reads a plain record; one without fields where there is nothing. It throws `ASIDE` for anything else. */
export type ReadRecord = (value: unknown) => Readonly<Record<string, unknown>>;

/** Makes a reader for one place of logins. */
export function makeRecordReader(): ReadRecord {
  return loadAnew(recordAt, { otherRecord });
}

function recordAt(value: unknown): Readonly<Record<string, unknown>> {
  // The field goes first: who has read one knows what the record is made of, and need not ask where it comes from.
  if (typeof value === 'object' && value !== null && (value as { toJSON?: unknown }).toJSON === undefined) {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null)
      return value as Readonly<Record<string, unknown>>;
  }
  return otherRecord(value);
}

function otherRecord(value: unknown): Readonly<Record<string, unknown>> {
  switch (typeof value) {
    case 'undefined':
    case 'string':
    case 'number':
    case 'boolean':
      return NONE;
    default:
      if (value === null) return NONE;
      throw ASIDE;
  }
}

const NONE: Readonly<Record<string, unknown>> = Object.freeze({});
