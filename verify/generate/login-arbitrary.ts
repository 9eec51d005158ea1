import fc from 'fast-check';
import type { TimedLogin } from '../login/timed-login.ts';
import type { GeneratorFacts } from './facts.ts';
import { type LoginOptions, openLogins } from './make-login.ts';

/**
 * Logins that matter for the policies of a project: around their constants, at the edges of their rules and laws, and
 * plain ones between. All are as the project's schemas describe logins, except those with a wrong shape. They have no
 * shrinking of fast-check's kind: a login is made smaller by removing what it does not need.
 */
export function loginArbitrary(facts: GeneratorFacts, options: LoginOptions = {}): fc.Arbitrary<TimedLogin> {
  const make = openLogins(facts, options);
  return fc.noShrink(fc.noBias(fc.integer({ min: 0, max: 0xffffffff })).map(make));
}
