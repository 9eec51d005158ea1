import type { HeaderList } from './exchange.ts';

/**
 * Reads headers however a rule writes them: a record, a list of pairs, a `Map` or a `Headers`. A list as a value gives
 * the name several times; what is undefined or null is left out.
 */
export function readHeaders(headers: unknown): [name: string, value: string][] {
  if (typeof headers !== 'object' || headers === null) return [];
  const pairs = isIterable(headers) ? [...headers] : Object.entries(headers);
  return pairs.flatMap((pair) => {
    if (!Array.isArray(pair)) return [];
    const [name, value]: readonly unknown[] = pair;
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values
      .filter((one) => one !== undefined && one !== null)
      .map((one): [string, string] => [String(name), String(one)]);
  });
}

/** The first value of a name in any case. */
export function findHeader(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([candidate]) => candidate.toLowerCase() === wanted)?.[1];
}

/** Adds a header unless it is there already. */
export function addHeader(headers: [name: string, value: string][], name: string, value: string): void {
  if (findHeader(headers, name) === undefined) headers.push([name, value]);
}

/** As `IncomingMessage.headers` of Node has them: lower case, repeated ones joined, `set-cookie` always a list. */
export function incomingHeaders(headers: HeaderList): Record<string, string | string[]> {
  const found = new Map<string, string | string[]>();
  for (const [written, value] of headers) {
    const name = written.toLowerCase();
    const before = found.get(name);
    if (name === 'set-cookie') found.set(name, Array.isArray(before) ? [...before, value] : [value]);
    else if (before === undefined) found.set(name, value);
    else if (!ONCE.has(name)) found.set(name, `${String(before)}, ${value}`);
  }
  return Object.fromEntries(found);
}

/** The first one counts. */
const ONCE: ReadonlySet<string> = new Set([
  'age',
  'authorization',
  'content-length',
  'content-type',
  'etag',
  'expires',
  'from',
  'host',
  'last-modified',
  'location',
  'referer',
  'retry-after',
  'server',
  'user-agent',
]);

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value && typeof value[Symbol.iterator] === 'function';
}
