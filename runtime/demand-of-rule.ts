import { type MultifactorDemand, readDemand, requireMfa } from '../stdlib/index.ts';
import { isRecord } from './login/read-login.ts';

/**
 * What a rule in JavaScript means by `context.multifactor`. Without `allowRememberBrowser` a browser is remembered, as
 * Auth0 did; `ignoreCookie` is the older spelling of its opposite. What is falsy is no demand: `isNew && { … }`.
 */
export function demandOfRule(value: unknown, rule: string): MultifactorDemand | null {
  const demand = readDemand(value);
  if (!value || demand === null) return null;
  const { allowRememberBrowser, ignoreCookie } = isRecord(value) ? value : { ignoreCookie: true };
  const remembers = allowRememberBrowser === undefined ? !ignoreCookie : allowRememberBrowser === true;
  const { remember = THIRTY_DAYS, ...rest } = demand;
  return { ...rest, allowRememberBrowser: remembers, ...(remembers ? { remember } : {}), by: rule };
}

/** Rules in JavaScript can add to what policies demand, and never take it back. */
export function stricterDemand(
  held: MultifactorDemand | null,
  demand: MultifactorDemand | null,
): MultifactorDemand | null {
  if (held === null || demand === null) return held ?? demand;
  const context = { multifactor: held };
  requireMfa(context, demand);
  return context.multifactor;
}

/** What the provider of a second factor needs beside: for the host that asks for it, never for traces. */
export function providerOptionsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(PROVIDER_OPTIONS.flatMap((name) => (name in value ? [[name, value[name]]] : [])));
}

const PROVIDER_OPTIONS = ['issuer', 'key', 'ikey', 'skey', 'host', 'username', 'selfServiceEnrollment'];
const THIRTY_DAYS = 30 * 24 * 60 * 60;
