import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Diagnostic } from './diagnostic.ts';
import { EFFECTS } from './parse-effect.ts';
import { plainLetters } from './plain-letters.ts';
import {
  badName,
  besideUses,
  effectOutsideThen,
  fileAndItems,
  missingKey,
  mixedGroups,
  templateInPolicy,
  thenAndScript,
  unknownKey,
  unsupportedKey,
} from './policy-messages.ts';
import type { Spot } from './spot.ts';
import { suggest } from './suggest.ts';
import { alwaysAndNever, besideLogin, misplacedFixtures, misplacedPolicyKey } from './test-messages.ts';
import { RESERVED_WORDS } from './tokens.ts';
import type { YamlMap } from './yaml-tree.ts';

/** A mistake in the keys of a map; null when the error is about something else, or about what another error says. */
export function explainKeyError(spot: Spot, error: ErrorObject): Diagnostic | null {
  const { value } = spot;
  switch (error.keyword) {
    case 'additionalProperties':
      return value.kind === 'map' ? explainUnknown(spot, value, error) : null;
    case 'required':
      return explainMissing(spot, [String(error.params.missingProperty)]);
    case 'dependentRequired':
      return explainMissing(spot, [String(error.params.missingProperty)]);
    case 'anyOf': {
      const branches: readonly unknown[] = Array.isArray(error.schema) ? error.schema : [];
      return explainMissing(spot, branches.flatMap(requiredOf));
    }
    case 'propertyNames':
      return value.kind === 'map' ? explainName(value, String(error.params.propertyName)) : null;
    case 'maxProperties': {
      if (value.kind !== 'map' || [...value.entries.keys()].some((name) => !GROUPS.has(name))) return null;
      const [, second] = [...value.entries.values()];
      return mixedGroups({ keys: [...value.entries.keys()], span: second?.key.span ?? spot.anchor });
    }
    case 'false schema': {
      const key = spot.path.at(-1) ?? '';
      if (BESIDE_NO_TEMPLATE.has(key) && !error.schemaPath.includes('/else/'))
        return besideUses({ key, span: spot.anchor });
      if (key === 'never') return alwaysAndNever({ span: spot.anchor });
      return key === 'then' ? thenAndScript({ span: spot.anchor }) : fileAndItems({ key, span: spot.anchor });
    }
    default:
      return null;
  }
}

const BESIDE_NO_TEMPLATE: ReadonlySet<string> = new Set(['when', 'unless', 'then', 'script']);

const GROUPS: ReadonlySet<string> = new Set(['all', 'any', 'none', 'not_all']);

type Place = 'policy' | 'rule' | 'effects' | 'test' | 'expect';

/** Parts of the language that are still to come, by the place where they stand. */
const LATER: Readonly<Record<Place, ReadonlySet<string>>> = {
  policy: new Set(['sources']),
  rule: new Set([]),
  effects: new Set([
    'set_user_metadata',
    'set_app_metadata',
    'count',
    'redirect',
    'call',
    'notify',
    'link_to',
  ]),
  test: new Set([]),
  expect: new Set(['counts', 'notifies']),
};

/** Keys that one may leave out beside a key that is still to come and does their work. */
const REPLACEABLE: ReadonlySet<string> = new Set(['then', 'policy', 'name', 'login', 'expect']);

/** Keys that only a template has. */
const OF_TEMPLATES: ReadonlySet<string> = new Set(['template', 'parameters']);

/** Keys that only a policy has: a file of tests knows the others. */
const OF_POLICIES: ReadonlySet<string> = new Set(['policy', 'rules', 'exempt', 'default']);

/** What people write who know other systems. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map([
  ...words(['admit'], ['allow', 'permit', 'grant', 'accept']),
  ...words(['deny'], ['block', 'reject', 'refuse', 'forbid', 'effect', 'action']),
  ...words(
    ['require_mfa', 'mfa'],
    ['mfa', 'require_2fa', 'second_factor', 'challenge', 'multifactor', 'step_up', '2fa'],
  ),
  ...words(
    ['when', 'conditions', 'login', 'given'],
    ['if', 'condition', 'where', 'match', 'matches', 'given', 'sentence'],
  ),
  ...words(['unless'], ['except', 'exclude', 'if_not', 'when_not']),
  ...words(['then', 'outcome'], ['do', 'effects', 'actions', 'outcome', 'result']),
  ...words(['for'], ['apps', 'applies_to', 'target', 'targets', 'scope']),
  ...words(['app'], ['application', 'applications', 'client', 'clients', 'client_id']),
  ...words(['event'], ['entry', 'entries', 'events']),
  ...words(['policy', 'id'], ['key', 'identifier', 'slug', 'id']),
  ...words(['name'], ['title', 'label', 'display_name']),
  ...words(['why', 'description'], ['reason', 'comment', 'notes', 'note', 'because', 'summary']),
  ...words(['mode'], ['enabled', 'status', 'state', 'enforcement']),
  ...words(['expires'], ['expires_at', 'valid_until', 'until', 'expiry']),
  ...words(
    ['set_claims', 'claims'],
    ['claims', 'add_claims', 'add_claim', 'set_claim', 'token', 'attributes'],
  ),
  ...words(['add_scopes', 'may'], ['scopes', 'grant_scopes', 'permissions']),
  ...words(['limit_session'], ['session', 'session_lifetime']),
  ...words(['max_age'], ['max_auth_age', 'maximum_age']),
  ...words(['methods'], ['factors', 'factor', 'method']),
  ...words(['all'], ['and', 'all_of', 'every']),
  ...words(['any'], ['or', 'any_of', 'one_of', 'some']),
  ...words(['none'], ['not', 'none_of', 'nor']),
  ...words(['items'], ['values', 'entries', 'members']),
  ...words(['rows'], ['map', 'mapping', 'entries', 'items']),
  ...words(['exempt'], ['break_glass', 'exemptions', 'bypass', 'emergency']),
  ...words(['timezone'], ['time_zone', 'tz', 'zone']),
  ...words(['settings'], ['configuration', 'config', 'variables', 'vars', 'values']),
  ...words(['assume'], ['assumptions', 'defaults']),
  ...words(['networks'], ['ip_ranges', 'ranges', 'locations']),
  ...words(['schedules'], ['hours', 'times', 'calendar']),
  ...words(['lists'], ['sets', 'groups', 'allowlist', 'whitelist', 'blocklist']),
  ...words(['tables'], ['mappings', 'maps', 'lookups']),
  ...words(['tests'], ['examples', 'cases', 'specs']),
  ...words(['login'], ['input', 'signin', 'sign_in', 'fixture']),
  ...words(['table'], ['rows', 'logins']),
  ...words(['answers'], ['mocks', 'mock', 'stubs', 'responses', 'http']),
  ...words(['properties'], ['laws', 'law', 'invariants', 'property']),
  ...words(['given'], ['when', 'for', 'assuming']),
  ...words(['always'], ['then', 'must', 'expect', 'ensure', 'holds']),
  ...words(['never'], ['must_not']),
  ...words(['skip_laws'], ['skip_law', 'skipped_laws', 'laws_skipped']),
  ...words(['not_applied'], ['did_not_apply']),
  ...words(['expect'], ['expected', 'expects', 'expectation', 'should']),
  ...words(
    ['script', 'rule'],
    ['javascript', 'js', 'code', 'function', 'run', 'source', 'path', 'rule_file', 'file'],
  ),
  ...words(['timeout'], ['time_limit', 'max_time', 'time_out', 'deadline']),
  ...words(['if_it_fails'], ['on_error', 'on_failure', 'on_fail', 'fallback', 'if_fails', 'error']),
  ...words(['may'], ['permission', 'allowed', 'access', 'can']),
  ...words(['network'], ['hosts', 'http', 'urls', 'egress', 'domains']),
  ...words(['secrets'], ['secret', 'env', 'environment_variables', 'keys']),
  ...words(['private'], ['internal', 'private_networks', 'subnets']),
  ...words(['skip'], ['skipped', 'disabled', 'ignore']),
  ...words(['by', 'rules'], ['decided_by', 'rule']),
  ...words(['not_claims'], ['no_claims', 'without_claims', 'missing_claims']),
]);

function words(meant: readonly string[], written: readonly string[]): [string, readonly string[]][] {
  return written.map((word) => [word, meant]);
}

function explainUnknown(spot: Spot, map: YamlMap, error: ErrorObject): Diagnostic | null {
  const name = String(error.params.additionalProperty);
  const entry = map.entries.get(name);
  if (entry === undefined) return null;
  const { span } = entry.key;
  const place = placeOf(spot.path);
  const isRules = place === 'policy' && name === 'rule' && entry.value.kind === 'list';
  if (place !== null && LATER[place].has(name) && !isRules) return unsupportedKey({ key: name, span });
  if (place === 'policy' && OF_TEMPLATES.has(name)) return templateInPolicy({ key: name, span });
  if (place === 'policy' && name === 'fixtures') return misplacedFixtures({ span });
  if (place === 'policy' && OF_POLICIES.has(name)) return misplacedPolicyKey({ key: name, span });
  if (place === 'test' && (name === 'like' || name === 'without')) return besideLogin({ key: name, span });
  if (place === 'rule' && isEffect(name)) return effectOutsideThen({ key: name, span });
  const known = Object.keys(error.parentSchema?.properties ?? {});
  const free = known.filter((key) => !map.entries.has(key));
  const plain = name.toLowerCase().replaceAll(/[\s-]+/g, '_');
  const meant = SYNONYMS.get(plain);
  const isOwnWord = meant === undefined || spot.path[0] === 'with';
  const near = isOwnWord ? suggest(name, free) : meant.find((word) => free.includes(word));
  const suggestion = free.includes(plain) ? plain : (near ?? null);
  return unknownKey({ key: name, span, suggestion, known });
}

function placeOf(path: readonly string[]): Place | null {
  if (path.length === 0) return 'policy';
  if (path[0] === 'tests') {
    if (path.length === 2) return 'test';
    return path.length === 3 && path[2] === 'expect' ? 'expect' : null;
  }
  if (path[0] !== 'rules') return null;
  if (path.length === 2) return 'rule';
  return path.length === 3 && path[2] === 'then' ? 'effects' : null;
}

function explainMissing(spot: Spot, keys: readonly string[]): Diagnostic | null {
  const { value } = spot;
  if (value.kind !== 'map' || value.hasLostKeys) return null;
  const place = placeOf(spot.path);
  if (place === 'test' && keys[0] === 'login' && (value.entries.has('like') || value.entries.has('without')))
    return null;
  if (place !== null && REPLACEABLE.has(keys[0] ?? '') && hasLaterKey(value, place)) return null;
  if (place === 'rule' && keys[0] === 'then' && [...value.entries.keys()].some(isEffect)) return null;
  return missingKey({ keys, owner: spot.owner, span: spot.anchor });
}

function isEffect(name: string): boolean {
  return EFFECTS.some((effect) => effect === name);
}

function hasLaterKey(map: YamlMap, place: Place): boolean {
  return [...LATER[place]].some((name) => map.entries.has(name));
}

function explainName(map: YamlMap, name: string): Diagnostic | null {
  const entry = map.entries.get(name);
  if (entry === undefined) return null;
  const suggestion = plainLetters(name)
    .replaceAll(/\W+/g, '_')
    .replaceAll(/^[\d_]+|_+$/g, '');
  const isReserved = RESERVED_WORDS.has(name);
  return badName({
    name,
    span: entry.key.span,
    suggestion: suggestion === name ? '' : suggestion,
    isReserved,
  });
}

function requiredOf(branch: unknown): readonly string[] {
  if (typeof branch !== 'object' || branch === null || !('required' in branch)) return [];
  return Array.isArray(branch.required) ? branch.required.map(String) : [];
}
