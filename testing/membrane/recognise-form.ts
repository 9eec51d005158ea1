import type { CopiedForm } from './wire.ts';

/**
 * The whole state of a date, a pattern or binary data, of whatever realm; null for anything else. Asks nothing of the
 * object itself, so it can be used on what stands for an object of the other heap.
 */
export function copyState(value: object): CopiedForm | null {
  if (typeof value === 'function' || Array.isArray(value)) return null;
  if (ArrayBuffer.isView(value) || isBuffer(value)) {
    // The memory may belong to a pool that holds other data: only what is seen through the view goes along.
    return { kind: 'bytes', type: nameOfBytes(value), bytes: printBytes(viewBytes(value)) };
  }
  if (answers(DATE_TIME, value)) {
    const time = Number(Reflect.apply(DATE_TIME, value, []));
    return { kind: 'date', time: Number.isNaN(time) ? null : time };
  }
  return isPattern(value)
    ? { kind: 'pattern', source: value.source, flags: value.flags, lastIndex: value.lastIndex }
    : null;
}

/** The memory of binary data as bytes; writing to it writes to the data. */
export function viewBytes(value: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);
}

/** The reverse of how bytes travel. */
export function parseBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

/** Whether `new` can be said to a function. Looks, but does not call. */
export function isConstructor(value: object): boolean {
  try {
    Reflect.construct(Object, [], value as new () => unknown);
    return true;
  } catch {
    return false;
  }
}

/** Of any realm. A prototype of errors, which has no stack of its own, is none. */
export function isError(value: object): boolean {
  try {
    return Object.hasOwn(value, 'stack') && (value instanceof Error || tagOf(value) === 'Error');
  } catch {
    return false;
  }
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

function printBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

const DATE_TIME = Date.prototype.getTime;
const PATTERN_SOURCE = getterOf(RegExp.prototype, 'source');
const BUFFER_LENGTH = getterOf(ArrayBuffer.prototype, 'byteLength');

function getterOf(prototype: object, name: string): () => unknown {
  const getter = Reflect.getOwnPropertyDescriptor(prototype, name)?.get;
  if (getter === undefined) throw new Error(`JavaScript defines \`${name}\` by a getter`);
  return getter;
}

function answers(method: () => unknown, value: object): boolean {
  try {
    Reflect.apply(method, value, []);
    return true;
  } catch {
    return false;
  }
}

function isBuffer(value: object): value is ArrayBuffer {
  return answers(BUFFER_LENGTH, value);
}

function isPattern(value: object): value is RegExp {
  return answers(PATTERN_SOURCE, value);
}

function nameOfBytes(value: object): string {
  const made: unknown = Reflect.get(value, 'constructor');
  // The package `buffer` marks its values; Node's class is known by its name.
  if (Reflect.get(value, '_isBuffer') === true) return 'Buffer';
  if (typeof made === 'function' && made.name === 'Buffer') return 'Buffer';
  return tagOf(value);
}
