import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { interpretPolicy } from '../../compiler/index.ts';
import { hasErrors, parsePolicy } from '../../grammar/index.ts';
import type { RuleContext } from '../../stdlib/index.ts';
import {
  answers,
  anyLogin,
  clock,
  condition,
  definitions,
  fullLogin,
  policyText,
} from '../arbitraries/index.ts';
import { type Answers, type Decision, type Login, runPolicy } from '../reference/index.ts';
import {
  compileText,
  lookUpsOf,
  observe,
  type RunnablePolicy,
  runCompiled,
  sameDecision,
  sourceOf,
} from './compiled-policy.ts';
import { runs } from './runs.ts';
import { tell, tellingPolicy } from './telling-policy.ts';

const LOGINS_PER_POLICY = 12;

const visits = fc.array(fc.tuple(fc.oneof(fullLogin, anyLogin), clock, answers), {
  minLength: 1,
  maxLength: LOGINS_PER_POLICY,
  size: 'max',
});

describe('what a policy means', () => {
  it('the fast form decides as the document says', () => {
    agrees((policy, login, now, known) => runCompiled(policy, 'fast', login, now, known));
  });

  it('the traced form decides as the document says', () => {
    agrees((policy, login, now, known) => runCompiled(policy, 'traced', login, now, known));
  });

  it('every condition is worth in the fast form what the document says', () => {
    tells('fast');
  });

  it('every condition is worth in the traced form what the document says', () => {
    tells('traced');
  });

  it('the core interpreter decides as the document says', () => {
    agrees(interpretCore);
  });
});

function tells(form: 'fast' | 'traced'): void {
  const conditions = fc.array(condition({ silentOnMissing: false, names: [] }), {
    minLength: 1,
    maxLength: 20,
    size: 'max',
  });
  const property = fc.property(definitions, conditions, visits, (named, sentences, logins) => {
    const text = tellingPolicy(named, sentences);
    const policy = compileText(text);
    const parsed = parsePolicy(sourceOf(text)).value;
    assert.ok(parsed !== null);
    for (const [login, now] of logins) {
      const told = tell(runCompiled(policy, form, login, now), sentences.length);
      const expected = tell(runPolicy(parsed, login, now), sentences.length);
      assert.deepStrictEqual(
        sentences.filter((_, index) => told[index] !== expected[index]),
        [],
      );
    }
  });
  fc.assert(property, runs(100));
}

function agrees(
  run: (policy: RunnablePolicy, login: Login, now: number, answers: Answers) => Partial<Decision>,
): void {
  const property = fc.property(
    fc.oneof(policyText(), policyText({ outward: true })),
    visits,
    (text, logins) => {
      const policy = compileText(text);
      const parsed = parsePolicy(sourceOf(text));
      assert.ok(parsed.value !== null && !hasErrors(parsed.diagnostics));
      for (const [login, now, known] of logins) {
        sameDecision(run(policy, login, now, known), runPolicy(parsed.value, login, now, known));
      }
    },
  );
  fc.assert(property, runs(150));
}

/** The core interpreter does not say which rule refused. */
function interpretCore(policy: RunnablePolicy, login: Login, now: number, known: Answers): Partial<Decision> {
  const { user, context } = structuredClone(login);
  const live: RuleContext = context;
  const { core } = policy.analysed;
  const { outcome, code, message } = interpretPolicy(core, user, context, now, lookUpsOf(core.id, known));
  assert.ok(live.lintel !== undefined, 'a run leaves its state in the context');
  const { by, ...observed } = observe(
    user,
    live,
    live.lintel,
    outcome === 'deny'
      ? { by: '', code, message, failed: false }
      : outcome === 'failure'
        ? { by: '', failed: true }
        : null,
  );
  return observed;
}
