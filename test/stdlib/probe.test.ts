import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noteClause, noteExempted, noteRead, noteVerdict, probeOf } from '../../stdlib/probe.ts';

const readAt = (read: number) => ({ name: `field ${read}`, value: read });

describe('the notes of a rule', () => {
  it('say what they were told', () => {
    const notes: number[] = [];
    noteClause(notes, noteRead(notes, 1, true));
    noteRead(notes, 0, 'a');
    noteClause(notes, noteRead(notes, 1, undefined));
    noteClause(notes, false);
    noteVerdict(notes, undefined);
    noteExempted(notes);
    const { probe, end } = probeOf([...notes, -9], 0, readAt);
    assert.deepEqual(probe, {
      clauses: [
        { value: true, reads: [readAt(1)] },
        { value: null, reads: [readAt(0), readAt(1)] },
        { value: false, reads: [] },
      ],
      reads: [],
      verdict: null,
      exempted: true,
    });
    assert.equal(end, notes.length);
  });

  it('do not grow with the members of a list', () => {
    const notes: number[] = [];
    for (let member = 0; member < 1000; member++) noteRead(notes, member % 2, member);
    assert.deepEqual(notes, [0, 1]);
  });

  it('begin where the rule before ends', () => {
    const { probe, end } = probeOf([-5, -9, -1, -4, -8], 2, readAt);
    assert.deepEqual([probe.clauses.length, probe.verdict, end], [1, false, 4]);
  });
});
