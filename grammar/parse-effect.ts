import { parseCall, parseCount, parseMetadata, parseRedirect } from './parse-lasting-effect.ts';
import { type Reading, readFields, readTemplate, valueAt, wordOf, wordsOf } from './parse-text.ts';
import type { ClaimEdit, DenyEffect, Effect, RequireMfaEffect, TokenKind, Word } from './policy.ts';
import type { Span } from './source.ts';
import type { Yaml, YamlEntry, YamlMap } from './yaml-tree.ts';

/** The effects under `then`, in the order of the file. */
export function parseEffects(then: Yaml | null, reading: Reading): readonly Effect[] {
  if (then?.kind !== 'map') return [];
  return [...then.entries.values()].flatMap((entry) => parseEffect(entry, reading) ?? []);
}

function parseEffect({ key, value }: YamlEntry, reading: Reading): Effect | null {
  const name = EFFECTS.find((word) => word === key.text);
  switch (name) {
    case undefined:
      return null;
    case 'deny':
      return parseDeny(value, key.span, reading);
    case 'admit':
    case 'stop':
      return { kind: name, key: key.span };
    case 'require_mfa':
      return parseMfa(value, key.span);
    case 'set_claims':
    case 'add_to_claims':
      return value.kind === 'map' ? { kind: name, claims: parseClaims(value, reading), key: key.span } : null;
    case 'remove_claims':
      return { kind: name, claims: parseClaimNames(value), key: key.span };
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes': {
      const scopes = readTemplate(value, reading);
      return scopes === null ? null : { kind: name, scopes, key: key.span };
    }
    case 'set_profile':
      return value.kind === 'map' ? { kind: name, fields: readFields(value, reading), key: key.span } : null;
    case 'limit_session': {
      if (value.kind !== 'map') return null;
      const { lasts, idle } = wordsUnder(value, ['lasts', 'idle']);
      return { kind: name, lasts, idle, key: key.span };
    }
    case 'log': {
      const message = readTemplate(value, reading);
      return message === null ? null : { kind: name, message, key: key.span };
    }
    case 'set_user_metadata':
    case 'set_app_metadata':
      return parseMetadata(name, value, key.span, reading);
    case 'count':
      return parseCount(value, key.span, reading);
    case 'call':
    case 'notify':
      return parseCall(name, value, key.span, reading);
    case 'link_to': {
      const user = value.kind === 'text' ? readTemplate(value, reading) : null;
      return user === null ? null : { kind: name, user, key: key.span };
    }
    case 'redirect':
      return parseRedirect(value, key.span, reading);
  }
}

/** The keys that may stand under `then`. */
export const EFFECTS = [
  'deny',
  'admit',
  'stop',
  'require_mfa',
  'set_claims',
  'add_to_claims',
  'remove_claims',
  'add_scopes',
  'remove_scopes',
  'limit_scopes',
  'set_profile',
  'limit_session',
  'log',
  'set_user_metadata',
  'set_app_metadata',
  'link_to',
  'count',
  'call',
  'notify',
  'redirect',
] as const satisfies readonly Effect['kind'][];

const TOKENS = ['id_token', 'access_token', 'saml'] as const satisfies readonly TokenKind[];
const BOTH_TOKENS: readonly TokenKind[] = ['id_token', 'access_token'];

function parseDeny(value: Yaml, key: Span, reading: Reading): DenyEffect {
  if (value.kind === 'map') {
    return {
      kind: 'deny',
      message: readTemplate(valueAt(value, 'message'), reading),
      code: wordOf(valueAt(value, 'code')),
      log: readTemplate(valueAt(value, 'log'), reading),
      key,
    };
  }
  const isYes = value.kind === 'text' && value.isPlain && (value.text === 'yes' || value.text === 'true');
  return { kind: 'deny', message: isYes ? null : readTemplate(value, reading), code: null, log: null, key };
}

function parseMfa(value: Yaml, key: Span): RequireMfaEffect {
  const plain = {
    kind: 'require_mfa',
    methods: null,
    provider: null,
    remember: null,
    maxAge: null,
    key,
  } as const;
  if (value.kind !== 'map') return plain;
  const { provider, remember, max_age: maxAge } = wordsUnder(value, ['provider', 'remember', 'max_age']);
  return { ...plain, methods: wordsOf(valueAt(value, 'methods')), provider, remember, maxAge };
}

function parseClaims(map: YamlMap, reading: Reading): readonly ClaimEdit[] {
  const edit = (tokens: readonly TokenKind[], entry: YamlMap): readonly ClaimEdit[] =>
    readFields(entry, reading).map((field) => ({ tokens, ...field }));
  const common = new Map([...map.entries].filter(([name]) => !isToken(name)));
  const perToken = TOKENS.flatMap((token) => {
    const value = valueAt(map, token);
    return value?.kind === 'map' ? edit([token], value) : [];
  });
  return [...edit(BOTH_TOKENS, { ...map, entries: common }), ...perToken];
}

function parseClaimNames(value: Yaml): readonly { tokens: readonly TokenKind[]; name: Word }[] {
  if (value.kind !== 'map') return (wordsOf(value) ?? []).map((name) => ({ tokens: BOTH_TOKENS, name }));
  return TOKENS.flatMap((token) =>
    (wordsOf(valueAt(value, token)) ?? []).map((name) => ({ tokens: [token], name })),
  );
}

function isToken(name: string): boolean {
  return TOKENS.some((token) => token === name);
}

function wordsUnder<K extends string>(map: YamlMap, names: readonly K[]): Readonly<Record<K, Word | null>> {
  const words: Partial<Record<K, Word | null>> = {};
  for (const name of names) words[name] = wordOf(valueAt(map, name));
  return words as Record<K, Word | null>;
}
