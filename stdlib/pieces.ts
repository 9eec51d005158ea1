import type { Value } from './builtin.ts';
import { toText } from './conversion.ts';
import { put } from './effects.ts';
import type { Piece } from './rule.ts';

/**
 * A text with secrets in it. They are names until the host fills them in, and stand under a symbol, which nothing that
 * came as JSON can hold: so no login can make anybody send a secret.
 */
interface SecretText {
  readonly [symbol: symbol]: readonly Piece[];
}

/** A text that is a secret of this name. */
export function secretText(name: string): SecretText {
  return { [Symbol.for('lintel.secret')]: [{ secret: name }] };
}

/** The pieces of a text with secrets; missing for everything else. */
export function secretPieces(value: unknown): readonly Piece[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const symbol = Symbol.for('lintel.secret');
  return Object.hasOwn(value, symbol) ? (value as SecretText)[symbol] : undefined;
}

/** Texts, numbers, truths and secrets one after another as one text; missing when one of them is. */
export function joinPieces(...parts: readonly unknown[]): SecretText | undefined {
  const joined: Piece[] = [];
  for (const part of parts) {
    const pieces = asTextPieces(part);
    if (pieces === undefined) return undefined;
    joined.push(...pieces);
  }
  return { [Symbol.for('lintel.secret')]: joined };
}

/** A text, a number, a truth or a text with secrets as pieces; missing for everything else. */
export function asTextPieces(value: unknown): readonly Piece[] | undefined {
  const pieces = secretPieces(value);
  if (pieces !== undefined) return pieces;
  const text = toText(value);
  return text === undefined ? undefined : [text];
}

/** A value as JSON; missing when it is deeper than 100 levels. `depth` is 0. */
export function jsonPieces(value: unknown, depth: number): readonly Piece[] | undefined {
  const secret = secretPieces(value);
  if (secret !== undefined) {
    const inside = secret.map((piece) =>
      typeof piece === 'string' ? JSON.stringify(piece).slice(1, -1) : piece,
    );
    return ['"', ...inside, '"'];
  }
  if (typeof value !== 'object' || value === null) return [JSON.stringify(value) ?? 'null'];
  if (depth >= 100) return undefined;
  const isList = Array.isArray(value);
  const names = isList ? [] : Object.keys(value).filter((name) => value[name as never] !== undefined);
  const members: readonly unknown[] = isList ? value : names.map((name) => value[name as never]);
  const pieces: Piece[] = [isList ? '[' : '{'];
  for (const [index, member] of members.entries()) {
    const inside = jsonPieces(member, depth + 1);
    if (inside === undefined) return undefined;
    const comma = index === 0 ? '' : ',';
    pieces.push(isList ? comma : `${comma}${JSON.stringify(names[index])}:`, ...inside);
  }
  pieces.push(isList ? ']' : '}');
  return mergePieces(pieces);
}

/** The same text in as few pieces as can be. */
export function mergePieces(pieces: readonly Piece[]): readonly Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (typeof piece !== 'string') merged.push(piece);
    else if (typeof last === 'string') merged[merged.length - 1] = last + piece;
    else if (piece !== '') merged.push(piece);
  }
  return merged;
}

/** The fields as a record; missing when a value is. `names` and `values` go together. */
export function wholeRecord(names: readonly string[], ...values: readonly Value[]): Value {
  if (values.includes(undefined)) return undefined;
  const record: { [name: string]: Value } = {};
  names.forEach((name, index) => {
    put(record, name, values[index]);
  });
  return record;
}

export const pieceFunctions = [
  secretText,
  secretPieces,
  joinPieces,
  asTextPieces,
  jsonPieces,
  mergePieces,
  wholeRecord,
] as const;
