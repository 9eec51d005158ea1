import type { TestContext } from 'node:test';
import { openHttpClient } from '../../runtime/capabilities/http-client.ts';
import { openCourse } from '../../runtime/course.ts';
import type { PipelineOptions, Store } from '../../runtime/index.ts';
import { openMemoryStore } from '../../runtime/index.ts';
import { DEFAULT_LIMITS } from '../../runtime/limits.ts';
import type { Given } from '../../runtime/look-ups/open-look-ups.ts';
import { openPolicies } from '../../runtime/policies/open-policies.ts';
import { type CourseRun, runSteps } from '../../runtime/run-steps.ts';
import { planSteps, type Step } from '../../runtime/steps.ts';
import type { SourceFacts } from '../../stdlib/index.ts';
import { type HandRule, LOGIN } from '../runtime/compiled-policy.ts';

/** How a source asks, as JavaScript texts. */
export interface Question {
  /** The address, or the arguments of `urlPieces`. */
  readonly url: string;
  readonly method?: string;
  readonly headers?: string;
  readonly body?: string;
  readonly policy?: string;
}

/** The expression that reads a source. */
export function readSource(name: string, question: Question): string {
  const { url, method = 'GET', headers = '[]', body = 'null', policy = 'policy' } = question;
  const address = url.startsWith('[') ? url : `[${JSON.stringify(url)}], []`;
  const draft = `draftRequest(${JSON.stringify(method)}, urlPieces(${address}), ${headers}, ${body})`;
  return `lookUp(context, '${policy}/${name}', () => askHttp(${draft}))`;
}

/** A rule as the compiler emits one that asks: `values` are worked out until nothing is wanted, then comes `then`. */
export function askingRule(
  id: string,
  values: readonly string[],
  then = '',
  more: Partial<HandRule> = {},
): HandRule {
  const rest = `if (isWaiting(context)) return callback(null, user, context);
    const lost = lostLookUp(context);
    if (lost !== undefined) return callback(lost);
    const values = [${values.join(', ')}];
    ${then}
    callback(null, user, context);`;
  return {
    id,
    asks: true,
    body: `[${values.join(', ')}]; ${rest}`,
    traced: `untraced(context, () => [${values.join(', ')}]); ${rest}`,
    ...more,
  };
}

/** Sets the claim `found` to what was read, null for what is missing. */
export const TELL = `setClaim(context, ['id_token'], 'found', values.map((value) => value ?? null));`;

export function source(name: string, more: Partial<SourceFacts> = {}): SourceFacts {
  return { name, timeout: 2000, cache: null, retry: 0, ifItFails: 'deny', ...more };
}

/** Takes logins through steps that ask. */
export interface AskingCourse {
  run(more?: {
    readonly login?: { user: Record<string, unknown>; context: Record<string, unknown> };
    readonly form?: 'fast' | 'traced';
    readonly given?: Given;
  }): Promise<CourseRun>;
}

/** Opens steps that may call this machine, until the test ends. */
export function openAsking(
  test: TestContext,
  steps: readonly Step[],
  options: PipelineOptions & { readonly store?: Store } = {},
): AskingCourse {
  const plan = planSteps(steps);
  const network = { allow: ['*'], private: ['127.0.0.0/8'] };
  const http = openHttpClient({ network, answer: options.answer });
  const policies = openPolicies(plan.policies, DEFAULT_LIMITS);
  const store = options.store ?? openMemoryStore();
  const course = openCourse({
    plan,
    policies: () => policies,
    deciders: null,
    limits: DEFAULT_LIMITS,
    store,
    http,
    options,
  });
  test.after(() => {
    course.close();
    http.close();
    policies.close();
  });
  return {
    run: ({ login = structuredClone(LOGIN), form = 'fast', given = null as Given | null } = {}) =>
      runSteps(
        course,
        {
          login,
          userText: JSON.stringify(login.user),
          now: Date.UTC(2026, 10, 23),
          isFixed: true,
          given: given ?? null,
          inquiry: null,
        },
        form,
      ),
  };
}

/** How it ended: `next`, the message of a refusal, or why it failed. */
export function endOf({ result: { ending } }: CourseRun): string {
  return ending.kind === 'next' ? 'next' : ending.kind === 'deny' ? ending.message : ending.reason;
}
