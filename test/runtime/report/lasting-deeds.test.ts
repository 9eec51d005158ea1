import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Deed, formatRuleTrace, type RuleTrace } from '../../../runtime/index.ts';

const RULE: RuleTrace = {
  policy: 'policy',
  rule: 'one',
  name: 'one',
  result: 'applied',
  inDoubt: [],
  clauses: [],
  firstUnmet: null,
  exempted: false,
  changes: [],
  microseconds: 0,
};

const linesOf = (more: Partial<RuleTrace>) =>
  formatRuleTrace({ ...RULE, ...more })
    .slice(1)
    .map((line) => line.trim());

const CALL = { effect: 'call', method: 'POST', host: 'x.example' } as const;

describe('what lasts, told to people', () => {
  const told: readonly (readonly [deed: Deed, text: string])[] = [
    [{ effect: 'count', counter: 'seats' }, 'counted seats'],
    [
      { effect: 'set_metadata', field: 'app_metadata', name: 'plan', value: { a: 1 } },
      'stored app_metadata.plan = { "a": 1 }',
    ],
    [{ ...CALL, effect: 'notify' }, 'notified POST x.example'],
    [CALL, 'called POST x.example'],
    [{ ...CALL, status: 204 }, 'called POST x.example: 204'],
    [{ ...CALL, error: 'ETIMEDOUT' }, 'called POST x.example: ETIMEDOUT'],
    [{ effect: 'link_to', user: 'auth0|2' }, 'linked to auth0|2'],
    [{ effect: 'link_to', user: null }, 'dropped the link to another account'],
    [{ effect: 'count', counter: 'a\u001b[2J' }, 'counted a\\u{1b}[2J'],
  ];
  for (const [deed, text] of told) {
    it(`is “${text}”`, () => assert.deepEqual(linesOf({ changes: [deed] }), [`=> ${text}`]));
  }

  it('is what a report-only rule would have done', () => {
    assert.deepEqual(linesOf({ result: 'report-only', changes: [CALL] }), [
      '=> would have called POST x.example',
    ]);
  });

  const withheld = (why: NonNullable<RuleTrace['withheld']>['why']) =>
    linesOf({ withheld: { why, deeds: [{ effect: 'count', counter: 'seats' }, CALL] } })[0];

  it('is told of with the reason where it is not done', () => {
    const rest = 'counted seats; called POST x.example';
    assert.equal(withheld('refused'), `not done, since the login was refused: ${rest}`);
    assert.equal(withheld('challenge'), `will be done once the second factor was given: ${rest}`);
    assert.equal(withheld('redirect'), `not done yet, since the login goes elsewhere first: ${rest}`);
    assert.equal(withheld('nobody'), `not done, since the login does not say whose metadata it is: ${rest}`);
    assert.equal(withheld('used'), `not done, since the id of the login was used before: ${rest}`);
    assert.equal(withheld('no counter'), `not done, since the policy has the counter no more: ${rest}`);
  });
});
