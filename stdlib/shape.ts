import { isIp } from './network.ts';

/** A text, as it is. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A finite number; a text of digits is none. */
export function numberOf(value: unknown): number | undefined {
  return Number.isFinite(value) ? (value as number) : undefined;
}

/** Yes or no; no other value stands for either. */
export function truthOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** A real day of the calendar as YYYY-MM-DD. */
export function dateOf(value: unknown): string | undefined {
  const parts = typeof value === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) : null;
  if (parts === null) return undefined;
  const at = new Date(0);
  at.setUTCFullYear(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  // A day that does not exist rolls over into the next month.
  return at.getUTCMonth() === Number(parts[2]) - 1 && at.getUTCDate() === Number(parts[3])
    ? parts[0]
    : undefined;
}

/** HH:MM or HH:MM:SS of a day of 24 hours, as HH:MM:SS. */
export function timeOf(value: unknown): string | undefined {
  const parts = typeof value === 'string' ? /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.exec(value) : null;
  if (parts === null) return undefined;
  return parts[2] === undefined ? `${parts[0]}:00` : parts[0];
}

/**
 * Milliseconds since 1970 UTC, from such a number, from an ISO 8601 text with a date, a time and an offset or `Z`, or
 * from a date alone, which is midnight UTC.
 */
export function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Math.abs(value) <= 8.64e15 ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const parts =
    /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d(?::\d\d)?)(\.\d{1,9})?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d)))?$/.exec(
      value,
    );
  const day = parts === null ? undefined : dateOf(parts[1]);
  if (parts === null || day === undefined) return undefined;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (parts[2] === undefined) return midnight;
  const clock = timeOf(parts[2]);
  if (clock === undefined) return undefined;
  const seconds = Number(clock.slice(0, 2)) * 3600 + Number(clock.slice(3, 5)) * 60 + Number(clock.slice(6));
  const offset = (Number(parts[5] ?? 0) * 60 + Number(parts[6] ?? 0)) * 60_000;
  const fraction = Math.floor(Number(`0${parts[3] ?? ''}`) * 1000);
  return midnight + seconds * 1000 + fraction + (parts[4] === '-' ? offset : -offset);
}

/** An IPv4 or IPv6 address, as it is written. */
export function ipOf(value: unknown): string | undefined {
  return typeof value === 'string' && isIp(value) === true ? value : undefined;
}

/**
 * The two letters of a country, as they are written. Systems that do not know where somebody is send an empty text, a number or a
 * word of their own, which is no country that could be compared.
 */
export function countryOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length !== 2) return undefined;
  // Bit 32 is all that tells capitals from small letters. A pattern takes ten times as long.
  const first = value.charCodeAt(0) | 32;
  const last = value.charCodeAt(1) | 32;
  return first >= 97 && first <= 122 && last >= 97 && last <= 122 ? value : undefined;
}

/** A record: not a list, not a text. */
export function recordOf(value: unknown): { readonly [name: string]: unknown } | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: unknown })
    : undefined;
}

/** Anything that is there, as it is. */
// biome-ignore lint/suspicious/noShadowRestrictedNames: it stands in a row with `textOf` and `listOf`, and no global of this name is used.
export function valueOf(value: unknown): unknown {
  return value ?? undefined;
}

/**
 * A list of which every member has the shape `item`. A text alone that has it becomes a list of one, because directories
 * send a single value that way.
 */
export function listOf<T>(value: unknown, item: (member: unknown) => T | undefined): T[] | undefined {
  if (typeof value === 'string') {
    const only = item(value);
    return only === undefined ? undefined : [only];
  }
  if (!Array.isArray(value)) return undefined;
  const members: T[] = [];
  for (const raw of value) {
    const member = item(raw);
    if (member === undefined) return undefined;
    members.push(member);
  }
  return members;
}

/** A list of records. */
export function recordsOf(value: unknown): readonly { readonly [name: string]: unknown }[] | undefined {
  return Array.isArray(value) ? listOf(value, recordOf) : undefined;
}

/** What a record itself holds under a name; nothing is found that it only inherits. */
export function own(record: unknown, name: string): unknown {
  const fields = recordOf(record);
  return fields !== undefined && Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined;
}

/** The function that brings the value of a field to its shape, by its name. */
export function shapeNamed(name: string): (value: unknown) => unknown {
  const shapes = [
    textOf,
    numberOf,
    truthOf,
    dateOf,
    timeOf,
    instantOf,
    ipOf,
    countryOf,
    recordOf,
    recordsOf,
    valueOf,
  ] as const;
  const found = shapes.find((shape) => shape.name === name);
  if (found === undefined) throw new Error('the compiler names shapes of fields only');
  return found;
}

export const shapeFunctions = [
  textOf,
  numberOf,
  truthOf,
  dateOf,
  timeOf,
  instantOf,
  ipOf,
  countryOf,
  recordOf,
  valueOf,
  listOf,
  recordsOf,
  own,
] as const;
