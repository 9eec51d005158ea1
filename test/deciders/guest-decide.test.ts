import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  addBlocks,
  type GuestDeciders,
  newKind,
  relevantBlocks,
  tracePolicies,
} from '../../runtime/deciders/guest-decide.ts';
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

describe('the blocks that may concern a login', () => {
  it('are those about its texts, about any, and about what cannot be told', () => {
    const deciders = blocksAbout(['a', 'b', null]);
    assert.deepEqual(
      [['b'], ['c'], [7], []].map((fields) => namesOf(deciders, fields)),
      [['b', 'all'], ['all'], ['a', 'b', 'all'], ['a', 'b', 'all']],
    );
  });

  it('are found once for all texts that no block is about', () => {
    const deciders = blocksAbout(['a', null]);
    for (let index = 0; index < 100; index++) namesOf(deciders, [`other ${index}`]);
    assert.equal(deciders.kinds.count, 1);
  });

  it('are kept for so many kinds of logins only', () => {
    const names = Array.from({ length: 150 }, (_, index) => `${index}`);
    const deciders = blocksAbout(names, 2);
    for (const first of names)
      for (const second of names)
        assert.deepEqual(namesOf(deciders, [first, second]), [...new Set([first, second])].sort(byNumber));
    assert.ok(deciders.kinds.count <= 10_000);
  });
});

/** A block about each of some texts in any of so many fields, named after it; null: about any login. */
function blocksAbout(texts: readonly (string | null)[], fields = 1): GuestDeciders<string> {
  const kinds = { root: newKind<string>([]), count: 0 };
  const deciders: GuestDeciders<string> = { size: fields + 1, policies: [], choices: [], kinds, traced: [] };
  const relevant = texts.map((text) =>
    text === null
      ? null
      : Array.from({ length: fields }, (_, field) => ({ field, isFolded: false, values: [text] })),
  );
  const at = Array.from({ length: fields }, (_, field) => field + 1);
  addBlocks(
    deciders,
    texts.map((text) => text ?? 'all'),
    { relevant, waits: [], at },
  );
  return deciders;
}

function namesOf(deciders: GuestDeciders<string>, fields: readonly unknown[]): readonly string[] {
  return relevantBlocks(deciders, [0, ...fields]).flatMap((blocks) => blocks.map(({ decide }) => decide));
}

const byNumber = (first: string, second: string): number => Number(first) - Number(second);

function trace(policies: readonly (readonly (TracedRule | null)[])[]) {
  const [told, notes]: [unknown[], number[]] = [[], []];
  tracePolicies([...policies], [0], told, notes);
  return { told, notes };
}

function withoutTime(note: number): number {
  return Math.max(note, -9);
}
