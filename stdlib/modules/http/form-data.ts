import { Buffer } from 'buffer';
import type { Part } from './multipart.ts';

/**
 * Where the classes below keep what only this library reads. Every client carries a copy of them, so a form of one has
 * to be known to another: by these names, not by its class.
 */
const BYTES = Symbol.for('lintel.bytes');
const PARTS = Symbol.for('lintel.parts');

/** The bytes of a blob; null: it is none. */
export function bytesOfBlob(value: unknown): Buffer | null {
  return hasMethod(value, BYTES) ? toBuffer(value[BYTES]()) : null;
}

/** The fields of a form; null: it is none. */
export function partsOfForm(value: unknown): readonly Part[] | null {
  const parts = hasMethod(value, PARTS) ? value[PARTS]() : null;
  return Array.isArray(parts) ? parts : null;
}

/** Bytes with a type: the part of the platform's `Blob` that a form or a body needs. */
export class Blob {
  readonly type: string;
  readonly #bytes: Buffer;

  constructor(pieces: Iterable<unknown> = [], { type = '' }: { readonly type?: string } = {}) {
    this.type = String(type).toLowerCase();
    this.#bytes = Buffer.concat([...pieces].map(toBuffer));
  }

  get size(): number {
    return this.#bytes.length;
  }

  slice(start?: number, end?: number, type?: string): Blob {
    return new Blob([this.#bytes.subarray(start, end)], type === undefined ? {} : { type });
  }

  async text(): Promise<string> {
    return this.#bytes.toString('utf8');
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.#bytes).buffer;
  }

  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(this.#bytes);
  }

  get [Symbol.toStringTag](): string {
    return 'Blob';
  }

  [BYTES](): Buffer {
    return this.#bytes;
  }
}

/** A form whose fields are texts and blobs; as a body it is `multipart/form-data`. */
export class FormData {
  #fields: { readonly name: string; readonly value: string | Blob; readonly fileName: string | undefined }[] =
    [];

  append(name: string, value: unknown, fileName?: string): void {
    this.#fields.push({ name: String(name), ...fieldValue(value, fileName) });
  }

  set(name: string, value: unknown, fileName?: string): void {
    this.delete(name);
    this.append(name, value, fileName);
  }

  delete(name: string): void {
    this.#fields = this.#fields.filter((field) => field.name !== name);
  }

  get(name: string): string | Blob | null {
    return this.#fields.find((field) => field.name === name)?.value ?? null;
  }

  getAll(name: string): (string | Blob)[] {
    return this.#fields.filter((field) => field.name === name).map(({ value }) => value);
  }

  has(name: string): boolean {
    return this.#fields.some((field) => field.name === name);
  }

  forEach(visit: (value: string | Blob, name: string, form: FormData) => void): void {
    for (const { name, value } of this.#fields) visit(value, name, this);
  }

  *entries(): IterableIterator<[name: string, value: string | Blob]> {
    for (const { name, value } of this.#fields) yield [name, value];
  }

  *keys(): IterableIterator<string> {
    for (const { name } of this.#fields) yield name;
  }

  *values(): IterableIterator<string | Blob> {
    for (const { value } of this.#fields) yield value;
  }

  [Symbol.iterator](): IterableIterator<[name: string, value: string | Blob]> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return 'FormData';
  }

  [PARTS](): readonly Part[] {
    return this.#fields.map(({ name, value, fileName }) =>
      typeof value === 'string'
        ? { name, value }
        : { name, value: value[BYTES](), fileName, type: value.type || 'application/octet-stream' },
    );
  }
}

function fieldValue(
  value: unknown,
  fileName: string | undefined,
): { value: string | Blob; fileName: string | undefined } {
  const bytes = bytesOfBlob(value) ?? (ArrayBuffer.isView(value) ? toBuffer(value) : null);
  if (bytes === null) return { value: String(value), fileName: undefined };
  const type = typeof value === 'object' && value !== null && 'type' in value ? String(value.type) : '';
  return { value: new Blob([bytes], { type }), fileName: fileName ?? 'blob' };
}

function toBuffer(piece: unknown): Buffer {
  if (ArrayBuffer.isView(piece)) return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
  if (piece instanceof ArrayBuffer) return Buffer.from(piece);
  return bytesOfBlob(piece) ?? Buffer.from(String(piece), 'utf8');
}

function hasMethod<K extends symbol>(value: unknown, name: K): value is { [key in K]: () => unknown } {
  return typeof value === 'object' && value !== null && name in value;
}
