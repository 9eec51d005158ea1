import { type MultifactorDemand, type RuleContext, type RunState, readDemand } from '../../stdlib/index.ts';
import type { Came } from './read-came.ts';

/** What a login is granted, and what it has to do for it, where rules in JavaScript write it, too. */
export interface Grants extends RuleContext {
  readonly lintel: RunState;
  readonly idToken: Record<string, unknown>;
  readonly accessToken: Record<string, unknown>;
  multifactor?: MultifactorDemand;
}

/** What a login came with, before its first rule. `now` is in milliseconds since 1970 UTC. */
export function openGrants(came: Came, now: number): Grants {
  const demand = readDemand(came.multifactor);
  return {
    lintel: { now, admitted: {}, stopped: {}, session: null, saml: {}, log: [], lookUps: {}, lasting: [] },
    idToken: claimsFrom(came.idToken),
    accessToken: claimsFrom(came.accessToken),
    ...(demand === null ? {} : { multifactor: demand }),
    request: { query: { scope: came.scope } },
  };
}

/** For a rule that only reports. Values are shared, since none is changed in place. */
export function copyGrants(grants: Grants): Grants {
  const { lintel } = grants;
  return {
    ...grants,
    lintel: {
      ...lintel,
      admitted: { ...lintel.admitted },
      stopped: { ...lintel.stopped },
      session: lintel.session === null ? null : { ...lintel.session },
      saml: { ...lintel.saml },
      log: [...lintel.log],
    },
    idToken: { ...grants.idToken },
    accessToken: { ...grants.accessToken },
  };
}

/** It was copied on the way in. */
function claimsFrom(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
