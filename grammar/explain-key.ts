import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Diagnostic } from './diagnostic.ts';
import { explainName } from './explain-name.ts';
import { EFFECTS } from './parse-effect.ts';
import {
  besideUses,
  effectOutsideThen,
  fileAndItems,
  missingKey,
  mixedGroups,
  templateInPolicy,
  thenAndScript,
  unknownKey,
} from './policy-messages.ts';
import type { Spot } from './spot.ts';
import { suggest } from './suggest.ts';
import { SYNONYMS } from './synonyms.ts';
import { alwaysAndNever, besideLogin, misplacedFixtures, misplacedPolicyKey } from './test-messages.ts';
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
      return value.kind === 'map' ? explainNameOf(value, String(error.params.propertyName)) : null;
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

type Place = 'policy' | 'rule' | 'test';

/** Keys that only a template has. */
const OF_TEMPLATES: ReadonlySet<string> = new Set(['template', 'parameters']);

/** Keys that only a policy has: a file of tests knows the others. */
const OF_POLICIES: ReadonlySet<string> = new Set(['policy', 'sources', 'rules', 'exempt', 'default']);

function explainUnknown(spot: Spot, map: YamlMap, error: ErrorObject): Diagnostic | null {
  const name = String(error.params.additionalProperty);
  const entry = map.entries.get(name);
  if (entry === undefined) return null;
  const { span } = entry.key;
  const place = placeOf(spot.path);
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
  if (path.length !== 2) return null;
  return path[0] === 'tests' ? 'test' : path[0] === 'rules' ? 'rule' : null;
}

function explainMissing(spot: Spot, keys: readonly string[]): Diagnostic | null {
  const { value } = spot;
  if (value.kind !== 'map' || value.hasLostKeys) return null;
  const place = placeOf(spot.path);
  if (place === 'test' && keys[0] === 'login' && (value.entries.has('like') || value.entries.has('without')))
    return null;
  if (place === 'rule' && keys[0] === 'then' && [...value.entries.keys()].some(isEffect)) return null;
  return missingKey({ keys, owner: spot.owner, span: spot.anchor });
}

function isEffect(name: string): boolean {
  return EFFECTS.some((effect) => effect === name);
}

function explainNameOf(map: YamlMap, name: string): Diagnostic | null {
  const entry = map.entries.get(name);
  return entry === undefined ? null : explainName(name, entry.key.span);
}

function requiredOf(branch: unknown): readonly string[] {
  if (typeof branch !== 'object' || branch === null || !('required' in branch)) return [];
  return Array.isArray(branch.required) ? branch.required.map(String) : [];
}
