import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { World } from '../../compiler/index.ts';
import type { Source } from '../../grammar/index.ts';
import { createPipeline, type Pipeline, type Report } from '../../runtime/index.ts';
import { type CompiledPolicy, decideLogin } from '../../stdlib/index.ts';
import { compileOrThrow, loadRules, worldOf } from '../compiled-policy.ts';
import type { Contestant } from '../measure.ts';
import { type Answer, byHand, byHandSource } from './by-hand.ts';
import { GUESTS, makeLogins, type WorkloadLogin } from './logins.ts';

/** The policy of ten rules, with the list of guests that it reads from a file. */
export async function readTenRules(): Promise<{ readonly source: Source; readonly world: World }> {
  const file = new URL('policy.yaml', import.meta.url);
  const source = { name: 'policy.yaml', text: await readFile(file, 'utf8') };
  return { source, world: worldOf(new Map([['guests.csv', GUESTS.map((guest) => [guest])]])) };
}

/** Ways to run the ten rules; each has been held against the rules by hand on every login before it is returned. */
export interface TenRules {
  readonly outside: readonly Contestant[];
  readonly inside: readonly Contestant[];
  dispose(): void;
}

const LOGINS = makeLogins(256);

/** All contestants; throws when one answers differently from the rules by hand. */
export async function createTenRules(): Promise<TenRules> {
  const { source, world } = await readTenRules();
  const compiled = compileOrThrow(source, world);
  const handmade = wrapByHand();
  const pipeline = await createPipeline([compiled]);
  const pipelineByHand = await createPipeline([handmade]);
  const asRule = decideWith(handmade, handmade.code);
  const fast = decideWith(compiled, compiled.code);
  const traced = decideWith(compiled, compiled.tracedCode);
  for (const login of LOGINS) {
    const expected = byHand(login.user, login.context);
    for (const decide of [fast, traced]) assert.deepEqual(decide(login), expected);
    for (const trace of [false, true])
      assert.deepEqual(answerOf(await pipeline.run(login, { trace })), expected);
    const expectedOfRule = expected.decision === 'deny' ? { ...expected, rule: 'by-hand' } : expected;
    assert.deepEqual(asRule(login), expectedOfRule);
    assert.deepEqual(answerOf(await pipelineByHand.run(login)), expectedOfRule);
  }
  return {
    outside: [
      inTurn('JavaScript by hand', (login) => byHand(login.user, login.context)),
      inTurn('JavaScript by hand, as a rule', asRule),
      inTurn('Lintel', fast),
      inTurn('Lintel, traced', traced),
      inTurn('JavaScript by hand, login and answer through JSON', (login) => {
        const copy: WorkloadLogin = JSON.parse(JSON.stringify(login));
        return JSON.parse(JSON.stringify(byHand(copy.user, copy.context)));
      }),
    ],
    inside: [
      inPipeline('JavaScript by hand', pipelineByHand, false),
      inPipeline('Lintel', pipeline, false),
      inPipeline('Lintel, traced', pipeline, true),
    ],
    dispose() {
      pipeline.dispose();
      pipelineByHand.dispose();
    },
  };
}

function inTurn(name: string, decide: (login: WorkloadLogin) => unknown): Contestant {
  return { name, count: LOGINS.length, turn: () => LOGINS.map(decide) };
}

function inPipeline(name: string, pipeline: Pipeline, trace: boolean): Contestant {
  return {
    name,
    count: LOGINS.length,
    turn: async () => {
      for (const login of LOGINS) await pipeline.run(login, { trace });
    },
  };
}

/** The compiled rules in this process. They write claims, so every login brings fresh ones; that is part of the time. */
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

/** The rules by hand as one rule, so that they run in the same isolate in the same way. */
function wrapByHand(): CompiledPolicy {
  const code = `(function () {
  ${byHandSource}
  return [function (user, context, callback) {
    const answer = decide(user, context);
    if (answer.decision === 'deny') return callback(denial(answer.rule, 'unauthorized'));
    if (answer.mfa) requireMfa(context, { provider: 'any', allowRememberBrowser: false, by: 'by-hand' });
    context.idToken = answer.claims;
    return callback(null, user, context);
  }];
})`;
  return {
    id: 'by-hand',
    name: 'The ten rules by hand',
    file: 'by-hand.ts',
    code,
    tracedCode: code,
    map: { version: 3, sources: [], sourcesContent: [], names: [], mappings: '' },
    functions: ['denial', 'requireMfa'],
    constants: [],
    sources: [],
    counters: [],
    decider: null,
    rules: [{ id: 'by-hand', name: 'The ten rules by hand', mode: 'enforce', clauses: [] }],
  };
}

function answerOf(report: Report): Answer {
  switch (report.outcome) {
    case 'deny':
      return { decision: 'deny', rule: report.by ?? '' };
    case 'allow':
    case 'challenge':
      return { decision: 'allow', mfa: report.outcome === 'challenge', claims: report.idToken };
    case 'failure':
    case 'redirect':
      throw new Error(
        `the ten rules allow or deny, yet the outcome is ${report.outcome}: ${JSON.stringify(report.log)}`,
      );
  }
}
