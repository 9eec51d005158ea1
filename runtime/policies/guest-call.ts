import type { Ending, GuestRule } from './guest.ts';
import { isGuestRecord, type Run } from './guest-run.ts';

/* The text of these functions runs inside the isolate; see `guest-run.ts`. */

/** The first callback counts, except that a rule which throws later has failed even so, unless it refused. */
export function callRule(rule: GuestRule, run: Run): Ending {
  const endings: Ending[] = [];
  try {
    rule(run.user, run.context, (error, user, context) => {
      if (endings.push(endingOf(error)) > 1) return;
      if (isGuestRecord(user)) run.user = user;
      if (isGuestRecord(context))
        run.context = Object.assign(context as Run['context'], { lintel: run.lintel });
    });
  } catch (error) {
    if (endings[0]?.kind !== 'deny') return { kind: 'failure', reason: describeError(error) };
  }
  return endings[0] ?? { kind: 'failure', reason: 'the rule did not call back' };
}

/** What a rule said by calling back. Never throws, since it runs inside the rule's own call. */
export function endingOf(error: unknown): Ending {
  if (!error) return { kind: 'next' };
  try {
    const { name, denied, message, code } = isGuestRecord(error) ? error : {};
    if (name !== 'UnauthorizedError' || denied !== true)
      return { kind: 'failure', reason: describeError(error) };
    return {
      kind: 'deny',
      message: typeof message === 'string' ? message : 'You are not allowed to sign in.',
      code: typeof code === 'string' ? code : 'unauthorized',
    };
  } catch {
    return { kind: 'failure', reason: describeError(error) };
  }
}

/** What was thrown, as a short text: why a rule gave up, or what went wrong in it. Whatever it is, nothing is thrown again. */
export function describeError(error: unknown): string {
  try {
    const { name, message } = isGuestRecord(error) ? error : { name: 'Error', message: error };
    const kind = name === 'Error' && message !== '' ? '' : `${String(name)}: `;
    return `${kind}${String(message)}`.slice(0, 300);
  } catch {
    return 'something that cannot be shown was thrown';
  }
}

export const guestCallFunctions = [callRule, endingOf, describeError] as const;
