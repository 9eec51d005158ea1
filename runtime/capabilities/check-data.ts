import type { CapabilityError, UserUpdate } from './capability.ts';
import { punctuatedName, reservedName, tooDeep, tooLong } from './capability-errors.ts';

const MOST_DEPTH = 32;

/** Profiles and values of rules have a few kilobytes. */
const MOST_LENGTH = 64 * 1024;

/** Fields of a profile that metadata at its root would hide. */
const RESERVED_IN_APP_METADATA: ReadonlySet<string> = new Set([
  '__tenant',
  '_id',
  'blocked',
  'clientID',
  'created_at',
  'email',
  'email_verified',
  'globalClientID',
  'global_client_id',
  'identities',
  'lastIP',
  'lastLogin',
  'loginsCount',
  'metadata',
  'multifactor',
  'multifactor_last_modified',
  'updated_at',
  'user_id',
]);

/** Names to which JavaScript gives a meaning; they are never data. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Why a value cannot be kept; null: it can. */
export function findDataRefusal(value: unknown): CapabilityError | null {
  for (const { depth } of eachName(value)) {
    if (depth > MOST_DEPTH) return tooDeep({ most: MOST_DEPTH });
  }
  return JSON.stringify(value).length > MOST_LENGTH ? tooLong({ most: MOST_LENGTH }) : null;
}

/** Why an update cannot be made; null: it can. */
export function findUpdateRefusal({ field, changes }: UserUpdate): CapabilityError | null {
  const refusal = findDataRefusal(changes);
  if (refusal !== null) return refusal;
  for (const { name, depth } of eachName(changes)) {
    if (name === null) continue;
    const isHiding = field === 'app_metadata' && depth === 1 && RESERVED_IN_APP_METADATA.has(name);
    if (isHiding || RESERVED.has(name)) return reservedName({ name, field });
    if (/[.$]/.test(name)) return punctuatedName({ name: name.slice(0, 50) });
  }
  return null;
}

/** All names in some data, and null for each element of a list; without recursion, which hostile data could exhaust. */
function* eachName(value: unknown): Generator<{ readonly name: string | null; readonly depth: number }> {
  const waiting: { readonly value: unknown; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    const isList = Array.isArray(next.value);
    const depth = next.depth + 1;
    for (const [name, part] of Object.entries(next.value)) {
      yield { name: isList ? null : name, depth };
      waiting.push({ value: part, depth });
    }
  }
}
