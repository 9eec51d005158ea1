import { grantedScopes, type MultifactorDemand, openContext, type RunState } from '../../stdlib/index.ts';
import type { SessionLimit } from '../report/effect.ts';

/*
 * The text of these functions runs inside the isolate. They refer only to JavaScript's own globals, to the other guest
 * functions, and to the library functions that `GUEST_LIBRARY` names.
 */

/** One login on its way through the rules. */
export interface Run {
  user: Record<string, unknown>;
  context: GuestContext;
  readonly lintel: RunState;
  readonly known: Known;
}

export interface GuestContext extends Record<string, unknown> {
  lintel: RunState;
  idToken: Record<string, unknown>;
  accessToken: Record<string, unknown>;
  multifactor?: MultifactorDemand;
}

/** What the rules so far left, in copies that no rule can reach: whatever differs is the doing of the next rule. */
export interface Known {
  readonly idToken: Record<string, unknown>;
  readonly accessToken: Record<string, unknown>;
  readonly saml: Record<string, unknown>;
  scope: unknown;
  scopes: readonly string[];
  multifactor: MultifactorDemand | null;
  session: SessionLimit | null;
  redirect: string | null;
  /** The account that the login was linked to. */
  primaryUser: string | null;
  readonly admitted: string[];
  readonly stopped: string[];
  logged: number;
  /** How much is to last. */
  lasting: number;
  /** Null while nobody looks for changes of the profile. */
  readonly user: Record<string, unknown> | null;
}

/** A login before its first rule. What only rules may set is set anew, what they add to is brought to its shape. */
export function openRun(userText: string, contextText: string, now: number, watchUser: boolean): Run {
  const user = JSON.parse(userText);
  const context = JSON.parse(contextText);
  openContext(context, now);
  delete context.redirect;
  return { user, context, lintel: context.lintel, known: knownOf(user, context, watchUser) };
}

/** A login that goes on after rules elsewhere: `state` is what it was left with. */
export function resumeRun(userText: string, contextText: string, state: RunState): Run {
  const user = JSON.parse(userText);
  const context: GuestContext = { ...JSON.parse(contextText), lintel: state };
  return { user, context, lintel: state, known: knownOf(user, context, true) };
}

/** A login of its own for a rule that only reports: nothing that happens to it comes back. */
export function copyRun(run: Run): Run {
  const user = copyGuestData(run.user);
  const context = copyGuestData(run.context);
  const known = knownOf(user, context, true);
  return { user, context, lintel: context.lintel, known };
}

export function knownOf(user: Run['user'], context: GuestContext, watchUser: boolean): Known {
  const { lintel, idToken, accessToken, multifactor } = context;
  return {
    idToken: copyGuestData(idToken),
    accessToken: copyGuestData(accessToken),
    saml: copyGuestData(lintel.saml),
    scope: copyGuestData(accessToken.scope),
    scopes: grantedScopes(context),
    multifactor: copyGuestData(multifactor ?? null),
    session: copyGuestData(lintel.session),
    redirect: redirectOf(context),
    primaryUser: primaryUserOf(context),
    admitted: Object.keys(lintel.admitted),
    stopped: Object.keys(lintel.stopped).filter((policy) => hasStopped(lintel, policy)),
    logged: lintel.log.length,
    lasting: lintel.lasting.length,
    user: watchUser ? copyGuestData(user) : null,
  };
}

/** Where the login is to go on, if a rule said so. */
export function redirectOf({ redirect }: GuestContext): string | null {
  return isGuestRecord(redirect) && typeof redirect.url === 'string' ? redirect.url : null;
}

/** The account that tokens are for, if a rule linked another one; nobody has an id without a letter. */
export function primaryUserOf({ primaryUser }: Readonly<Record<string, unknown>>): string | null {
  return typeof primaryUser === 'string' && primaryUser !== '' ? primaryUser : null;
}

export function isGuestRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True once a rule of the policy surely said `stop`; false is written there while nobody can tell. */
export function hasStopped({ stopped }: RunState, policy: string): boolean {
  return Object.hasOwn(stopped, policy) && stopped[policy] === true;
}

/**
 * How many milliseconds surely lie between two readings of a clock that knows no less. A finer clock is one of the host, and
 * asking it takes longer than most rules.
 */
export function sureMilliseconds(before: number, after: number): number {
  return Math.max(0, after - before - 1);
}

/** What JSON can carry of a value. */
export function copyGuestData<T>(value: T): T {
  const text = JSON.stringify(value);
  return text === undefined ? (undefined as T) : JSON.parse(text);
}

export const guestRunFunctions = [
  openRun,
  resumeRun,
  redirectOf,
  primaryUserOf,
  copyRun,
  knownOf,
  isGuestRecord,
  hasStopped,
  sureMilliseconds,
  copyGuestData,
] as const;
