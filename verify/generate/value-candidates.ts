import type { Type } from '../../stdlib/index.ts';
import { askLibrary } from './ask-library.ts';
import { BASE_MOMENT } from './base-moment.ts';
import { always, type Candidate, dateAgo, drawn, instantAgo } from './candidate.ts';
import { fitsType } from './is-valid-login.ts';
import { around, dateEdges, ordinaryMoments, scheduleEdges, timeEdges } from './moments.ts';
import type { Near } from './near.ts';
import { addressesFrom, networkEdges } from './network-edges.ts';
import { patternSamples } from './pattern-samples.ts';
import {
  countryVariants,
  domainVariants,
  emailVariants,
  textVariants,
  urlVariants,
} from './text-variants.ts';

const DAY = 86_400_000;
/** Members as they are more often than what is nearly a member. */
const DRAWS = [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8];
const MOST_RANGES = 40;

/** Values of a type that is no list and no record, near a constant; the most telling first. All have the type's format. */
export function valuesNear(type: Type, near: Near): readonly Candidate[] {
  switch (near.kind) {
    case 'texts': {
      const each = remembered((text) => valuesNear(type, { kind: 'text', text }));
      const draws = DRAWS.map((variant, index) => drawn(`${near.name} ${index}`, near.texts, each, variant));
      const ends = [...near.texts.slice(0, 1), ...near.texts.slice(-1)].flatMap((text) =>
        each(text).slice(0, 1),
      );
      return [...draws.slice(0, 1), ...ends, ...draws.slice(1)];
    }
    case 'network': {
      if (type.kind !== 'ip' && type.kind !== 'text' && type.kind !== 'any') return [];
      const few = near.ranges.slice(0, MOST_RANGES).flatMap(networkEdges).map(always);
      const each = remembered((range) => networkEdges(range).map(always));
      const many = near.ranges.length <= MOST_RANGES ? [] : [0, 1, 2, 3];
      return [...few, ...many.map((index) => drawn(near.name, near.ranges, each, index))];
    }
    default:
      return plainValues(type, near)
        .map((value) => (isCandidate(value) ? value : always(value)))
        .filter((candidate) => fitsType(candidate.make(BASE_MOMENT, NO_CHANCE), type));
  }
}

/** The members of a long list come up again and again. */
function remembered(
  near: (member: string) => readonly Candidate[],
): (member: string) => readonly Candidate[] {
  const known = new Map<string, readonly Candidate[]>();
  return (member) => {
    const found = known.get(member) ?? near(member);
    if (known.size < MOST_REMEMBERED) known.set(member, found);
    return found;
  };
}

const MOST_REMEMBERED = 5000;

/** Values that every field of a type can have, whatever a policy says. */
export function ordinaryValues(type: Type): readonly Candidate[] {
  switch (type.kind) {
    case 'yes/no':
      return [true, false].map(always);
    case 'number':
    case 'duration':
      return [0, 1, 2, 3, 5, 10, 42, -1, 1000].map(always);
    case 'instant':
      return [0, 1, 7, 30, 90, 365, 1000, -1].map((days) => instantAgo(days * DAY));
    case 'date':
      return [0, 1, -1, 30, 365].map((days) => dateAgo(0, days));
    case 'time':
      return ['12:00', '00:00', '23:59:59'].map(always);
    case 'any':
      return ['x', true, false, 0, 1, ['x']].map(always);
    default:
      return (ORDINARY.get(type.kind) ?? ['x', '', 'Ada']).map(always);
  }
}

const ORDINARY: ReadonlyMap<Type['kind'], readonly string[]> = new Map([
  ['email', ['ada@example.com', 'eve@evil.test', 'Ada.Lovelace+x@sub.example.com']],
  ['domain', ['example.com', 'evil.test']],
  ['url', ['https://cdn.example.com/ada.png', 'http://evil.test/']],
  ['country', ['DE', 'FR', 'US', 'KP', 'de']],
  ['ip', ['203.0.113.7', '198.51.100.9', '10.0.0.1', '127.0.0.1', '2001:db8::1', '::ffff:203.0.113.7']],
  ['scope', ['openid', 'write']],
]);

/** Moments of the clock near a constant, in milliseconds since 1970 UTC. */
export function momentsNear(near: Near, zones: readonly string[]): readonly number[] {
  switch (near.kind) {
    case 'schedule':
      return scheduleEdges(near.schedule);
    case 'instant':
      return around(near.moment);
    case 'date':
      return dateEdges(near.text, zones);
    case 'time':
      return timeEdges(near.text, zones);
    case 'text': {
      const date = askLibrary('dateOf', near.text);
      return typeof date === 'string' ? dateEdges(date, zones) : [];
    }
    default:
      return ordinaryMoments();
  }
}

const NO_CHANCE = { below: () => 0, chance: () => false, pick: <T>(list: readonly T[]) => list[0] };

function isCandidate(value: unknown): value is Candidate {
  return typeof value === 'object' && value !== null && 'make' in value;
}

type Plain = string | number | Candidate;

function plainValues(type: Type, near: Exclude<Near, { kind: 'texts' | 'network' }>): readonly Plain[] {
  switch (type.kind) {
    case 'yes/no':
    case 'list':
    case 'record':
      return [];
    case 'number':
    case 'duration':
      return numbersNear(near);
    case 'instant':
      return instantsNear(near);
    case 'date':
      return datesNear(near);
    case 'any':
      return [...numbersNear(near), ...textsNear(type, near), ...instantsNear(near), ...datesNear(near)];
    default:
      return textsNear(type, near);
  }
}

function numbersNear(near: Near): readonly Plain[] {
  if (near.kind === 'duration') return [near.length, near.length - 1, near.length + 1];
  if (near.kind !== 'number') return [];
  return [near.number, near.number - 1, near.number + 1, near.number + 0.5, -near.number];
}

function instantsNear(near: Near): readonly Plain[] {
  switch (near.kind) {
    case 'duration':
      return [0, 1000, -1000, 1, -1, DAY, -DAY].map((more) => instantAgo(near.length + more));
    case 'number':
      return [0, -1, 1].map((more) => instantAgo((near.number + more) * DAY));
    case 'instant':
    case 'schedule':
    case 'date':
      return momentsNear(near, ['UTC']).map((moment) => new Date(moment).toISOString());
    default:
      return [];
  }
}

function datesNear(near: Near): readonly Plain[] {
  switch (near.kind) {
    case 'number':
      return [0, -1, 1].flatMap((days) => [dateAgo(near.number, days), dateAgo(0, near.number + days)]);
    case 'duration':
      return [0, -1, 1].map((days) => dateAgo(0, near.length / DAY + days));
    case 'date':
      return [0, -1, 1].map((days) =>
        new Date(Date.parse(`${near.text}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10),
      );
    default:
      return [];
  }
}

function textsNear(type: Type, near: Near): readonly Plain[] {
  switch (near.kind) {
    case 'pattern': {
      const fits = (text: string): boolean => fitsType(text, type);
      const samples = patternSamples(near.source, near.flags, () => true);
      const forms =
        type.kind === 'email'
          ? samples.flatMap((text) => [text, ...emailVariants(text).slice(0, 3)])
          : samples;
      return forms.filter(fits).slice(0, MOST_RANGES);
    }
    case 'number': {
      const lengths = [near.number, near.number - 1, near.number + 1];
      const isLength = (length: number): boolean => Number.isInteger(length) && length >= 0 && length <= 300;
      return type.kind === 'text' ? lengths.filter(isLength).map((length) => 'x'.repeat(length)) : [];
    }
    case 'date':
    case 'time':
      return type.kind === 'text' || type.kind === 'time' ? [near.text] : [];
    case 'text':
      return variantsOf(type, near.text);
    default:
      return [];
  }
}

function variantsOf(type: Type, text: string): readonly string[] {
  switch (type.kind) {
    case 'email':
      return emailVariants(text);
    case 'domain':
      return domainVariants(text);
    case 'url':
      return urlVariants(text);
    case 'country':
      return countryVariants(text);
    case 'ip':
      return [...networkEdges(text), ...addressesFrom(text)];
    default:
      return textVariants(text);
  }
}
