import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tracePolicies } from '../../runtime/deciders/guest-decide.ts';
import type { TracedRule } from '../../stdlib/index.ts';

const passes: TracedRule = (_, __, ___, ____, notes) => {
  notes.push(-5);
  return undefined;
};
const stops: TracedRule = (fields, now, told, state, notes) => {
  state.stopped = 'yes';
  return passes(fields, now, told, state, notes);
};
const isNotReached: TracedRule = () => undefined;
const refuses: TracedRule = (_, __, told) => {
  told.push(7);
  return true;
};
const takesTime: TracedRule = () => {
  const start = Date.now();
  while (Date.now() < start + 3);
  return undefined;
};

describe('the notes of all policies', () => {
  it('tell how each rule went', () => {
    const { notes } = trace([[stops, null, isNotReached], [passes]]);
    assert.deepEqual(notes.map(withoutTime), [-5, -9, -8, -5, -9]);
  });

  it('end with the rule that refuses', () => {
    const { told, notes } = trace([[refuses, passes], [passes]]);
    assert.deepEqual([told, notes.map(withoutTime)], [[7], [-9]]);
  });

  it('tell the milliseconds that a rule surely took', () => {
    const [, took = 0] = trace([[passes, takesTime]]).notes.filter((note) => note <= -9);
    assert.ok(took <= -9 - 2);
  });
});

function trace(policies: readonly (readonly (TracedRule | null)[])[]) {
  const [told, notes]: [unknown[], number[]] = [[], []];
  tracePolicies([...policies], [0], told, notes);
  return { told, notes };
}

function withoutTime(note: number): number {
  return Math.max(note, -9);
}
