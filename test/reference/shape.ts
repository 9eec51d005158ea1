import { isIP } from 'node:net';
import { isTextKind, type Type, type Value } from '../../stdlib/index.ts';

/** Brings what a login holds to the shape of a type; what does not fit, and null, is missing (`undefined`). */
export function shapeAs(raw: unknown, type: Type): Value {
  if (raw === undefined || raw === null) return undefined;
  if (type.kind === 'list') return shapeList(raw, type.of);
  if (type.kind === 'record') return isRecord(raw) ? (raw as Value) : undefined;
  if (type.kind === 'country') return typeof raw === 'string' && isCountry(raw) ? raw : undefined;
  if (isTextKind(type.kind)) return typeof raw === 'string' ? raw : undefined;
  switch (type.kind) {
    case 'number':
    case 'duration':
      return typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined;
    case 'yes/no':
      return typeof raw === 'boolean' ? raw : undefined;
    case 'instant':
      return instant(raw);
    case 'date':
      return typeof raw === 'string' && isDate(raw) ? raw : undefined;
    case 'time':
      return time(raw);
    case 'ip':
      return typeof raw === 'string' && isIP(raw) !== 0 && !raw.includes('%') ? raw : undefined;
    default:
      return raw as Value;
  }
}

/** True for a JSON object that is no array. */
export function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

function shapeList(raw: unknown, item: Type): Value {
  if (typeof raw === 'string') {
    const only = shapeAs(raw, item);
    return only === undefined ? undefined : [only];
  }
  if (!Array.isArray(raw)) return undefined;
  const members = raw.map((member) => shapeAs(member, item));
  return members.includes(undefined) ? undefined : members;
}

function instant(raw: unknown): number | undefined {
  if (typeof raw === 'number') return Number.isNaN(new Date(raw).getTime()) ? undefined : raw;
  if (typeof raw !== 'string') return undefined;
  if (isDate(raw)) return Date.parse(`${raw}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(raw)) return undefined;
  const at = Date.parse(raw);
  return Number.isNaN(at) || !isDate(raw.slice(0, 10)) ? undefined : at;
}

/** Two letters from A to Z, either case. */
function isCountry(raw: string): boolean {
  return raw.length === 2 && [...raw].every((letter) => LETTERS.includes(letter));
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function isDate(raw: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(raw)) return false;
  const at = new Date(`${raw}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(raw);
}

function time(raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const parts = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(raw);
  return parts ? `${parts[1]}:${parts[2]}:${parts[3] ?? '00'}` : undefined;
}
