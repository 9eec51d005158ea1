import type { Value } from './builtin.ts';
import { splitScopes } from './login-facts.ts';
import type { LogLine, RunState } from './rule.ts';
import { own } from './shape.ts';

/**
 * What emitted rules do to a login. They write where hand-written rules write: `context.idToken`, `context.accessToken`,
 * `context.multifactor`, `user`; what the contract of rules has no place for stands in `context.lintel`.
 */
export interface RuleContext {
  lintel?: RunState;
  idToken?: Record<string, unknown>;
  accessToken?: Record<string, unknown>;
  multifactor?: MultifactorDemand;
  request?: unknown;
  /** Where the login is to go on: `{ url }`. */
  redirect?: unknown;
}

/** What `context.multifactor` holds once a rule demands a second factor. Durations are in seconds. */
export interface MultifactorDemand {
  provider: string;
  /** The methods that satisfy the demand; absent: any. */
  methods?: readonly string[];
  allowRememberBrowser: boolean;
  remember?: number;
  maxAge?: number;
  /** What a rule in JavaScript tells the provider beside: keys of an account at Duo, say. */
  providerOptions?: Readonly<Record<string, unknown>>;
  /** The id of the first rule that demanded it. */
  by: string;
}

/** The state of this run; made on first use where no runtime made it. */
export function runState(context: RuleContext): RunState {
  context.lintel ??= freshState(Date.now());
  return context.lintel;
}

/** The state of a run that begins. `now` is in milliseconds since 1970 UTC. */
export function freshState(now: number): RunState {
  const [admitted, stopped] = [Object.create(null), Object.create(null)];
  return {
    now,
    admitted,
    stopped,
    session: null,
    saml: {},
    log: [],
    lookUps: Object.create(null),
    lasting: [],
  };
}

/** Writes one own property, whatever its name. */
export function put(record: object, name: string, value: unknown): void {
  // What neither it nor its prototypes know is simply written, which is faster.
  if (!(name in record)) (record as Record<string, unknown>)[name] = value;
  else Object.defineProperty(record, name, { value, enumerable: true, writable: true, configurable: true });
}

/** The error that a rule calls back with to refuse a login; `denied` tells it from a failure. */
export function denial(message: Value, code: string): Error {
  const error = Object.create(Error.prototype);
  put(error, 'name', 'UnauthorizedError');
  put(error, 'message', typeof message === 'string' ? message : 'You are not allowed to sign in.');
  put(error, 'code', code);
  put(error, 'denied', true);
  return error;
}

export function admit(context: RuleContext, policy: string, rule: string): void {
  const { admitted } = runState(context);
  if (!Object.hasOwn(admitted, policy)) put(admitted, policy, rule);
}

export function isAdmitted(context: RuleContext, policy: string): boolean {
  return Object.hasOwn(runState(context).admitted, policy);
}

/** The rules of the policy after this one are not reached. */
export function stop(context: RuleContext, policy: string): void {
  put(runState(context).stopped, policy, true);
}

/** Nobody could tell whether to stop: later guards of the policy apply as ever, later grants do not. */
export function stopInDoubt(context: RuleContext, policy: string): void {
  const { stopped } = runState(context);
  if (!Object.hasOwn(stopped, policy)) put(stopped, policy, false);
}

export function isStopped(context: RuleContext, policy: string): boolean {
  const { stopped } = runState(context);
  return Object.hasOwn(stopped, policy) && stopped[policy] === true;
}

export function mayBeStopped(context: RuleContext, policy: string): boolean {
  return Object.hasOwn(runState(context).stopped, policy);
}

export function logLine(context: RuleContext, level: LogLine['level'], rule: string, text: Value): void {
  if (typeof text === 'string') runState(context).log.push({ level, rule, text });
}

/** The claims of a token, made when absent or no record. */
export function claimsOf(context: RuleContext, token: string): Record<string, unknown> {
  if (token === 'saml') return runState(context).saml;
  const key = token === 'id_token' ? 'idToken' : 'accessToken';
  const claims = context[key];
  if (typeof claims === 'object' && claims !== null && !Array.isArray(claims)) return claims;
  const made: Record<string, unknown> = {};
  context[key] = made;
  return made;
}

/** A missing value sets nothing. */
export function setClaim(context: RuleContext, tokens: readonly string[], name: string, value: Value): void {
  if (value === undefined) return;
  for (const token of tokens) put(claimsOf(context, token), name, value);
}

/** Adds to a list claim what it does not hold yet; a single value there becomes the first member. */
export function addToClaim(
  context: RuleContext,
  tokens: readonly string[],
  name: string,
  value: Value,
): void {
  if (value === undefined) return;
  const added = Array.isArray(value) ? value : [value];
  for (const token of tokens) {
    const claims = claimsOf(context, token);
    const present = Object.hasOwn(claims, name) ? claims[name] : [];
    const members = Array.isArray(present) ? present : [present];
    put(claims, name, [...new Set([...members, ...added])]);
  }
}

/** Without `scope`, an access token would have the scopes that were asked for; so with that claim all scopes go. */
export function removeClaim(context: RuleContext, tokens: readonly string[], name: string): void {
  for (const token of tokens) {
    if (token === 'access_token' && name === 'scope') setScopes(context, []);
    else delete claimsOf(context, token)[name];
  }
}

/** The scopes granted so far: those a rule set, else those requested. */
export function grantedScopes(context: RuleContext): readonly string[] {
  const set = claimsOf(context, 'access_token').scope;
  return splitScopes(set === undefined ? requestedScope(context) : set) ?? [];
}

/** What the application asked for, as it stands in the query of the request. */
export function requestedScope(context: RuleContext): unknown {
  return own(own(context.request, 'query'), 'scope');
}

/**
 * Scopes that a rule names. A text with a space in it would be several in a token, where a value of the login could
 * smuggle one in; so all of them are missing then, as they are beside an empty text.
 */
export function namedScopes(scopes: readonly string[] | undefined): readonly string[] | undefined {
  return scopes?.every((scope) => /^\S+$/.test(scope)) ? scopes : undefined;
}

export function addScopes(context: RuleContext, scopes: readonly string[] | undefined): void {
  const named = namedScopes(scopes);
  if (named !== undefined) setScopes(context, [...new Set([...grantedScopes(context), ...named])]);
}

/** A missing list could have named any scope, so all go. */
export function removeScopes(context: RuleContext, scopes: readonly string[] | undefined): void {
  const named = namedScopes(scopes);
  setScopes(
    context,
    named === undefined ? [] : grantedScopes(context).filter((scope) => !named.includes(scope)),
  );
}

/** A missing list could have allowed none, so all go. */
export function limitScopes(context: RuleContext, scopes: readonly string[] | undefined): void {
  const named = namedScopes(scopes);
  setScopes(
    context,
    named === undefined ? [] : grantedScopes(context).filter((scope) => named.includes(scope)),
  );
}

export function setScopes(context: RuleContext, scopes: readonly string[]): void {
  put(claimsOf(context, 'access_token'), 'scope', scopes);
}

/** Sets one field of this login's profile; missing removes it, so that nobody reads what is in doubt. */
export function setProfile(user: Record<string, unknown>, name: string, value: Value): void {
  if (value === undefined) delete user[name];
  else put(user, name, value);
}

/** Shortens the session; the shortest limit wins. Seconds; missing: no limit of that kind. */
export function limitSession(
  context: RuleContext,
  lasts: number | undefined,
  idle: number | undefined,
): void {
  const state = runState(context);
  const session = state.session ?? {};
  if (lasts !== undefined) session.lasts = Math.min(lasts, session.lasts ?? lasts);
  if (idle !== undefined) session.idle = Math.min(idle, session.idle ?? idle);
  state.session = session;
}

/** The rule goes on in JavaScript: the runtime runs it. */
export function runScript(context: RuleContext): void {
  runState(context).script = 'run';
}

/** Nobody could tell whether the rule goes on in JavaScript: the login fails unless the rule says otherwise. */
export function scriptInDoubt(context: RuleContext): void {
  runState(context).script = 'doubt';
}

export const effectFunctions = [
  runState,
  freshState,
  put,
  denial,
  admit,
  isAdmitted,
  stop,
  stopInDoubt,
  isStopped,
  mayBeStopped,
  logLine,
  claimsOf,
  setClaim,
  addToClaim,
  removeClaim,
  grantedScopes,
  requestedScope,
  namedScopes,
  addScopes,
  removeScopes,
  limitScopes,
  setScopes,
  setProfile,
  limitSession,
  runScript,
  scriptInDoubt,
] as const;
