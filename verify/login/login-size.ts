import { BASE_MOMENT } from '../generate/base-moment.ts';
import type { LoginSchema } from '../generate/login-schema.ts';
import { describePlace } from './describe-place.ts';
import { isRecord } from './fields.ts';
import { ORDINARY_PROTOCOL } from './ordinary-login.ts';
import { countSameNames, withoutSameIds } from './same-names.ts';
import type { TimedLogin } from './timed-login.ts';

/**
 * How much a reader has to take in: fields, members and letters, where examples of the schema, what policies name, plain
 * letters, round moments and numbers near 0 count less than others, and a name and an id that are the same count once.
 */
export function loginSize(
  { user, context, now, answers = {} }: TimedLogin,
  schema: LoginSchema,
  written: WrittenTexts = new Map(),
): number {
  const { protocol, ...rest } = context;
  const entry = protocol === ORDINARY_PROTOCOL ? 0 : protocol === undefined ? 1 : 4;
  const fields = (root: string, value: unknown) => valueSize(value, [root], { schema, written });
  const answered = Object.values(answers).map((given) =>
    given.kind === 'value' ? 2 + fields('answers', given.value) : given.kind === 'missing' ? 1 : 2,
  );
  const known =
    fields('user', user) +
    fields('context', withoutSameIds(rest)) +
    answered.reduce((sum, size) => sum + size, 0);
  return known - countSameNames(rest) + entry + momentSize(now);
}

/** How odd a text is: its letters, capitals a little more, what is not ASCII or moves the eye much more. */
export function textSize(text: string): number {
  const capitals = text.match(/[A-Z]/g)?.length ?? 0;
  const strange = text.match(/[^\x21-\x7e]/g)?.length ?? 0;
  return text.length + capitals / 4 + strange * 3;
}

/** How far from round: of hours, minutes, seconds and the rest, each that is not zero. */
export function roughness(milliseconds: number): number {
  return UNITS.filter((unit) => milliseconds % unit !== 0).length;
}

/** Domains that are nobody's, the plainest first. */
export const PLAIN_DOMAINS: readonly string[] = ['example.com', 'example.org', 'example.net'];

const UNITS = [1000, 60_000, 3_600_000, 86_400_000];

function momentSize(now: number): number {
  if (now === BASE_MOMENT) return 0;
  const hours = Math.abs(now - BASE_MOMENT) / 3_600_000;
  return 2 + roughness(now) + Math.log2(1 + hours);
}

/** Texts as the authors of policies spell them, by their lower-case form. */
export type WrittenTexts = ReadonlyMap<string, string>;

interface Known {
  readonly schema: LoginSchema;
  readonly written: WrittenTexts;
}

function valueSize(value: unknown, path: readonly string[], known: Known): number {
  if (Array.isArray(value)) {
    const members: readonly unknown[] = value;
    return members.reduce<number>(
      (size, member, index) => size + 1 + valueSize(member, [...path, String(index)], known),
      1,
    );
  }
  if (isRecord(value)) {
    return Object.entries(value).reduce(
      (size, [name, member]) => size + 2 + valueSize(member, [...path, name], known),
      1,
    );
  }
  const { type, example } = describePlace(known.schema, path);
  if (value === example) return 2;
  switch (typeof value) {
    case 'string': {
      if (type.kind === 'country') return value === value.toUpperCase() ? 4 : 5;
      if (known.written.get(value.toLowerCase()) === value) return 3;
      if (type.kind === 'email') return 4 + emailSize(value);
      if (type.kind === 'domain') return 4 + domainSize(value);
      if (type.kind === 'ip') return 4 + value.length / 2;
      const moment = /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : Number.NaN;
      return Number.isNaN(moment) ? 4 + textSize(value) : 6 + roughness(moment);
    }
    case 'number':
      return 3 + Math.log2(1 + Math.abs(value)) + (Number.isInteger(value) ? 0 : 3) + (value < 0 ? 1 : 0);
    default:
      return value === null ? 5 : 2;
  }
}

function emailSize(email: string): number {
  const at = email.lastIndexOf('@');
  if (at < 0) return 10 + textSize(email);
  const local = email.slice(0, at);
  return (local === 'ada' ? 0 : 1 + textSize(local)) + domainSize(email.slice(at + 1));
}

function domainSize(domain: string): number {
  const plain = PLAIN_DOMAINS.indexOf(domain);
  return plain >= 0 ? plain : 3 + textSize(domain);
}
