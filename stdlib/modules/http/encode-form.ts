/**
 * `a=1&b%5Bc%5D=2`: the text of a form or a query, with brackets for what is nested, as the package qs writes it.
 * What is undefined is left out; null is empty.
 */
export function encodeForm(values: unknown): string {
  if (typeof values !== 'object' || values === null) return '';
  return Object.entries(values)
    .flatMap(([name, value]) => fieldsOf(name, value, 0))
    .join('&');
}

/** Percent-encodes all that RFC 3986 reserves. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A query with further fields: one that is there already under the same name is replaced. */
export function addToQuery(search: string, values: unknown): string {
  const added = encodeForm(values);
  if (added === '') return search;
  const replaced = new Set(Object.keys(Object(values)));
  const kept = search
    .slice(1)
    .split('&')
    .filter((field) => field !== '' && !replaced.has(nameOf(field)));
  return `?${[...kept, added].join('&')}`;
}

/** Deeper than anybody nests a form; a list that contains itself ends here. */
const DEEPEST = 20;

function fieldsOf(name: string, value: unknown, depth: number): readonly string[] {
  if (value === undefined || typeof value === 'function') return [];
  if (value === null) return [`${encodeStrictly(name)}=`];
  const isText = typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array;
  if (isText) return [`${encodeStrictly(name)}=${encodeStrictly(textOf(value))}`];
  if (depth === DEEPEST) throw new RangeError('the form is nested too deeply');
  return Object.entries(value).flatMap(([key, inner]) => fieldsOf(`${name}[${key}]`, inner, depth + 1));
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function nameOf(field: string): string {
  const name = field.split('=')[0]?.split(/\[|%5B/i)[0] ?? '';
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}
