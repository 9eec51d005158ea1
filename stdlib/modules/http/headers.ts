import { readHeaders } from './header-list.ts';

/** The `Headers` of fetch: one value a name in any case, repeated ones joined by a comma. */
export class Headers {
  readonly #values = new Map<string, string[]>();

  constructor(init?: unknown) {
    for (const [name, value] of readHeaders(init)) this.append(name, value);
  }

  append(name: string, value: unknown): void {
    const key = checkedName(name);
    this.#values.set(key, [...(this.#values.get(key) ?? []), String(value).trim()]);
  }

  set(name: string, value: unknown): void {
    this.#values.set(checkedName(name), [String(value).trim()]);
  }

  get(name: string): string | null {
    return this.#values.get(checkedName(name))?.join(', ') ?? null;
  }

  has(name: string): boolean {
    return this.#values.has(checkedName(name));
  }

  delete(name: string): void {
    this.#values.delete(checkedName(name));
  }

  getSetCookie(): string[] {
    return [...(this.#values.get('set-cookie') ?? [])];
  }

  /** Of node-fetch: all values of every name. */
  raw(): Record<string, string[]> {
    return Object.fromEntries([...this.#values].map(([name, values]) => [name, [...values]]));
  }

  forEach(visit: (value: string, name: string, headers: Headers) => void, self?: unknown): void {
    for (const [name, value] of this) visit.call(self, value, name, this);
  }

  *entries(): IterableIterator<[name: string, value: string]> {
    for (const name of [...this.#values.keys()].sort()) yield [name, this.get(name) ?? ''];
  }

  *keys(): IterableIterator<string> {
    for (const [name] of this) yield name;
  }

  *values(): IterableIterator<string> {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return 'Headers';
  }
}

function checkedName(name: unknown): string {
  const text = String(name);
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(text)) throw new TypeError(`Invalid header name "${text}"`);
  return text.toLowerCase();
}
