import type { TestContext } from 'node:test';
import { createPipeline, type Limits, type Pipeline } from '../../runtime/index.ts';
import { type ClauseFacts, type CompiledPolicy, type Constant, library } from '../../stdlib/index.ts';

/** A rule written by hand: the body of `function (user, context, callback)`, and of its traced form. */
export interface HandRule {
  readonly id: string;
  readonly body: string;
  readonly traced?: string;
  readonly mode?: CompiledPolicy['rules'][number]['mode'];
  readonly clauses?: readonly ClauseFacts[];
  readonly asks?: boolean;
  readonly steers?: boolean;
  readonly lasts?: boolean;
}

export const NEXT = 'callback(null, user, context);';
export const DENY = "callback(denial('No entry.', 'unauthorized'));";

/** A policy as the compiler would hand it over. */
export function policyOf(
  rules: readonly HandRule[],
  more: { readonly id?: string } & Partial<Pick<CompiledPolicy, 'constants' | 'sources' | 'counters'>> = {},
): CompiledPolicy {
  const id = more.id ?? 'policy';
  const form = (body: (rule: HandRule) => string) =>
    `(data) => [${rules.map((rule) => `function (user, context, callback) {\n${body(rule)}\n}`).join(', ')}]`;
  const code = form((rule) => rule.body);
  const tracedCode = form((rule) => rule.traced ?? rule.body);
  return {
    id,
    name: id,
    file: `${id}.yaml`,
    code,
    tracedCode,
    map: { version: 3, sources: [], sourcesContent: [], names: [], mappings: '' },
    functions: [...library.keys()].filter((name) => new RegExp(`\\b${name}\\(`).test(code + tracedCode)),
    constants: more.constants ?? [],
    sources: more.sources ?? [],
    counters: more.counters ?? [],
    decider: null,
    rules: rules.map((rule) => ({
      id: rule.id,
      name: `The rule ${rule.id}`,
      mode: rule.mode ?? 'enforce',
      clauses: rule.clauses ?? [],
      ...(rule.asks === true ? { asks: true } : {}),
      ...(rule.steers === true ? { steers: true } : {}),
      ...(rule.lasts === true ? { lasts: true } : {}),
    })),
  };
}

/** A pipeline of one policy of such rules, disposed after the test. */
export async function pipelineOf(
  test: TestContext,
  rules: readonly HandRule[],
  more: { readonly constants?: readonly Constant[]; readonly limits?: Partial<Limits> } = {},
): Promise<Pipeline> {
  return open(test, [policyOf(rules, more)], more.limits);
}

/** A pipeline of policies, disposed after the test. */
export async function open(
  test: TestContext,
  policies: readonly CompiledPolicy[],
  limits: Partial<Limits> = {},
): Promise<Pipeline> {
  const pipeline = await createPipeline(policies, { limits });
  test.after(() => pipeline.dispose());
  return pipeline;
}

export const LOGIN = {
  user: { email: 'ada@example.com', groups: ['HR Team'] },
  context: { clientName: 'hr', request: { ip: '203.0.113.7', query: { scope: 'openid profile' } } },
} as const;
