import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openEvaluator } from '../../../compiler/index.ts';
import { givenOf } from '../../../verify/look-ups/given-answers.ts';
import { lookUpsAsFields, withLookUps } from '../../../verify/look-ups/look-ups-as-fields.ts';
import { coreOf } from '../generate/facts-of.ts';

const HEAD = `policy: p
sources:
  crm: { url: "https://crm.example.com/people/\${user.email}" }
rules:
  - id: c
    then: { count: { name: seats, per: organization.id } }
  - id: r
    when: `;

/** What a condition about look-ups is for a login with these answers. */
function meaning(condition: string, answers: Readonly<Record<string, unknown>>) {
  const core = lookUpsAsFields(coreOf(`${HEAD}${condition}\n    then: { deny: yes }\n`));
  const given = Object.entries(answers).map(([name, value]) => [name, givenOf(value)] as const);
  const clause = core.rules[1]?.clauses[0];
  assert.ok(clause !== undefined);
  const context = withLookUps({}, Object.fromEntries(given));
  return openEvaluator(core)(clause.condition, { user: {}, context, now: 0 });
}

describe('look-ups as fields', () => {
  it('read what is answered, at any depth', () => {
    assert.equal(meaning('crm.plan is "free"', { crm: { plan: 'free' } }), true);
    assert.equal(meaning('crm.team.plan is "free"', { crm: { team: { plan: 'gold' } } }), false);
    assert.equal(
      meaning('any i in crm.items where i.price is more than 3', { crm: { items: [{ price: 4 }] } }),
      true,
    );
    assert.equal(meaning('not (crm.plan is "free")', { crm: { plan: 'gold' } }), true);
  });

  it('read counters', () => {
    assert.equal(meaning('counts.seats is at least 5', { 'counts.seats': 5 }), true);
    assert.equal(meaning('counts.seats is at least 5', { 'counts.seats': 4 }), false);
  });

  it('are missing where nothing is answered', () => {
    assert.equal(meaning('crm.plan is "free"', {}), undefined);
    assert.equal(meaning('crm.plan is "free"', { crm: undefined }), undefined);
    assert.equal(meaning('crm.plan is "free"', { crm: 'fails' }), undefined);
    assert.equal(meaning('crm.plan exists', { crm: 'missing' }), false);
  });

  it('leave the context of a login without answers as it is', () => {
    const context = { clientName: 'hr' };
    assert.equal(withLookUps(context), context);
    assert.equal(withLookUps(context, { crm: { kind: 'missing' } }), context);
  });
});
