import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  abbreviateAnswers,
  findGiven,
  givenOf,
  hasAddresses,
} from '../../../verify/look-ups/given-answers.ts';
import { dataOf } from '../tests/data-of.ts';

function fieldsOf(yaml: string) {
  const data = dataOf(yaml);
  assert.ok(data.kind === 'record');
  return data.fields;
}

const given = (yaml: string, name = 'crm') => findGiven(fieldsOf(yaml), name);
const value = (of: unknown) => ({ kind: 'value', value: of });

describe('an answer by name', () => {
  it('is the answer as it is written', () => {
    assert.deepEqual(
      given('{ crm: { plan: gold, seats: 3, vip: yes } }'),
      value({ plan: 'gold', seats: 3, vip: true }),
    );
    assert.deepEqual(given('{ crm: [a, "3"] }'), value(['a', '3']));
    assert.deepEqual(given('{ counts.seats: 3 }', 'counts.seats'), value(3));
  });

  it('says in a word that there is nothing, or that nobody answered', () => {
    assert.deepEqual(given('{ crm: missing }'), { kind: 'missing' });
    assert.deepEqual(given('{ crm: fails }'), { kind: 'failed' });
    assert.deepEqual(given(`{ crm: 'missing' }`), { kind: 'missing' });
    assert.deepEqual(given('{ crm: { plan: missing } }'), value({ plan: 'missing' }));
  });

  it('is no whole answer of a host', () => {
    assert.deepEqual(given('{ crm: { status: 404, body: x } }'), value({ status: 404, body: 'x' }));
  });

  it('is for its name alone, and the first counts', () => {
    assert.equal(given('{ crm2: x, counts: { seats: 3 } }'), null);
    assert.equal(given('{ counts: { seats: 3 } }', 'counts.seats'), null);
    assert.deepEqual(findGiven([...fieldsOf('{ crm: a }'), ...fieldsOf('{ crm: b }')], 'crm'), value('a'));
  });

  it('stands for the source of a template by its name there, unless it is named in full', () => {
    assert.deepEqual(given('{ crm: a }', 'crm of vip'), value('a'));
    assert.deepEqual(given('{ crm: a, "crm of vip": b }', 'crm of vip'), value('b'));
  });

  it('is told from an address', () => {
    assert.equal(hasAddresses(fieldsOf('{ crm: x, counts.seats: 3 }')), false);
    for (const address of ['"https://a.example/*"', '"GET http://a.example"', '"*"', '"POST *"']) {
      assert.equal(hasAddresses(fieldsOf(`{ ${address}: x }`)), true, address);
    }
  });

  it('is written as it was read', () => {
    const answers = { crm: givenOf({ plan: 'gold' }), hr: givenOf(undefined), erp: givenOf('fails') };
    assert.deepEqual(abbreviateAnswers(answers), { crm: { plan: 'gold' }, hr: 'missing', erp: 'fails' });
    assert.equal(abbreviateAnswers({}), undefined);
  });
});
