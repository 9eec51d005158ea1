import type { Type } from '../../stdlib/index.ts';
import type { Random } from './random.ts';

/** A value that a field of a type never holds: what a broken directory sends. */
export function bendValue(type: Type, value: unknown, random: Random): unknown {
  const bent = BENT.filter((other) => kindOf(other) !== kindOf(value) && !isAllowed(other, type));
  if (Array.isArray(value) && random.chance(0.5)) {
    return random.chance(0.5) ? [...value, null] : [{ name: value[0] ?? 'x' }, ...value];
  }
  if (typeof value === 'string' && random.chance(0.3)) return [value];
  if (Array.isArray(value) && typeof value[0] === 'string' && random.chance(0.3)) return value[0];
  return random.pick(bent) ?? null;
}

const BENT = [null, 'admin', '', 0, 42, true, false, [], [1, 'admin'], [[]], {}, { name: 'admin' }];

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function isAllowed(value: unknown, type: Type): boolean {
  switch (type.kind) {
    case 'number':
    case 'duration':
      return typeof value === 'number';
    case 'yes/no':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value) && value.length === 0;
    case 'record':
      return kindOf(value) === 'object';
    default:
      return typeof value === 'string';
  }
}
