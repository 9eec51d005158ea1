import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse, analyseTests } from '../../../compiler/index.ts';

const POLICY = `policy: p
sources: { crm: { url: https://crm.example.com/plans } }
rules:
  - id: r
    when: crm.plan is "free"
    then: { count: { name: seats } }
`;

const test = (answers: string, expect = '{ outcome: allow }'): string =>
  `tests:\n  - name: a\n    login: { app: a }\n    answers: { ${answers} }\n    expect: ${expect}\n`;

function errorsOf(answers: string, expect?: string): readonly string[] {
  const { diagnostics } = analyse({ name: 'p.yaml', text: POLICY + test(answers, expect) });
  return diagnostics.map(({ message }) => message);
}

describe('answers of look-ups', () => {
  it('are named by the look-up', () => {
    for (const answer of ['crm: { plan: gold }', 'crm: missing', 'crm: fails', 'crm: { status: gone }'])
      assert.deepEqual(errorsOf(answer), [], answer);
  });

  it('are numbers of counters', () => {
    for (const answer of ['counts.seats: 3', 'counts.seats: missing', 'counts.seats: fails'])
      assert.deepEqual(errorsOf(answer), [], answer);
    assert.deepEqual(errorsOf('counts.seats: many'), ['`counts.seats` is a number']);
  });

  it('are those that the policy asks', () => {
    assert.deepEqual(errorsOf('crn: missing'), ['this policy asks no `crn`']);
    assert.deepEqual(errorsOf('counts.seat: 3'), ['this policy asks no `counts.seat`']);
  });

  it('have any name in a file of tests', () => {
    const { diagnostics } = analyseTests({ name: 'a.tests.yaml', text: test('crn: missing, counts.x: 1') });
    assert.deepEqual(diagnostics, []);
  });
});

describe('the counters that a test expects', () => {
  it('are those that rules count with', () => {
    assert.deepEqual(errorsOf('crm: missing', '{ counts: seats }'), []);
    assert.deepEqual(errorsOf('crm: missing', '{ counts: [seat] }'), ['no rule counts with `seat`']);
  });
});
