import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { compile } from '../../../compiler/index.ts';
import { createPipeline } from '../../../runtime/index.ts';
import { memoryOf, readyConstants } from '../../../runtime/policies/load-constants.ts';
import type { Constant } from '../../../stdlib/index.ts';
import { policyOf } from '../compiled-policy.ts';

const items = Array.from({ length: 1000 }, (_, index) => `person-${index}`);
const people: Constant = { kind: 'set', name: 'people', items };
const few: Constant = { kind: 'set', name: 'few', items: items.slice(0, 9) };
const ready = (constant: Constant, body = '') =>
  readyConstants(policyOf([{ id: 'rule', body }], { constants: [constant] }));

describe('constants on their way into a sandbox', () => {
  it('are in the same memory every time where they are large', () => {
    const [before, after] = [ready(people), ready(people)].map(([one]) => one?.memory[0]);
    assert.ok(before instanceof SharedArrayBuffer);
    assert.equal(before, after);
  });
  it('are text where they are small, and where a rule goes through all of them', () => {
    assert.deepEqual(ready(few), [{ text: JSON.stringify(few), memory: [] }]);
    assert.deepEqual(ready(people, 'setItems(data)'), [{ text: JSON.stringify(people), memory: [] }]);
  });
  it('need the heap that they are said to need as text, and shared memory as it is', () => {
    const mib = 'x'.repeat(1024 * 1024);
    assert.equal(memoryOf([{ text: mib, memory: [] }], 12), 12);
    assert.equal(memoryOf([{ text: '', memory: [new SharedArrayBuffer(1024 * 1024)] }], 12), 1);
  });
});

describe('a policy with large lists and tables', () => {
  const rows = Array.from({ length: 1500 }, (_, index) => index);
  const text = `policy: large
lists:
  guests: { of: email, items: [${rows.map((index) => `Guest${index}@Example.com`)}] }
  companies: { of: domain, items: [${rows.map((index) => `company${index}.example`)}] }
tables:
  teams: { from: email, to: text, rows: { ${rows.map((index) => `guest${index}@example.com: team ${index % 3}`).join(', ')} } }
rules:
  - id: known
    unless: user.email in guests or user.email.domain in companies
    then: { deny: Who are you? }
  - id: team
    then: { set_claims: { id_token: { team: = lookup user.email in teams } } }
`;
  const { value, diagnostics } = compile({ name: 'policy.yaml', text });
  const decide = async (test: TestContext, email: unknown) => {
    const pipeline = await createPipeline([value ?? assert.fail(JSON.stringify(diagnostics))]);
    test.after(() => pipeline.dispose());
    const login = { user: { user_id: 'auth0|1', email }, context: {} };
    const [fast, traced] = [await pipeline.run(login), await pipeline.run(login, { trace: true })];
    assert.equal(fast.outcome, traced.outcome);
    assert.deepEqual(fast.idToken, traced.idToken);
    return [fast.outcome, fast.idToken.team];
  };

  it('finds who is there, as they are written and not', async (test) => {
    assert.deepEqual(await decide(test, 'guest1499@example.com'), ['allow', 'team 2']);
    assert.deepEqual(await decide(test, 'GUEST7@example.COM'), ['allow', 'team 1']);
    assert.deepEqual(await decide(test, 'Ada@Company0.example'), ['allow', undefined]);
  });
  it('finds nobody else', async (test) => {
    for (const email of [
      'guest1500@example.com',
      'ada@company1500.example',
      'company0.example',
      undefined,
      3,
    ])
      assert.equal((await decide(test, email))[0], 'deny');
  });
});
