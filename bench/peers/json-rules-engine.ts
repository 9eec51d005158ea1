import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Answer } from '../ten-rules/by-hand.ts';
import { BLOCKED_COUNTRIES, CORPORATE_DOMAINS, GUESTS, type WorkloadLogin } from '../ten-rules/logins.ts';
import type { Peer } from './peer.ts';

/** json-rules-engine: a rule for each way to be refused, which tells an event; the first by priority counts. */
export function jsonRulesEngineTenRules(): Peer<WorkloadLogin, Answer> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const guests = new Set(GUESTS);
  engine.addOperator('isGuest', (email: string) => guests.has(email));
  engine.addOperator('isOfDomain', (email: string, domains: readonly string[]) =>
    domains.includes(email.split('@')[1] ?? ''),
  );
  const user = (path: string, operator: string, value: unknown) => ({
    fact: 'user',
    path: `$.${path}`,
    operator,
    value,
  });
  const context = (path: string, operator: string, value: unknown) => ({
    ...user(path, operator, value),
    fact: 'context',
  });
  const add = (type: string, conditions: TopLevelCondition) =>
    engine.addRule({ conditions, event: { type } });
  add('verified', { all: [user('email_verified', 'notEqual', true)] });
  add('staff-or-guest', {
    all: [{ not: user('email', 'isOfDomain', CORPORATE_DOMAINS) }, { not: user('email', 'isGuest', true) }],
  });
  add('country', { all: [context('request.geoip.country_code', 'in', BLOCKED_COUNTRIES)] });
  add('hr-staff', {
    all: [context('clientName', 'equal', 'hr'), user('groups', 'doesNotContain', 'hr-staff')],
  });
  add('blocked', { all: [user('app_metadata.blocked', 'equal', true)] });
  add('too-many-logins', { all: [context('stats.loginsCount', 'greaterThan', 100000)] });
  return {
    name: 'json-rules-engine',
    gives: 'decision',
    note: 'no sandbox; decision only; asynchronous',
    async decide(login) {
      const { events } = await engine.run({ user: login.user, context: login.context });
      return { decision: events.length > 0 ? 'deny' : 'allow' };
    },
  };
}
