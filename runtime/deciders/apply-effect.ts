import {
  addScopes,
  addToClaim,
  claimsOf,
  grantedScopes,
  limitScopes,
  limitSession,
  put,
  removeClaim,
  removeScopes,
  requireMfa,
  setClaim,
  type Value,
} from '../../stdlib/index.ts';
import type { Limits } from '../limits.ts';
import { type Change, changesOf, sameGuestData } from '../policies/guest-deeds.ts';
import type { Deed, TokenName } from '../report/effect.ts';
import type { Grants } from './grants.ts';
import type { EffectOwner, OwnedEffect } from './join-deciders.ts';

/** A rule whose effects are being carried out, and what it has done so far. */
export interface Applied {
  readonly owner: EffectOwner;
  readonly grants: Grants;
  readonly claims: ClaimDeed[];
  /** Claims as they were, of the tokens in which the rule changes several. */
  before: Map<TokenName, Record<string, unknown>> | null;
  /** The scopes that were granted before it changed them. */
  scopes: readonly string[] | null;
  /** The rest of what it did: at most one of each kind, logs apart. */
  readonly others: Deed[];
  denied: { readonly message: string; readonly code: string } | null;
}

type ClaimDeed = Deed & { readonly effect: 'set_claim' | 'remove_claim' };
type LogLimits = Pick<Limits, 'logLines' | 'logLength'>;

export function openApplied(owner: EffectOwner, grants: Grants): Applied {
  return { owner, grants, claims: [], before: null, scopes: null, others: [], denied: null };
}

/** What a refusal tells the person: a message that is missing still refuses. */
export function denialMessage(value: unknown): string {
  return typeof value === 'string' ? value : 'You are not allowed to sign in.';
}

/** Carries out one effect of the rule. `value` is undefined where it is missing. */
export function applyEffect(effect: OwnedEffect, value: Value, applied: Applied, limits: LogLimits): void {
  const { grants, others, owner } = applied;
  const { lintel } = grants;
  switch (effect.kind) {
    case 'deny': {
      applied.denied = { message: denialMessage(value), code: effect.code };
      return;
    }
    case 'admit':
      if (Object.hasOwn(lintel.admitted, owner.policy)) return;
      put(lintel.admitted, owner.policy, owner.rule);
      others.push({ effect: 'admit' });
      return;
    case 'stop':
      if (Object.hasOwn(lintel.stopped, owner.policy)) return;
      put(lintel.stopped, owner.policy, true);
      others.push({ effect: 'stop' });
      return;
    case 'exempted':
      addLine('warning', `exempt from ${owner.rule} (policy ${owner.policy})`, applied, limits);
      return;
    case 'log':
      if (typeof value === 'string') addLine('info', value, applied, limits);
      return;
    case 'require_mfa': {
      const before = grants.multifactor ?? null;
      requireMfa(grants, effect.demand);
      const demand = grants.multifactor ?? null;
      if (!sameGuestData(before, demand)) others.push({ effect: 'require_mfa', before, demand });
      return;
    }
    case 'limit_session': {
      const before = lintel.session === null ? null : { ...lintel.session };
      limitSession(grants, effect.lasts ?? undefined, effect.idle ?? undefined);
      const session = lintel.session === null ? null : { ...lintel.session };
      if (!sameGuestData(before, session)) others.push({ effect: 'limit_session', before, session });
      return;
    }
    case 'add_scopes':
    case 'remove_scopes':
    case 'limit_scopes': {
      applied.scopes ??= grantedScopes(grants);
      // The checker lets through lists of texts only.
      SCOPES[effect.kind](grants, value as readonly string[] | undefined);
      return;
    }
    case 'set_claim':
    case 'add_to_claim':
    case 'remove_claim':
      for (const token of effect.tokens) applyClaim(effect.kind, token, effect.name, value, applied);
  }
}

const SCOPES = { add_scopes: addScopes, remove_scopes: removeScopes, limit_scopes: limitScopes } as const;

function applyClaim(
  kind: 'set_claim' | 'add_to_claim' | 'remove_claim',
  token: TokenName,
  name: string,
  value: Value,
  applied: Applied,
): void {
  const { owner, grants, claims: deeds } = applied;
  const claims = claimsOf(grants, token);
  const isCrowded = owner.crowded.includes(token);
  if (isCrowded) {
    applied.before ??= new Map();
    if (!applied.before.has(token)) applied.before.set(token, { ...claims });
  }
  const had = Object.hasOwn(claims, name);
  const before = claims[name];
  if (kind === 'remove_claim') removeClaim(grants, [token], name);
  else if (kind === 'add_to_claim') addToClaim(grants, [token], name, value);
  else setClaim(grants, [token], name, value);
  if (isCrowded) return;
  const after = claims[name];
  if (!Object.hasOwn(claims, name)) {
    if (had) deeds.push({ effect: 'remove_claim', token, name, before });
  } else if (!had) deeds.push({ effect: 'set_claim', token, name, value: after });
  else if (!sameGuestData(before, after))
    deeds.push({ effect: 'set_claim', token, name, before, value: after });
}

function addLine(
  level: 'info' | 'warning',
  text: string,
  { grants, others, owner }: Applied,
  limits: LogLimits,
): void {
  const { log } = grants.lintel;
  if (log.push({ level, rule: owner.rule, text }) > limits.logLines) return;
  others.push({ effect: 'log', level, text: text.slice(0, limits.logLength) });
}

/** What the rule did, in the order in which reports tell it. */
export function deedsOf({ claims, before, scopes, others, grants, denied }: Applied): readonly Deed[] {
  if (scopes !== null) {
    const now = grantedScopes(grants);
    if (!sameGuestData(scopes, now)) others.push({ effect: 'set_scopes', before: scopes, scopes: now });
  }
  const crowded = [...(before ?? [])].flatMap(([token, known]) =>
    claimChanges(token, known, grants).map(
      (change): ClaimDeed =>
        'value' in change
          ? { effect: 'set_claim', token, ...change, value: change.value }
          : { effect: 'remove_claim', token, name: change.name, before: change.before },
    ),
  );
  const end: readonly Deed[] = denied === null ? [] : [{ effect: 'deny', ...denied }];
  if (claims.length + crowded.length + others.length < 2) return [...claims, ...crowded, ...others, ...end];
  const all = [...claims, ...crowded].toSorted((a, b) => TOKENS.indexOf(a.token) - TOKENS.indexOf(b.token));
  const rest = others.toSorted((a, b) => ORDER.indexOf(a.effect) - ORDER.indexOf(b.effect));
  return [...all, ...rest, ...end];
}

/** The scopes of an access token are none of its claims. */
function claimChanges(token: TokenName, known: Record<string, unknown>, grants: Grants): readonly Change[] {
  const changes = changesOf(known, claimsOf(grants, token));
  return token === 'access_token' ? changes.filter(({ name }) => name !== 'scope') : changes;
}

const TOKENS: readonly TokenName[] = ['id_token', 'access_token', 'saml'];
const ORDER: readonly Deed['effect'][] = [
  'set_scopes',
  'require_mfa',
  'limit_session',
  'admit',
  'stop',
  'log',
];
