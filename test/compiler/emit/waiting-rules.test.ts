import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { waitingRules } from '../../../compiler/emit/waiting-rules.ts';
import type { RuleFacts } from '../../../stdlib/index.ts';

type Given = Partial<Pick<RuleFacts, 'id' | 'mode' | 'asks' | 'steers'>>;

/** The places of the rules that may wait, those together that are surely reached together. */
function stretchesOf(...given: readonly Given[]): readonly (readonly number[])[] {
  const rules = given.map((one, index): RuleFacts => {
    return { id: `rule-${index}`, name: '', mode: 'enforce', clauses: [], ...one };
  });
  const waiting = [...waitingRules(rules).values()];
  const numbers = [...new Set(waiting.map(({ stretch }) => stretch))];
  return numbers.map((number) => waiting.filter(({ stretch }) => stretch === number).map(({ rule }) => rule));
}

const ASKS = { asks: true } as const;
const STEERS = { steers: true } as const;

describe('rules that wait', () => {
  it('are those that ask', () => assert.deepEqual(stretchesOf({}, ASKS, {}, ASKS), [[1, 3]]));

  it('are surely reached together up to the first that steers', () => {
    assert.deepEqual(stretchesOf(ASKS, { ...ASKS, ...STEERS }, ASKS), [[0, 1], [2]]);
    assert.deepEqual(stretchesOf(ASKS, STEERS, ASKS), [[0], [2]]);
  });

  it('are not kept apart by one that only reports, or is disabled', () => {
    assert.deepEqual(stretchesOf(ASKS, { ...STEERS, mode: 'report-only' }, ASKS), [[0, 2]]);
    assert.deepEqual(stretchesOf(ASKS, { ...ASKS, ...STEERS, mode: 'disabled' }, ASKS), [[0, 2]]);
  });

  it('do not tell whether the generated last one is reached', () => {
    assert.deepEqual(stretchesOf(ASKS, { ...ASKS, id: 'default' }), [[0], [1]]);
  });
});
