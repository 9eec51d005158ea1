import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  countryOf,
  dateOf,
  instantOf,
  ipOf,
  listOf,
  numberOf,
  own,
  valueOf as presentOf,
  recordOf,
  recordsOf,
  textOf,
  timeOf,
  truthOf,
} from '../../stdlib/shape.ts';

type Shape = (value: unknown) => unknown;

const keeps = (shape: Shape, ...values: readonly unknown[]): void => {
  for (const value of values) assert.deepEqual(shape(value), value);
};
const refuses = (shape: Shape, ...values: readonly unknown[]): void => {
  for (const value of [...values, null, undefined])
    assert.equal(shape(value), undefined, JSON.stringify(value));
};

describe('textOf, numberOf, truthOf, valueOf', () => {
  it('keep what has the shape', () => {
    keeps(textOf, '', 'a');
    keeps(numberOf, 0, -1.5);
    keeps(truthOf, true, false);
    keeps(presentOf, '', 0, false, [], {});
  });
  it('refuse all else: nothing converts silently', () => {
    refuses(textOf, 1, true, ['a'], {});
    refuses(numberOf, '1', true, Number.NaN, Infinity, [1]);
    refuses(truthOf, 'true', 'yes', 1, 0);
    refuses(presentOf);
  });
});

describe('dateOf', () => {
  it('keeps days of the calendar', () =>
    keeps(dateOf, '2026-12-24', '2024-02-29', '2000-02-29', '0001-01-01'));
  it('refuses days that do not exist', () =>
    refuses(dateOf, '2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00'));
  it('refuses what is written otherwise', () =>
    refuses(dateOf, '24.12.2026', '2026-12-24T10:00:00Z', ' 2026-12-24', '2026-12-24\n', 20261224));
});

describe('timeOf', () => {
  it('completes the seconds', () => assert.equal(timeOf('08:00'), '08:00:00'));
  it('keeps the seconds', () => keeps(timeOf, '23:59:59', '00:00:00'));
  it('refuses other texts', () =>
    refuses(timeOf, '24:00', '8:00', '08:60', '08:00:60', '08:00:00.5', '08.00', 8));
});

describe('instantOf', () => {
  const is = (value: unknown, iso: string): void => assert.equal(instantOf(value), Date.parse(iso));

  it('reads instants with Z or an offset', () => {
    is('2026-11-22T12:00:00Z', '2026-11-22T12:00:00Z');
    is('2026-11-22T12:00:00.250+01:00', '2026-11-22T11:00:00.250Z');
    is('2026-11-22 12:00-0530', '2026-11-22T17:30:00Z');
    is('2026-11-22T12:00:00.123456789Z', '2026-11-22T12:00:00.123Z');
  });
  it('takes a date for its midnight in UTC', () => is('2026-11-22', '2026-11-22T00:00:00Z'));
  it('takes a number for milliseconds', () => keeps(instantOf, 0, 1795334400000, -1));
  it('refuses instants that nobody can place', () =>
    refuses(
      instantOf,
      '2026-11-22T12:00:00',
      '2026-02-30T12:00:00Z',
      '2026-11-22T25:00:00Z',
      'today',
      9e15,
      true,
    ));

  it('law: it agrees with JavaScript on what JavaScript writes', () => {
    const year = { min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(year), (date) => assert.equal(instantOf(date.toISOString()), date.getTime())),
    );
  });
});

describe('countryOf', () => {
  it('keeps the two letters of a country', () => keeps(countryOf, 'DE', 'de', 'XX'));
  it('refuses what is sent where nobody knows one', () =>
    refuses(countryOf, '', '-', 'A1', 'Germany', 'DEU', 'D\u00e9', ' DE', 'DE\n', 5));
});

describe('ipOf', () => {
  it('keeps addresses', () => keeps(ipOf, '203.0.113.7', '2001:db8::1'));
  it('refuses other texts', () =>
    refuses(ipOf, '203.0.113', '010.0.0.1', '203.0.113.0/24', 'fe80::1%eth0', 5));
});

describe('listOf', () => {
  const texts: Shape = (value) => listOf(value, textOf);

  it('keeps a list of which all members have the shape', () => keeps(texts, [], ['a', 'b']));
  it('refuses a list with one other member', () => refuses(texts, ['a', 1], [null], [['a']]));
  it('makes a list of one text', () => assert.deepEqual(texts('a'), ['a']));
  it('makes no list of other single values', () => {
    refuses((value) => listOf(value, numberOf), 1);
    refuses((value) => listOf(value, recordOf), { a: 1 });
    refuses((value) => listOf(value, numberOf), '1');
  });
  it('brings every member to its shape', () => assert.deepEqual(listOf(['08:00'], timeOf), ['08:00:00']));
});

describe('records', () => {
  it('recordOf keeps records only', () => {
    keeps(recordOf, {}, { a: 1 });
    refuses(recordOf, [], 'a', 1);
  });
  it('recordsOf keeps lists of records only', () => {
    keeps(recordsOf, [], [{ a: 1 }]);
    refuses(recordsOf, { a: 1 }, [1], [[]], 'a');
  });
  it('own finds what a record itself holds', () => {
    assert.equal(own({ a: 1 }, 'a'), 1);
    assert.equal(own(JSON.parse('{"__proto__": 1}'), '__proto__'), 1);
  });
  it('own finds nothing that is inherited or not there', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'b'])
      assert.equal(own({ a: 1 }, name), undefined);
    assert.equal(own({ a: null }, 'a'), undefined);
    for (const none of [null, undefined, 'a', ['a'], 1]) assert.equal(own(none, 'length'), undefined);
  });
});
