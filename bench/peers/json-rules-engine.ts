import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Answer } from '../ten-rules/by-hand.ts';
import { BLOCKED_COUNTRIES, CORPORATE_DOMAINS, GUESTS, type WorkloadLogin } from '../ten-rules/logins.ts';
import { type Facts, factsOf } from './facts-of.ts';
import type { Peer } from './peer.ts';

/** json-rules-engine: a rule for each way to be refused, which tells an event. */
export function jsonRulesEngineTenRules(): Peer<WorkloadLogin, Answer> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const guests = new Set(GUESTS);
  engine.addOperator('isGuest', (email: string) => guests.has(email));
  const fact = (name: keyof Facts, operator: string, value: unknown) => ({ fact: name, operator, value });
  const add = (type: string, conditions: TopLevelCondition) =>
    engine.addRule({ conditions, event: { type } });
  add('verified', { all: [fact('email_verified', 'notEqual', true)] });
  add('staff-or-guest', {
    all: [fact('domain', 'notIn', CORPORATE_DOMAINS), { not: fact('email', 'isGuest', true) }],
  });
  add('country', { all: [fact('country', 'in', BLOCKED_COUNTRIES)] });
  add('hr-staff', { all: [fact('app', 'equal', 'hr'), fact('groups', 'doesNotContain', 'hr-staff')] });
  add('blocked', { all: [fact('blocked', 'equal', true)] });
  add('too-many-logins', { all: [fact('logins', 'greaterThan', 100000)] });
  return {
    name: 'json-rules-engine',
    gives: 'decision',
    note: 'no sandbox; decision only; asynchronous; the host picks the fields',
    async decide(login) {
      const { events } = await engine.run({ ...factsOf(login) });
      return { decision: events.length > 0 ? 'deny' : 'allow' };
    },
  };
}
