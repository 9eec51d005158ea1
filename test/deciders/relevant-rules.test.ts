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
after(() => pipeline.dispose());

describe('rules for some applications only', () => {
  it('are kept apart', () => {
    const about = compiled.value?.decider?.relevant.filter((choices) => choices !== null) ?? [];
    assert.equal(about.length, 90);
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
    const property = fc.asyncProperty(context, fc.boolean(), async (given, verified) => {
      const login = { user: { email_verified: verified }, context: given };
      const { trace: _, ...short } = await pipeline.run(login, { now: 0 });
      const { trace, ...traced } = await pipeline.run(login, { now: 0, trace: true });
      assert.deepEqual(JSON.parse(JSON.stringify(short)), JSON.parse(JSON.stringify(traced)));
      assert.equal(trace?.length, compiled.value?.rules.length);
    });
    await fc.assert(property, { numRuns: 400 });
  });
});
