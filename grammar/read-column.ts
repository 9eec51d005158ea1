import type { Diagnostic } from './diagnostic.ts';
import schema from './policy.schema.json' with { type: 'json' };
import { suggest } from './suggest.ts';
import { badColumn, columnNotText } from './test-messages.ts';
import type { Word } from './word.ts';
import { describe, type Yaml } from './yaml-tree.ts';

/** The header of one column of a `table`. */
export type Column =
  /** A key of the login, with its steps. */
  | { readonly kind: 'login'; readonly name: Word }
  /** Where the cells stand in `expect`. */
  | { readonly kind: 'expect'; readonly name: Word; readonly path: readonly string[] }
  | { readonly kind: 'bad'; readonly diagnostic: Diagnostic };

/** Reads a cell of the header. Which keys a login has is not known here. */
export function readColumn(value: Yaml): Column {
  const { span } = value;
  if (value.kind !== 'text') return bad(columnNotText({ found: describe(value), span }));
  const name = { text: value.text.trim(), span };
  const [, before, rest = ''] = /^([^.[]*)(.*)$/s.exec(name.text) ?? [];
  const refuse = (suggestion: string | null) =>
    bad(badColumn({ column: name.text, suggestion, known: KEYS.map((key) => `expect.${key}`), span }));
  if (name.text === '') return refuse(null);
  if (before === 'expect') {
    const path = pathOf(rest);
    return path === null ? refuse(nearKey(rest)) : { kind: 'expect', name, path };
  }
  if (before === 'login' && rest.length > 1) return refuse(rest.slice(1));
  if (before === 'expected' || before === 'expects') return refuse(nearKey(rest) ?? 'expect.outcome');
  if (ONLY_EXPECTED.some((key) => key === before)) return refuse(`expect.${name.text}`);
  return { kind: 'login', name };
}

const KEYS: readonly string[] = Object.keys(schema.$defs.expect.properties);
const METADATA: readonly string[] = Object.keys(schema.$defs.expect.properties.metadata.properties);

/** Keys of the expectation that no login has. */
const ONLY_EXPECTED = [
  'outcome',
  'by',
  'claims',
  'not_claims',
  'message',
  'applied',
  'not_applied',
  'redirect',
  'counts',
  'notifies',
  'calls',
];

function bad(diagnostic: Diagnostic): Column {
  return { kind: 'bad', diagnostic };
}

/**
 * What follows `expect`. The name of a claim or of a field of the metadata is taken as it stands, dots and all, so that
 * `expect.claims.https://acme.example/roles` is one; null when there is no such key.
 */
function pathOf(rest: string): readonly string[] | null {
  const [key = '', ...steps] = rest.startsWith('.') ? rest.slice(1).split(/(?=[.[])/) : [];
  if (!KEYS.includes(key)) return null;
  const below = rest.slice(1 + key.length);
  if (below === '') return [key];
  if (key === 'claims') return nameIn(below, [key]);
  const subject = steps[0]?.slice(1) ?? '';
  if (key !== 'metadata' || !METADATA.includes(subject)) return null;
  return below === `.${subject}` ? [key, subject] : nameIn(below.slice(1 + subject.length), [key, subject]);
}

function nameIn(text: string, before: readonly string[]): readonly string[] | null {
  const name = /^\[(["'])(.+)\1\]$/s.exec(text)?.[2] ?? /^\.(.+)$/s.exec(text)?.[1];
  return name === undefined ? null : [...before, name];
}

/** The column that is meant by what follows `expect`; null: there is none near. */
function nearKey(rest: string): string | null {
  const [, key = '', more = ''] = /^\.([^.[]*)(.*)$/s.exec(rest) ?? [];
  if (KEYS.includes(key)) {
    const subject = key === 'metadata' ? suggest(more.slice(1).split('.')[0] ?? '', METADATA) : null;
    return subject === null ? `expect.${key}` : `expect.${key}.${subject}${more.replace(/^\.[^.]*/s, '')}`;
  }
  const near = suggest(key, KEYS);
  return near === null ? null : `expect.${near}${near === 'claims' || near === 'metadata' ? more : ''}`;
}
