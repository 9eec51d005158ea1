import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type BuiltConstant, buildConstant } from '../../stdlib/build-constant.ts';
import { library } from '../../stdlib/library.ts';
import { packConstant, withMemory } from '../../stdlib/packed-constant.ts';
import { compilePattern } from '../../stdlib/pattern.ts';
import type { Constant } from '../../stdlib/rule.ts';

const items = Array.from({ length: 1000 }, (_, index) => `person-${index}`);
const people: Constant = { kind: 'set', name: 'people', items };
const teams: Constant = { kind: 'table', name: 'teams', rows: items.map((item) => [item, [`of-${item}`]]) };

/** The constant as it is on the other side, where its memory was taken out and put in again. */
function handedOn(constant: Constant): BuiltConstant {
  const memory: ArrayBufferLike[] = [];
  const packed = packConstant(constant) ?? assert.fail('it is not packed');
  const text = JSON.stringify(withMemory(packed, (part) => memory[memory.push(part) - 1] ?? part));
  const given = withMemory(JSON.parse(text), () => memory.shift() ?? assert.fail('there is more memory'));
  assert.deepEqual(memory, []);
  return buildConstant(given, compilePattern);
}
const ask = (name: string, value: unknown, built: BuiltConstant): unknown =>
  library.get(name)?.(value, built);

describe('packed constants', () => {
  it('are lists', () => {
    const built = handedOn(people);
    assert.equal(ask('memberOf', 'person-999', built), true);
    assert.equal(ask('memberOf', 'person-1000', built), false);
  });
  it('are tables', () => {
    const built = handedOn(teams);
    assert.deepEqual(ask('lookupOne', 'person-999', built), ['of-person-999']);
    assert.equal(ask('lookupOne', 'person-1000', built), undefined);
  });
  it('are not what is small', () => {
    assert.equal(packConstant({ ...people, items: items.slice(0, 9) }), null);
    assert.equal(packConstant({ ...teams, rows: teams.rows.slice(0, 9) }), null);
  });
  it('are nothing without entries', () => {
    assert.equal(packConstant({ kind: 'network', name: 'office', ranges: ['10.0.0.0/8'] }), null);
    assert.equal(packConstant({ kind: 'pattern', name: 'any', source: '.', flags: '' }), null);
  });
});
