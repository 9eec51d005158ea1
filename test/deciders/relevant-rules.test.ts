import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { compile } from '../../compiler/index.ts';
import { createPipeline } from '../../runtime/index.ts';

/** Three rules for each of 30 applications, some for connections and for two, and one for all, now and then. */
const RULES = Array.from({ length: 30 }, (_, index) => [
  rule(`a${index}`, `for: { app: App${index} }`, `set_claims: { a${index}: "yes" }`),
  rule(`b${index}`, `for: { app: [app${index}, shared], connection: corp }`, 'require_mfa: yes'),
  rule(`c${index}`, `when: app is not "app${index}" and connection is "c${index}"`, `deny: No ${index}.`),
  index % 10 === 0
    ? rule(`d${index}`, 'when: user.email_verified', `add_to_claims: { all: "${index}" }`)
    : '',
]).flat();

function rule(id: string, when: string, effect: string): string {
  return `  - id: ${id}\n    name: The rule ${id}\n    ${when}\n    then: { ${effect} }\n`;
}

const compiled = compile({
  name: 'policy.yaml',
  text: `policy: many\nname: Many\nrules:\n${RULES.join('')}`,
});
assert.ok(compiled.value !== null, JSON.stringify(compiled.diagnostics[0]));
const pipeline = await createPipeline([compiled.value]);
const verified = await createPipeline([compiled.value], { isolation: 'verified' });
after(() => {
  for (const one of [pipeline, verified]) one.dispose();
});

/** Of a rule with a sentence, before others, the applications to whose logins it may apply; null: to those of any. */
function aboutApps(sentence: string, others = RULES): readonly string[] | null {
  const sources = 'sources:\n  crm: { url: "https://crm.example.com/" }\n';
  const rules = [rule('asks', `when: ${sentence}`, 'require_mfa: yes'), ...others];
  const text = `policy: many\n${sources}rules:\n${rules.join('')}`;
  const { value, diagnostics } = compile({ name: 'policy.yaml', text });
  assert.ok(value !== null && value.decider !== null, JSON.stringify(diagnostics[0]));
  const about = value.decider.relevant[0] ?? null;
  return about === null ? null : [...new Set(about.flatMap(({ values }) => values))];
}

describe('rules for some applications only', () => {
  it('are kept apart', () => {
    const about = compiled.value?.decider?.relevant.filter((choices) => choices !== null) ?? [];
    assert.equal(about.length, 90);
  });

  it('are not kept apart by a text by which few of the rules tell', () => {
    const others = Array.from({ length: 40 }, (_, index) =>
      rule(`o${index}`, `when: login.count is more than ${index}`, 'require_mfa: yes'),
    );
    assert.equal(aboutApps('app is "app3"', others), null);
  });

  it('share the code of those that are alike', () => {
    const { code = '' } = compiled.value?.decider ?? {};
    assert.deepEqual(
      [code.match(/^ {2}function rules/gm)?.length, code.match(/rules\$\d+\(base \+/g)?.length],
      [4, 93],
    );
  });

  it('are kept apart by what they say before they ask', () => {
    assert.deepEqual(aboutApps('app is "app3" and crm.blocked'), ['app3']);
    assert.equal(aboutApps('crm.blocked and app is "app3"'), null);
    assert.equal(aboutApps('crm.blocked'), null);
  });

  it('apply as if all were looked at, one after another', async () => {
    const app = fc.oneof(
      fc.nat(31).map((index) => `app${index}`),
      fc.constantFrom('APP3', 'shared', '', 'app', 'ſhared', null, 7, ['app1']),
    );
    const connection = fc.oneof(
      fc.constantFrom('corp', 'Corp', undefined, 'other'),
      fc.nat(30).map((index) => `c${index}`),
    );
    const context = fc.record({ clientName: app, clientID: app, connection }, { requiredKeys: [] });
    const property = fc.asyncProperty(context, fc.boolean(), async (given, isVerified) => {
      const login = { user: { email_verified: isVerified }, context: given };
      const { trace: _, ...short } = await pipeline.run(login, { now: 0 });
      const { trace, ...traced } = await pipeline.run(login, { now: 0, trace: true });
      assert.deepEqual(JSON.parse(JSON.stringify(short)), JSON.parse(JSON.stringify(traced)));
      const { trace: _none, ...here } = await verified.run(login, { now: 0 });
      assert.deepEqual(JSON.parse(JSON.stringify(here)), JSON.parse(JSON.stringify(short)));
      assert.equal(trace?.length, compiled.value?.rules.length);
    });
    await fc.assert(property, { numRuns: 400 });
  });
});
