import { foldAscii } from './fold.ts';

/* Texts in flat memory: no text is an object of its own, and several isolates can look at the same memory. */

/** Different texts, in order, as they are handed on; `openTexts` makes them ready to be asked. */
export interface TextParts {
  /**
   * 32-bit words: the slots, an empty word, and for each text how many UTF-16 units it has, the units themselves, and
   * `spare` words.
   */
  readonly memory: ArrayBufferLike;
  /** A power of two. */
  readonly slots: number;
  readonly count: number;
  /** Bytes of a unit: 1 where all of them are below 256. */
  readonly width: 1 | 2;
  readonly spare: 0 | 1;
  /** The places of the texts that are in no slot; hardly ever any. */
  readonly rest: readonly number[];
}

/**
 * Texts that can be found. One is looked for by a hash of its units and then compared unit by unit, so answers are exact.
 * It takes 64 steps at most, whoever chose the texts: those that would take more are in `rest`.
 */
export interface FlatTexts {
  readonly count: number;
  /** The place of a text, and above its bits some of the hash; 0: nothing. */
  readonly slots: Int32Array;
  /** The bits of a slot that are the place. */
  readonly mask: number;
  /** The texts; a place is the index of a first word, and never 0. */
  readonly words: Int32Array;
  /** The same memory as `words`. */
  readonly units: Uint8Array | Uint16Array;
  /** Units in a word. */
  readonly fit: 2 | 4;
  readonly spare: 0 | 1;
  readonly rest: ReadonlyMap<string, number>;
}

/** Brings texts into flat memory, each once, and keeps words behind each for whoever wants to write there. */
export function buildTexts(texts: readonly string[], spare: 0 | 1): TextParts {
  const width = texts.every(isLatin) ? 1 : 2;
  let size = 1;
  for (const text of texts) size += 1 + Math.ceil((text.length * width) / 4) + spare;
  let slots = 2;
  while (slots < texts.length * 2) slots *= 2;
  const memory = new ArrayBuffer((slots + size) * 4);
  const flat = openTexts({ memory, slots, count: 0, width, spare, rest: [] });
  const rest: number[] = [];
  const known = new Set<string>();
  let count = 0;
  let place = 1;
  for (const text of texts) {
    const hash = hashOfText(text);
    const slot = slotOfText(flat, hash, text, 0, 0);
    if (slot < 0 ? known.has(text) : flat.slots[slot] !== 0) continue;
    if (slot >= 0) flat.slots[slot] = (hash & ~flat.mask) | place;
    else {
      known.add(text);
      rest.push(place);
    }
    flat.words[place] = text.length;
    const first = (place + 1) * flat.fit;
    for (let index = 0; index < text.length; index++) flat.units[first + index] = text.charCodeAt(index);
    count++;
    place = placeAfter(flat, place) + spare;
  }
  return { memory, slots, count, width, spare, rest };
}

export function openTexts({ memory, slots, count, width, spare, rest }: TextParts): FlatTexts {
  const words = new Int32Array(memory, slots * 4);
  const flat = {
    count,
    slots: new Int32Array(memory, 0, slots),
    // As many bits as the largest place needs.
    mask: (1 << (32 - Math.clz32(words.length))) - 1,
    words,
    units: width === 1 ? new Uint8Array(memory, slots * 4) : new Uint16Array(memory, slots * 4),
    fit: width === 1 ? (4 as const) : (2 as const),
    spare,
    rest: new Map<string, number>(),
  };
  for (const place of rest) flat.rest.set(textAt(flat, place), place);
  return flat;
}

/** The place of a text; 0: it is none of them. */
export function findText(flat: FlatTexts, text: string): number {
  return findTextFrom(flat, hashOfText(text), text, 0, 0);
}

/**
 * The place of the text that is the rest of `text` from `start`, whose hash is `hash`; 0: it is none of them. `shift` is
 * added to capitals: 0, or 32 to look for them as small letters.
 */
export function findTextFrom(
  flat: FlatTexts,
  hash: number,
  text: string,
  start: number,
  shift: 0 | 32,
): number {
  const slot = slotOfText(flat, hash, text, start, shift);
  if (slot >= 0) return (flat.slots[slot] ?? 0) & flat.mask;
  const rest = text.slice(start);
  return flat.rest.get(shift === 0 ? rest : (foldAscii(rest) ?? '')) ?? 0;
}

/** The slot of a text, or the one that it would have; below 0: it can only be in `rest`. */
export function slotOfText(
  { slots, mask, words, units, fit }: FlatTexts,
  hash: number,
  text: string,
  start: number,
  shift: 0 | 32,
): number {
  const length = text.length - start;
  for (let step = 0; step < 64; step++) {
    const at = (hash + step) & (slots.length - 1);
    const slot = slots[at] ?? 0;
    if (slot === 0) return at;
    if (((slot ^ hash) & ~mask) !== 0 || words[slot & mask] !== length) continue;
    const first = ((slot & mask) + 1) * fit;
    let same = 0;
    while (same < length && units[first + same] === shifted(text.charCodeAt(start + same), shift)) same++;
    if (same === length) return at;
  }
  return -1;
}

/** A unit of a text, with `shift` added to a capital of ASCII. */
export function shifted(unit: number, shift: 0 | 32): number {
  return unit >= 65 && unit <= 90 ? unit + shift : unit;
}

/** The hash of a text, from its last unit to its first: whoever looks for where the last part of a text starts has its hash, too. */
export function hashOfText(text: string): number {
  let hash = hashStart();
  for (let index = text.length - 1; index >= 0; index--) hash = hashStep(hash, text.charCodeAt(index));
  return hashEnd(hash);
}

export function hashStart(): number {
  return 0x11c9dc5;
}

export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x9e3779b1);
}

/** Steps carry bits upwards only, and slots are chosen by the lowest. */
export function hashEnd(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  const whole = Math.imul(half ^ (half >>> 12), 0x297a2d39);
  return whole ^ (whole >>> 15);
}

/** The text at a place. */
export function textAt({ words, units, fit }: FlatTexts, place: number): string {
  const first = (place + 1) * fit;
  const end = first + (words[place] ?? 0);
  let text = '';
  // A call takes only so many arguments.
  for (let from = first; from < end; from += 8192)
    text += String.fromCharCode(...units.subarray(from, Math.min(end, from + 8192)));
  return text;
}

/** The first word behind the text at a place. */
export function placeAfter({ words, fit }: FlatTexts, place: number): number {
  return place + 1 + Math.ceil((words[place] ?? 0) / fit);
}

/** All texts, in order. */
export function textsOf(flat: FlatTexts): readonly string[] {
  let place = 1;
  return Array.from({ length: flat.count }, () => {
    const text = textAt(flat, place);
    place = placeAfter(flat, place) + flat.spare;
    return text;
  });
}

export function isLatin(text: string): boolean {
  return !/[^\0-\xff]/.test(text);
}

export const flatTextFunctions = [
  buildTexts,
  openTexts,
  findText,
  findTextFrom,
  slotOfText,
  shifted,
  hashOfText,
  hashStart,
  hashStep,
  hashEnd,
  textAt,
  placeAfter,
  textsOf,
  isLatin,
] as const;
