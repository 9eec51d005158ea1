import { type CompiledPolicy, formatInstant, probeOf, type ReadFacts, readOf } from '../../stdlib/index.ts';
import type { GuestTrace } from '../policies/guest.ts';
import type { DeedsByRule } from './apply-effects.ts';
import type { Deciders } from './join-deciders.ts';

/** A login that traced deciders were told of, and what became of it. */
export interface TracedLogin {
  /** Milliseconds since 1970 UTC. */
  readonly now: number;
  /** For each field of the deciders, what it means at its type, and what the login holds. */
  readonly values: readonly unknown[];
  readonly held: readonly unknown[];
  readonly byRule: DeedsByRule;
}

/** What traced deciders noted about each rule of each policy, as the traced form of rules tells it. */
export function readNotes(
  notes: readonly number[],
  policies: readonly CompiledPolicy[],
  { parts, owners }: Pick<Deciders, 'parts' | 'owners'>,
  login: TracedLogin,
): readonly GuestTrace[] {
  const traces: GuestTrace[] = [];
  let start = 0;
  policies.forEach(({ rules }, index) => {
    const { traced, at } = parts[index] ?? NO_PART;
    const readAt = (read: number) => readFacts(traced?.reads[read], at, login);
    for (const { mode } of rules) {
      const owner = owners[traces.length];
      if (mode === 'disabled') traces.push(OFF);
      else if (start >= notes.length || owner === undefined) traces.push(NOT_REACHED);
      else {
        const { probe, end } = probeOf(notes, start, readAt);
        const took = STOPPED - 1 - (notes[end] ?? STOPPED);
        start = end + 1;
        const deeds = login.byRule.get(owner) ?? [];
        const ran = {
          state: 'ran',
          ending: { kind: 'next' },
          probe,
          deeds,
          microseconds: took * 1000,
        } as const;
        traces.push(took < 0 ? NOT_REACHED : ran);
      }
    }
  });
  return traces;
}

const NO_PART = { traced: null, at: [] } as const;
/** See `traceFields`. */
const STOPPED = -8;
const NOT_REACHED = {
  state: 'not reached',
  ending: { kind: 'next' },
  probe: null,
  deeds: [],
  microseconds: 0,
} as const;
const OFF = { ...NOT_REACHED, state: 'off' } as const;

function readFacts(facts: ReadFacts | undefined, at: readonly number[], login: TracedLogin) {
  if (facts === undefined) throw new Error('notes name only what their decider reads');
  const { name, field } = facts;
  if (field === null) return readOf(name, formatInstant(login.now), login.now);
  // The clock stands at the first place.
  const place = (at[field] ?? 0) - 1;
  return readOf(name, plainOf(login.held[place]), plainOf(login.values[place]));
}

/** JSON knows no zero with a sign. */
function plainOf(value: unknown): unknown {
  return value === 0 ? 0 : value;
}
