import { Buffer } from 'buffer';

type Pair = [name: string, value: string];

/** https://url.spec.whatwg.org/#interface-urlsearchparams */
export class URLSearchParams {
  #pairs: Pair[];
  readonly #onChange: (search: string) => void;

  /** `onChange` is told by the address that these belong to. */
  constructor(init: unknown = '', onChange: unknown = undefined) {
    this.#pairs = pairsOf(init);
    this.#onChange = typeof onChange === 'function' ? (search) => onChange(search) : () => {};
  }

  /** Takes what the address was changed to, without telling it so. */
  replace(search: string): void {
    this.#pairs = pairsOf(search);
  }

  get size(): number {
    return this.#pairs.length;
  }

  append(name: unknown, value: unknown): void {
    this.#change([...this.#pairs, [wellFormed(name), wellFormed(value)]]);
  }

  delete(name: unknown, value?: unknown): void {
    this.#change(this.#pairs.filter((pair) => !matches(pair, name, value)));
  }

  get(name: unknown): string | null {
    return this.#pairs.find((pair) => matches(pair, name))?.[1] ?? null;
  }

  getAll(name: unknown): string[] {
    return this.#pairs.filter((pair) => matches(pair, name)).map(([, value]) => value);
  }

  has(name: unknown, value?: unknown): boolean {
    return this.#pairs.some((pair) => matches(pair, name, value));
  }

  set(name: unknown, value: unknown): void {
    const first = this.#pairs.findIndex((pair) => matches(pair, name));
    if (first === -1) {
      this.append(name, value);
      return;
    }
    const others = this.#pairs.filter((pair, index) => index === first || !matches(pair, name));
    this.#change(others.with(first, [wellFormed(name), wellFormed(value)]));
  }

  sort(): void {
    this.#change(this.#pairs.toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0)));
  }

  forEach(visit: (value: string, name: string, all: this) => void, self?: unknown): void {
    for (const [name, value] of this) visit.call(self, value, name, this);
  }

  *entries(): Generator<Pair> {
    for (let index = 0; index < this.#pairs.length; index += 1) {
      const pair = this.#pairs[index];
      if (pair !== undefined) yield [...pair];
    }
  }

  *keys(): Generator<string> {
    for (const [name] of this.entries()) yield name;
  }

  *values(): Generator<string> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): Generator<Pair> {
    return this.entries();
  }

  toString(): string {
    return this.#pairs.map((pair) => pair.map(encoded).join('=')).join('&');
  }

  get [Symbol.toStringTag](): string {
    return 'URLSearchParams';
  }

  #change(pairs: Pair[]): void {
    this.#pairs = pairs;
    this.#onChange(this.toString());
  }
}

function pairsOf(init: unknown): Pair[] {
  if (typeof init !== 'object' && typeof init !== 'function') return parsed(wellFormed(init));
  if (init === null) return parsed('null');
  if (!(Symbol.iterator in init)) {
    return Object.entries(init).map(([name, value]) => [wellFormed(name), wellFormed(value)]);
  }
  return Array.from(init as Iterable<unknown>, (item) => {
    const pair = typeof item === 'object' && item !== null ? Array.from(item as Iterable<unknown>) : [];
    if (pair.length === 2) return [wellFormed(pair[0]), wellFormed(pair[1])];
    const error = new TypeError('Each query pair must be an iterable [name, value] tuple');
    throw Object.assign(error, { code: 'ERR_INVALID_TUPLE' });
  });
}

function parsed(text: string): Pair[] {
  const parts = text.replace(/^\?/, '').split('&');
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at === -1 ? [decoded(part), ''] : [decoded(part.slice(0, at)), decoded(part.slice(at + 1))];
    });
}

/** Bytes that are no UTF-8 become U+FFFD, and a `%` that escapes nothing stays. */
function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  const latin = Buffer.from(spaced, 'utf8').toString('latin1');
  const bytes = latin.replace(/%([0-9a-f]{2})/gi, (_, digits) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function encoded(text: string): string {
  const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, percent)
    .replaceAll('%20', '+');
}

function matches([name, value]: Pair, wantedName: unknown, wantedValue?: unknown): boolean {
  return name === wellFormed(wantedName) && (wantedValue === undefined || value === wellFormed(wantedValue));
}

function wellFormed(value: unknown): string {
  return `${value}`.toWellFormed();
}
