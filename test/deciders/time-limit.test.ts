import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compile } from '../../compiler/index.ts';
import { createPipeline } from '../../runtime/index.ts';

describe('the time that rules of a decider may take', () => {
  it('is limited where lists are gone through within lists', async () => {
    const sentence =
      'any a in user.user_metadata.list where any b in user.user_metadata.list where "${a}${b}" is "x"';
    const text = `policy: p\nname: P\nrules:\n  - id: r\n    name: R\n    when: ${sentence}\n    then: { deny: No. }\n`;
    const { value } = compile({ name: 'p.yaml', text });
    assert.equal(value?.decider?.goesDeep, true);
    const pipeline = await createPipeline(value === null ? [] : [value], { limits: { timeout: 100 } });
    const list = Array.from({ length: 10_000 }, (_, index) => String(index));
    const report = await pipeline.run({ user: { user_metadata: { list } }, context: {} });
    assert.equal(report.outcome, 'failure');
    const other = await pipeline.run({ user: { user_metadata: { list: ['a'] } }, context: {} });
    assert.equal(other.outcome, 'allow');
    pipeline.dispose();
  });

  it('is bounded by the size where each list is gone through once', () => {
    const text =
      'policy: p\nname: P\nrules:\n  - id: r\n    name: R\n    unless: user.groups contains "a"\n    then: { deny: No. }\n';
    assert.equal(compile({ name: 'p.yaml', text }).value?.decider?.goesDeep, false);
  });
});
