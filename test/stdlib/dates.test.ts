import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { age, dateBuiltins, daysBetween, formatDate, weekday, year } from '../../stdlib/dates.ts';
import {
  endOfDay,
  fromUnix,
  hour,
  instantBuiltins,
  inZone,
  startOfDay,
  toUnix,
} from '../../stdlib/instants.ts';
import { describeTotality } from './describe-totality.ts';
import { readClock, readDate, zonedInstant } from './zones.ts';

describeTotality([...dateBuiltins.map(({ run }) => run), ...instantBuiltins.map(({ run }) => run)]);

describe('zones of dates', () => {
  it('a zone that is left out is UTC, a zone that is missing gives missing', () => {
    const at = Date.parse('2026-12-31T23:30:00Z');
    assert.equal(hour(at), 23);
    assert.equal(hour(at, undefined), undefined);
    assert.equal(year(at), 2026);
    assert.equal(year(at, undefined), undefined);
    assert.equal(year('2026-12-31', undefined), undefined);
  });
  it('a date is the same in every zone', () =>
    assert.equal(weekday('2026-11-22', 'Pacific/Auckland'), weekday('2026-11-22', 'America/New_York')));
  it('an instant may be a text, as it stands in open metadata', () =>
    assert.equal(year('2026-12-31T23:30:00Z', 'Europe/Berlin'), 2027));
});

describe('age', () => {
  it('counts a birthday on 29 February from 1 March in other years', () => {
    assert.equal(age('2008-02-29', '2026-02-28'), 17);
    assert.equal(age('2008-02-29', '2026-03-01'), 18);
  });
  it('is 0 on the day of birth', () => assert.equal(age('2026-11-22', '2026-11-22'), 0));
});

describe('formatDate', () => {
  it('keeps what is no letter', () =>
    assert.equal(formatDate('2026-11-22', '{DD}/MM — YYYY!'), '{22}/11 — 2026!'));
  it('writes the year with four digits', () => assert.equal(formatDate('0033-04-03', 'YYYY'), '0033'));
  for (const form of ['YY', 'D', 'DDD', 'MMM', 'hh', 'A', 'dd.mm.yyyy', 'DD. März', 'HH:mm']) {
    it(`is missing for a date and \`${form}\``, () =>
      assert.equal(formatDate('2026-11-22', form), undefined));
  }
});

describe('days and seconds', () => {
  it('a day may begin at 01:00 and have 23 hours', () => {
    const noon = Date.parse('2018-11-04T12:00:00Z');
    assert.equal(inZone(startOfDay(noon, 'America/Sao_Paulo'), 'America/Sao_Paulo'), '2018-11-04T01:00:00');
    assert.equal(
      (endOfDay(noon, 'America/Sao_Paulo') ?? 0) - (startOfDay(noon, 'America/Sao_Paulo') ?? 0) + 1,
      23 * 3_600_000,
    );
  });
  it('seconds may have parts', () => assert.equal(fromUnix(1.5), 1500));
  it('toUnix rounds down, before 1970 too', () => assert.deepEqual([toUnix(1999), toUnix(-1)], [1, -1]));
});

describe('laws of dates', () => {
  const anyDate = fc
    .integer({ min: Date.parse('0001-01-01T00:00:00Z'), max: Date.parse('9999-12-31T00:00:00Z') })
    .map((at) => new Date(at).toISOString().slice(0, 10));

  it('law: every part of an instant is what Intl shows', () => {
    fc.assert(
      fc.property(zonedInstant, ([zone, instant]) => {
        const shown = readClock(instant, zone);
        assert.equal(weekday(instant, zone), shown.weekday?.toLowerCase());
        assert.equal(
          formatDate(instant, 'YYYY-MM-DDTHH:mm:ss', zone),
          `${readDate(instant, zone)}T${shown.hour}:${shown.minute}:${shown.second}`,
        );
        assert.equal(inZone(instant, zone), formatDate(instant, 'YYYY-MM-DDTHH:mm:ss', zone));
        assert.equal(hour(instant, zone), Number(shown.hour));
      }),
    );
  });

  it('law: an instant is in its day', () => {
    fc.assert(
      fc.property(zonedInstant, ([zone, instant]) => {
        assert.ok((startOfDay(instant, zone) ?? Infinity) <= instant);
        assert.ok((endOfDay(instant, zone) ?? -Infinity) >= instant);
      }),
    );
  });

  it('law: daysBetween adds up, and is counted with its sign', () => {
    fc.assert(
      fc.property(anyDate, anyDate, anyDate, (a, b, c) => {
        assert.equal((daysBetween(a, b) ?? 0) + (daysBetween(b, c) ?? 0), daysBetween(a, c));
        assert.equal(Math.sign(daysBetween(a, b) ?? Number.NaN), a === b ? 0 : a < b ? 1 : -1);
      }),
    );
  });

  it('law: an age is the number of birthdays that have come', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        const [birth, on] = a < b ? [a, b] : [b, a];
        // Five digits, because the next birthday may be in the year 10000.
        const birthday = (years: number): string =>
          `${String(Number(birth.slice(0, 4)) + years).padStart(5, '0')}${birth.slice(4)}`;
        const years = age(birth, on) ?? Number.NaN;
        assert.ok(birthday(years) <= `0${on}` && `0${on}` < birthday(years + 1));
      }),
    );
  });

  it('law: fromUnix and toUnix are inverse', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62135596800, max: 253402300799 }), (seconds) => {
        assert.equal(toUnix(fromUnix(seconds)), seconds);
      }),
    );
  });
});
