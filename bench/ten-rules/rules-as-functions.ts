import { type CompiledPolicy, decideLogin } from '../../stdlib/index.ts';
import { compileOrThrow, loadRules } from '../compiled-policy.ts';
import { measure } from '../measure.ts';
import { overLogins } from '../over-logins.ts';
import { checkAnswer } from '../peers/peer.ts';
import type { Section } from '../section.ts';
import { type Answer, byHand } from './by-hand.ts';
import { makeLogins, type WorkloadLogin } from './logins.ts';
import { readTenRules } from './read-ten-rules.ts';

const LOGINS = makeLogins(256);

/** The emitted rules as plain functions of this process, as they run where somebody exports them. */
export const rulesAsFunctions: Section = {
  name: 'rules-as-functions',
  title: 'The ten rules as emitted, called in this process',
  async run(time) {
    const { source, world } = await readTenRules();
    const compiled = compileOrThrow(source, world);
    const fast = decideWith(compiled, compiled.code);
    for (const login of LOGINS)
      checkAnswer(this.title, 'everything', fast(login), byHand(login.user, login.context));
    const lines = await measure(
      [
        overLogins('JavaScript by hand', LOGINS, (login) => byHand(login.user, login.context)),
        overLogins("Lintel's rules", LOGINS, fast),
      ],
      time,
    );
    return { tables: [{ title: this.title, unit: 'µs', lines }], bars: [], charts: [] };
  },
};

/** They write claims, so every login brings fresh ones; that is part of the time. */
function decideWith(policy: CompiledPolicy, code: string): (login: WorkloadLogin) => Answer {
  const ids = policy.rules.map((rule) => rule.id);
  let reached = 0;
  const rules = loadRules(policy, code).map((rule, index): typeof rule => (user, context, callback) => {
    reached = index;
    rule(user, context, callback);
  });
  return ({ user, context }) => {
    const { outcome, idToken } = decideLogin(
      rules,
      user,
      { ...context, idToken: {}, accessToken: {} },
      Date.now(),
    );
    if (outcome === 'deny') return { decision: 'deny', rule: ids[reached] ?? '' };
    if (outcome === 'failure') throw new Error('compiled rules do not fail');
    return { decision: 'allow', mfa: outcome === 'challenge', claims: Object(idToken) };
  };
}
