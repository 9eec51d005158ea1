import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { compileRule, type RuleOptions } from '../../compiler/index.ts';
import { createPipeline, type Pipeline, type PipelineOptions, type Step } from '../../runtime/index.ts';
import type { JavaScriptRule } from '../../stdlib/index.ts';

const OPTIONS: RuleOptions = {
  id: 'rule',
  name: 'rule',
  mode: 'enforce',
  timeout: null,
  ifItFails: 'deny',
  may: { network: null, secrets: null },
  modules: [],
};

/** A rule in JavaScript as a project would read it. `text` is the whole function, or the body of one. */
export function ruleOf(text: string, more: Partial<RuleOptions> = {}): JavaScriptRule {
  const id = more.id ?? OPTIONS.id;
  const whole = /^\s*(async\s+)?(function|\(|exports|module|\/[*/])/.test(text)
    ? text
    : `function (user, context, callback) {\n${text}\n}`;
  const { value, diagnostics } = compileRule(
    { name: `rules/${id}.js`, text: whole },
    { ...OPTIONS, ...more, id, name: more.name ?? id },
  );
  if (value === null) assert.fail(JSON.stringify(diagnostics));
  return value;
}

/** A pipeline of policies and rules, disposed after the test. */
export async function openSteps(
  test: TestContext,
  steps: readonly Step[],
  options: PipelineOptions = {},
): Promise<Pipeline> {
  const pipeline = await createPipeline(steps, options);
  test.after(() => pipeline.dispose());
  return pipeline;
}

/** What a login with an ordinary user becomes. */
export const LOGIN = {
  user: { user_id: 'auth0|1', email: 'ada@example.com', email_verified: true },
  context: {
    clientID: 'c1',
    clientName: 'wiki',
    protocol: 'oidc-basic-profile',
    stats: { loginsCount: 3 },
    request: { ip: '203.0.113.7', query: { scope: 'openid profile' } },
  },
};
