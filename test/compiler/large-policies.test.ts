import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compile } from '../../compiler/index.ts';
import { createPipeline } from '../../runtime/index.ts';

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

/** What becomes of an empty login, in both forms. */
async function outcomesOf(rules: string): Promise<readonly string[]> {
  const { value } = compile({ name: 'policy.yaml', text: `policy: large\n${rules}` });
  assert.ok(value !== null);
  const pipeline = await createPipeline([value], { limits: { timeout: 60_000 } });
  const reports = [false, true].map((trace) => pipeline.run({ user: {}, context: {} }, { trace }));
  const outcomes = (await Promise.all(reports)).map(({ outcome, log }) => `${outcome}${log[0]?.text ?? ''}`);
  pipeline.dispose();
  return outcomes;
}

describe('a policy as large as it may be', () => {
  it('compiles and runs with 9,999 sentences in one rule', async () => {
    const sentences = lines(9999, (index) => `        - user.name is "${index}"\n`);
    const rule = `rules:\n  - id: r\n    when:\n      any:\n${sentences}    then: { deny: Sorry }\n`;
    assert.deepEqual(await outcomesOf(rule), ['deny', 'deny']);
  });

  it('compiles and runs with 2,000 rules of 16 sentences', async () => {
    const sentences = lines(16, () => '        - user.blocked\n');
    const rules = lines(
      2000,
      (index) => `  - id: r${index}\n    when:\n      any:\n${sentences}    then: { deny: Sorry }\n`,
    );
    assert.deepEqual(await outcomesOf(`rules:\n${rules}`), ['deny', 'deny']);
  });

  it('compiles and runs with 9,000 networks and patterns that have no name', async () => {
    const sentences = lines(
      4500,
      (index) =>
        `        - request.ip in 10.0.${index >> 8}.${index & 255}/32\n        - user.name matches /^${index}/\n`,
    );
    const rule = `rules:\n  - id: r\n    when:\n      any:\n${sentences}    then: { deny: Sorry }\n`;
    assert.deepEqual(await outcomesOf(rule), ['deny', 'deny']);
  });

  it('compiles and runs with more values in a list or record than a call takes arguments', async () => {
    const items = lines(66_000, () => '= app, ');
    const list = `rules:\n  - id: r\n    then: { set_claims: { a: [${items}x] } }\n`;
    assert.deepEqual(await outcomesOf(list), ['allow', 'allow']);
    const fields = lines(66_000, (index) => `k${index}: x, `);
    const record = `rules:\n  - id: r\n    then: { limit_session: { lasts: 1 hour } }\n  - id: s\n    when: user.blocked\n    then: { set_claims: { a: { ${fields}k: x } } }\n`;
    assert.deepEqual(await outcomesOf(record), ['allow', 'allow']);
  });
});

describe('the variable of a quantifier', () => {
  const rule = (name: string) => `rules:
  - id: r
    when: any ${name} in user.identities where (any of user.permissions is ${name}.provider)
    then: { deny: Sorry }
`;
  it('is not hidden by `any of`, whatever its name', async () => {
    const login = { user: { identities: [{ provider: 'a' }], permissions: ['b'] }, context: {} };
    for (const name of ['item', 'member', 'each_member', 'eachMember']) {
      const { value } = compile({ name: 'policy.yaml', text: `policy: p\n${rule(name)}` });
      assert.ok(value !== null);
      const pipeline = await createPipeline([value], { limits: { timeout: 60_000 } });
      for (const trace of [false, true])
        assert.equal((await pipeline.run(login, { trace })).outcome, 'allow', name);
      pipeline.dispose();
    }
  });
});
