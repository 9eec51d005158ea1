import { copyOf, type Draft, putValue } from './put-value.ts';
import type { Random } from './random.ts';

/** Something that a place of a login can hold, worked out when a login is made. */
export interface Candidate {
  /** Tells it from the others of its place. */
  readonly key: string;
  /** `undefined`: the field is missing. Every value belongs to the login alone. `now` is the clock of the login. */
  make(now: number, random: Random): unknown;
}

/** The field is missing. */
export const ABSENT: Candidate = { key: 'missing', make: () => undefined };

/** Always the same value. */
export function always(value: unknown): Candidate {
  return { key: JSON.stringify(value) ?? 'missing', make: () => copyOf(value) };
}

/** An instant so many milliseconds before the clock of the login, as a text. */
export function instantAgo(milliseconds: number): Candidate {
  return { key: `instant ago ${milliseconds}`, make: (now) => isoOf(now - milliseconds) };
}

/** A date so many days and years before that of the login, in UTC. */
export function dateAgo(years: number, days: number): Candidate {
  return {
    key: `date ago ${years} ${days}`,
    make: (now) => {
      const at = new Date(now - days * 86400000);
      at.setUTCFullYear(at.getUTCFullYear() - years);
      return isoOf(at.getTime()).slice(0, 10);
    },
  };
}

/** A list of what others make. */
export function listOfCandidates(members: readonly Candidate[]): Candidate {
  return {
    key: `[${members.map(({ key }) => key).join(',')}]`,
    make: (now, random) => members.map((member) => member.make(now, random)),
  };
}

/** A record of what others make, over fields that are always the same. */
export function recordOfCandidates(
  rest: Readonly<Record<string, unknown>>,
  fields: readonly (readonly [name: string, candidate: Candidate])[],
): Candidate {
  const text = fields.map(([name, { key }]) => `${name}: ${key}`).join(', ');
  return {
    key: `{${text}} over ${JSON.stringify(rest)}`,
    make: (now, random) => {
      const made: Draft = {};
      for (const [name, value] of Object.entries(rest)) putValue(made, [name], copyOf(value));
      for (const [name, candidate] of fields) putValue(made, [name], candidate.make(now, random));
      return made;
    },
  };
}

/** Another one each time, out of many members: what `near` makes of the member, the one at `index`. */
export function drawn(
  name: string,
  members: readonly string[],
  near: (member: string) => readonly Candidate[],
  index: number,
): Candidate {
  return {
    key: `drawn from ${name} ${index}`,
    make: (now, random) => {
      const found = near(random.pick(members) ?? '');
      return (found[index] ?? found[0])?.make(now, random);
    },
  };
}

/** Each once, by its key, the first of each group before the second of any; at most `limit`. */
export function distinct(groups: readonly (readonly Candidate[])[], limit: number): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  const longest = groups.reduce((most, group) => Math.max(most, group.length), 0);
  for (let index = 0; index < longest && found.size < limit; index++) {
    for (const group of groups) {
      const candidate = group[index];
      if (candidate !== undefined && found.size < limit) found.set(candidate.key, candidate);
    }
  }
  return [...found.values()];
}

function isoOf(moment: number): string {
  const earliest = Date.parse('0001-01-01T00:00:00Z');
  const latest = Date.parse('9999-12-31T23:59:59Z');
  return new Date(Math.min(Math.max(moment, earliest), latest)).toISOString();
}
