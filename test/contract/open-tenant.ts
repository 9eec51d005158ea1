import assert from 'node:assert/strict';
import { after, type TestContext } from 'node:test';
import {
  openWorkers,
  type Pipeline,
  type PipelineOptions,
  type Report,
  type Step,
} from '../../runtime/index.ts';
import { LOGIN, openSteps, ruleOf } from '../runtime/javascript-rule.ts';

/** Ends a rule's body as nearly all of them end. */
export const NEXT = 'callback(null, user, context);';

export interface Tried extends PipelineOptions {
  /** Default: an ordinary login. */
  readonly login?: unknown;
}

/** A tenant of Auth0 with its rules. All tests of a file share the processes. */
export interface TriedTenant {
  open(test: TestContext, rules: Rules, options?: PipelineOptions): Promise<Pipeline>;
  /** One login, traced. */
  run(test: TestContext, rules: Rules, options?: Tried): Promise<Report>;
  /** What an expression is inside a rule; it may be a promise. Fails the test when the rule does not go on. */
  value(test: TestContext, expression: string, options?: Tried): Promise<unknown>;
}

/** Each is the whole text of a rule, or the body of one. */
export type Rules = readonly (string | Step)[];

export function openTenant(): TriedTenant {
  const workers = openWorkers({ processes: 1 });
  after(() => workers.close());
  const open: TriedTenant['open'] = (test, rules, options = {}) => {
    const steps = rules.map((rule, index) =>
      typeof rule === 'string' ? ruleOf(rule, { id: `rule-${index}` }) : rule,
    );
    return openSteps(test, steps, { workers, ...options });
  };
  const run: TriedTenant['run'] = async (test, rules, { login = LOGIN, ...options } = {}) =>
    (await open(test, rules, options)).run(login, { trace: true });
  return {
    open,
    run,
    async value(test, expression, options) {
      const text = `async function (user, context, callback) {
        try {
          context.idToken.value = await (${expression});
        } catch (error) {
          return callback(error);
        }
        ${NEXT}
      }`;
      const report = await run(test, [text], options);
      assert.equal(report.outcome, 'allow', report.message ?? report.log.at(-1)?.text ?? '');
      return report.idToken.value;
    },
  };
}

/** A rule that puts what an expression is into the ID token, for the test to look at. */
export function telling(expression: string): string {
  return `context.idToken.told = ${expression}; ${NEXT}`;
}

/** An ordinary login with other fields in its context or its user. */
export function loginWith(fields: { readonly user?: object; readonly context?: object }) {
  return { user: { ...LOGIN.user, ...fields.user }, context: { ...LOGIN.context, ...fields.context } };
}

/** What administrators are told of a run: remarks on its rules. */
export function remarksOf({ trace }: Report): readonly string[] {
  return (trace ?? []).flatMap(({ remarks }) => remarks ?? []);
}
