import { grantedScopes, type LastingEffect, put } from '../../stdlib/index.ts';
import type { Deed, TokenName } from '../report/effect.ts';
import {
  copyGuestData,
  hasStopped,
  isGuestRecord,
  primaryUserOf,
  type Run,
  redirectOf,
} from './guest-run.ts';

/* The text of these functions runs inside the isolate; see `guest-run.ts`. */

/** A field that a rule set or, without `value`, removed. */
export interface Change {
  readonly name: string;
  readonly before?: unknown;
  readonly value?: unknown;
}

export interface LogLimits {
  readonly logLines: number;
  readonly logLength: number;
}

/** What one rule of a policy did: what differs from what was known. Afterwards it is known. */
export function deedsSince(run: Run, policy: string, limits: LogLimits): readonly Deed[] {
  const { user, lintel, known } = run;
  const deeds: Deed[] = [];
  claimDeeds('id_token', known.idToken, run.context.idToken, deeds);
  claimDeeds('access_token', known.accessToken, run.context.accessToken, deeds);
  claimDeeds('saml', known.saml, lintel.saml, deeds);
  scopeDeeds(run, deeds);
  demandDeeds(run, deeds);
  if (known.user !== null) {
    for (const change of changesOf(known.user, user)) {
      if ('value' in change) deeds.push({ effect: 'set_profile', ...change, value: change.value });
      else deeds.push({ effect: 'remove_profile', name: change.name, before: change.before });
    }
  }
  const primaryUser = primaryUserOf(run.context);
  if (primaryUser !== known.primaryUser) deeds.push({ effect: 'link_to', user: primaryUser });
  known.primaryUser = primaryUser;
  if (Object.hasOwn(lintel.admitted, policy) && !known.admitted.includes(policy)) {
    known.admitted.push(policy);
    deeds.push({ effect: 'admit' });
  }
  if (hasStopped(lintel, policy) && !known.stopped.includes(policy)) {
    known.stopped.push(policy);
    deeds.push({ effect: 'stop' });
  }
  deeds.push(...lastingDeedsSince(run));
  for (const line of lintel.log.slice(known.logged, limits.logLines)) {
    const level = line.level === 'warning' ? 'warning' : 'info';
    deeds.push({ effect: 'log', level, text: String(line.text).slice(0, limits.logLength) });
  }
  known.logged = lintel.log.length;
  return deeds;
}

/** What is to last since the last look. */
export function lastingDeedsSince({ lintel, known }: Run): readonly Deed[] {
  const entries = lintel.lasting.slice(known.lasting);
  known.lasting = lintel.lasting.length;
  return entries.map(lastingDeed).filter((deed) => deed !== null);
}

/** Something that is to last, as it is told of before it is done; null: it goes nowhere, since a part of it is missing. */
export function lastingDeed(entry: LastingEffect): Deed | null {
  switch (entry.kind) {
    case 'metadata': {
      const value = copyGuestData(entry.value);
      return { effect: 'set_metadata', field: entry.field, name: entry.name, value };
    }
    case 'count':
      return { effect: 'count', counter: entry.counter };
    case 'call':
    case 'notify': {
      if (entry.request === null) return null;
      const { method, url } = entry.request;
      const [start = ''] = url;
      const [, host = ''] = /^https?:[/]{2}(?:[^/?#@]*@)?([^/?#]*)/i.exec(String(start)) ?? [];
      return { effect: entry.kind, method, host: host.toLowerCase() };
    }
  }
}

export function claimDeeds(
  token: TokenName,
  known: Record<string, unknown>,
  current: unknown,
  deeds: Deed[],
): void {
  for (const change of changesOf(known, isGuestRecord(current) ? current : {})) {
    if (token === 'access_token' && change.name === 'scope') continue;
    if ('value' in change) deeds.push({ effect: 'set_claim', token, ...change, value: change.value });
    else deeds.push({ effect: 'remove_claim', token, name: change.name, before: change.before });
  }
}

export function scopeDeeds(run: Run, deeds: Deed[]): void {
  const { context, known } = run;
  const scope = isGuestRecord(context.accessToken) ? context.accessToken.scope : undefined;
  if (sameGuestData(known.scope, scope)) return;
  const before = known.scopes;
  known.scope = copyGuestData(scope);
  known.scopes = copyGuestData(grantedScopes(context));
  if (!sameGuestData(before, known.scopes))
    deeds.push({ effect: 'set_scopes', before, scopes: known.scopes });
}

export function demandDeeds(run: Run, deeds: Deed[]): void {
  const { context, lintel, known } = run;
  const demand = context.multifactor ?? null;
  if (!sameGuestData(known.multifactor, demand)) {
    const before = known.multifactor;
    known.multifactor = copyGuestData(demand);
    deeds.push({ effect: 'require_mfa', before, demand: known.multifactor });
  }
  if (!sameGuestData(known.session, lintel.session)) {
    const before = known.session;
    known.session = copyGuestData(lintel.session);
    deeds.push({ effect: 'limit_session', before, session: known.session });
  }
  const url = redirectOf(context);
  if (url !== null && url !== known.redirect) deeds.push({ effect: 'redirect', url });
  known.redirect = url;
}

export function changesOf(
  known: Record<string, unknown>,
  current: Record<string, unknown>,
): readonly Change[] {
  const changes: Change[] = [];
  const names = Object.keys(current);
  for (const name of names) {
    const had = Object.hasOwn(known, name);
    if (had && sameGuestData(known[name], current[name])) continue;
    const value = copyGuestData(current[name]);
    if (value === undefined) continue;
    changes.push({ name, ...(had ? { before: known[name] } : {}), value });
    put(known, name, value);
  }
  for (const name of Object.keys(known)) {
    if (Object.hasOwn(current, name) && current[name] !== undefined) continue;
    changes.push({ name, before: known[name] });
    delete known[name];
  }
  return changes;
}

export function sameGuestData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  for (const name of names) {
    if (!Object.hasOwn(b, name) || !sameGuestData(a[name as never], b[name as never])) return false;
  }
  return true;
}

export const guestDeedFunctions = [
  deedsSince,
  lastingDeedsSince,
  lastingDeed,
  claimDeeds,
  scopeDeeds,
  demandDeeds,
  changesOf,
  sameGuestData,
] as const;
