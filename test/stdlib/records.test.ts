import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { get, hasKey, keys, merge, omit, pick, values } from '../../stdlib/records.ts';

/** As records come: read from JSON, so that any name is a field. */
const poisoned = JSON.parse('{"__proto__": {"admin": true}, "constructor": 1, "toString": 2}');
const name = fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toString'), fc.string());
const present = fc.jsonValue().filter((value) => value !== null);
const record = fc
  .array(fc.tuple(name, present), { maxLength: 5 })
  .map((fields) =>
    JSON.parse(`{${fields.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)}}`),
  );

describe('records', () => {
  it('show only what they hold themselves', () => {
    assert.deepEqual(keys({}), []);
    for (const inherited of ['constructor', '__proto__', 'hasOwnProperty']) {
      assert.equal(hasKey({}, inherited), false);
      assert.equal(get({}, inherited), undefined);
      assert.equal(get({ a: {} }, `a.${inherited}.name`, 'none'), 'none');
    }
  });
  it('hold fields of any name', () => {
    assert.deepEqual(keys(poisoned), ['__proto__', 'constructor', 'toString']);
    assert.equal(get(poisoned, '__proto__.admin'), true);
  });
  it('get nothing new from a field that is called __proto__', () => {
    for (const made of [
      merge({}, poisoned),
      merge(poisoned, {}),
      pick(poisoned, ['__proto__']),
      omit(poisoned, []),
    ]) {
      assert.equal(Object.getPrototypeOf(made), Object.prototype);
      assert.equal(get(made, 'admin'), undefined);
      assert.match(JSON.stringify(made), /"__proto__":\{"admin":true\}/);
    }
    assert.equal(Object.hasOwn(Object.prototype, 'admin'), false);
  });
  it('take a field that holds nothing for none', () => {
    assert.deepEqual(keys({ a: null, b: 1 }), ['b']);
    assert.equal(hasKey({ a: null }, 'a'), false);
    assert.deepEqual(merge({ a: 1 }, { a: null }), { a: 1 });
    assert.equal(get({ a: null }, 'a', 'x'), 'x');
  });

  it('law: what is picked and what is omitted make the whole', () => {
    fc.assert(
      fc.property(record, fc.array(name), (record, names) => {
        assert.deepEqual(
          new Map(Object.entries(merge(pick(record, names), omit(record, names)) ?? {})),
          new Map(Object.entries(record)),
        );
      }),
    );
  });
  it('law: merging gives the second where it has the field, else the first', () => {
    fc.assert(
      fc.property(record, record, name, (first, second, name) => {
        const merged = merge(first, second);
        const expected = hasKey(second, name) ? pick(second, [name]) : pick(first, [name]);
        assert.deepEqual(pick(merged, [name]), expected);
      }),
    );
  });
  it('law: keys and values go together', () => {
    fc.assert(
      fc.property(record, (record) => {
        const pairs = keys(record)?.map((name, index) => [name, values(record)?.[index]]);
        assert.deepEqual(pairs, Object.entries(record));
      }),
    );
  });
});
