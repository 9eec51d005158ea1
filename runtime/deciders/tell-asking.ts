import type { Limits } from '../limits.ts';
import type { Login } from '../login/read-login.ts';
import type { Inquiry } from '../look-ups/open-inquiry.ts';
import type { OpenPolicies } from '../policies/open-policies.ts';
import type { Wanted } from './guest-decide-asking.ts';
import type { Deciders } from './join-deciders.ts';
import { type Came, createCameReader } from './read-came.ts';
import { createReader } from './read-fields.ts';
import { sendFields } from './send-fields.ts';
import type { Clock, Told } from './told.ts';

/** What a login came to that had to wait. `told` is null where it has to be looked at in another way, with the same inquiry. */
export interface Answered {
  readonly told: Told | null;
  readonly inquiry: Inquiry;
}

/**
 * Asks deciders about a login that may have to wait; null: it has to be looked at in another way, and nothing was asked. Throws
 * and rejects when the sandbox is lost.
 */
export type TellAsking = (login: Login, clock: Clock) => Told | Promise<Answered> | null;

/**
 * Deciders that ask, in a sandbox. Nothing is kept inside while a login waits: it is decided again from the start, with the
 * answers behind its fields. `inquire` opens what a login asks, by its clock.
 */
export function tellAsking(
  deciders: Deciders,
  sandbox: () => OpenPolicies,
  limits: Limits,
  inquire: (now: number) => Inquiry,
): TellAsking {
  const { lookUps, owners } = deciders;
  const read = createReader(deciders.fields, limits);
  const readCame = createCameReader(limits);
  const send = (text: string, timeout: number | null): string | null => {
    // What takes long shares its time with all that the login does, which is counted elsewhere.
    if (timeout !== null) return null;
    const policies = sandbox();
    try {
      return policies.decide(text, null);
    } catch (error) {
      // A rule that failed is told by its name where all of the login is looked at.
      if (policies.isOpen) return null;
      throw error;
    }
  };
  const decide = (fields: readonly unknown[]): readonly unknown[] | Wanted | null => {
    const answer = sendFields(fields, send, deciders, limits);
    if (answer === null || answer === LOST || answer.length > limits.resultLength) return null;
    return answer === '' ? [] : JSON.parse(answer);
  };
  const ask = async ({ rule, wanted }: Wanted, inquiry: Inquiry): Promise<void> => {
    const owner = owners[rule];
    if (owner === undefined) throw new Error('deciders wait only at rules that they have');
    const first = 1 + deciders.fields.length;
    const asks = wanted.map(([place, one]) => [lookUps[place - first] ?? '', one] as const);
    await inquiry.ask(new Map(asks), owner);
  };
  const goOn = async (login: Login, fields: readonly unknown[], came: Came, wanted: Wanted) => {
    const now = Number(fields[0]);
    const inquiry = inquire(now);
    for (let next: Wanted = wanted; ; ) {
      await ask(next, inquiry);
      const answers = lookUps.map((key) => inquiry.answers.get(key) ?? null);
      const found = decide([...fields, ...answers]);
      if (found !== null && isWanted(found)) next = found;
      else if (found !== null) return { told: { effects: found, came, now }, inquiry };
      // What was asked about a login says nothing of what has been made of it meanwhile.
      else return { told: null, inquiry: isSame(read(login, now), fields) ? inquiry : inquire(now) };
    }
  };
  return (login, clock) => {
    const now = clock();
    const fields = read(login, now);
    const came = fields === null ? null : readCame(login);
    if (fields === null || came === null) return null;
    const found = decide(fields);
    if (found === null) return null;
    return isWanted(found) ? goOn(login, fields, came, found) : { effects: found, came, now };
  };
}

/** See `decideAsking`. */
const LOST = 'lost';

function isWanted(found: readonly unknown[] | Wanted): found is Wanted {
  return 'wanted' in found;
}

function isSame(now: readonly unknown[] | null, before: readonly unknown[]): boolean {
  return JSON.stringify(now) === JSON.stringify(before);
}
