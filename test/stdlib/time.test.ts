import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dateIn, formatInstant, olderThan, startOfDate, todayIn, withinLast } from '../../stdlib/time.ts';
import { dateBounds, isTimezone, wallClock } from '../../stdlib/zone.ts';
import { describeTotality } from './describe-totality.ts';
import { ODD_INSTANTS, readClock, readDate, zonedInstant } from './zones.ts';

describe('olderThan and withinLast', () => {
  it('count what is exactly as old as the duration to the last', () => {
    assert.deepEqual([olderThan(0, 10, 10), withinLast(0, 10, 10)], [false, true]);
    assert.deepEqual([olderThan(0, 10, 11), withinLast(0, 10, 11)], [true, false]);
  });
  it('take an instant to come for neither', () =>
    assert.deepEqual([olderThan(11, 10, 10), withinLast(11, 10, 10)], [false, false]));
  it('are missing when an argument is', () => {
    for (const compare of [olderThan, withinLast]) {
      assert.equal(compare(undefined, 10, 10), undefined);
      assert.equal(compare(0, undefined, 10), undefined);
      assert.equal(compare(0, 10, undefined), undefined);
    }
  });
});

describe('wallClock', () => {
  it('law: a time of day that is asked for again is told as it was', () => {
    const minutes = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(zonedInstant, minutes, ([zone, instant], shifts) => {
        for (const shift of shifts) {
          const at = instant + shift * 60_000;
          const { hour, minute, second } = readClock(at, zone);
          const shown = new Date(wallClock(at, zone) ?? Number.NaN).toISOString();
          assert.equal(shown.slice(11, 19), `${hour}:${minute}:${second}`);
          assert.equal(shown.slice(0, 10), readDate(at, zone));
        }
      }),
      { numRuns: 500 },
    );
  });
  it('is told with its milliseconds, asked for once or often', () => {
    const at = Date.parse('2026-07-01T10:20:30.456Z');
    for (let time = 0; time < 4; time++)
      assert.equal(wallClock(at + time, 'Asia/Kolkata'), at + time + 19_800_000);
  });
});

describe('isTimezone', () => {
  for (const name of [
    'UTC',
    'Europe/Berlin',
    'Asia/Kolkata',
    'Asia/Calcutta',
    'America/Argentina/San_Juan',
    'Etc/GMT+5',
  ])
    it(`knows \`${name}\``, () => assert.equal(isTimezone(name), true));
  for (const name of ['', 'Berlin', '+01:00', 'GMT+1', 'Europe/Berlin ', 'constructor', 7, null])
    it(`refuses \`${name}\``, () => assert.equal(isTimezone(name), false));
});

describe('dateIn and todayIn', () => {
  const evening = Date.parse('2026-11-22T23:30:00Z');
  it('give the date of the zone', () => {
    assert.equal(dateIn(evening, 'Europe/Berlin'), '2026-11-23');
    assert.equal(todayIn(evening, 'America/New_York'), '2026-11-22');
  });
  it('reach from year 1 to year 9999', () => {
    assert.equal(dateIn(Date.parse('0001-01-01T00:00:00Z'), 'UTC'), '0001-01-01');
    assert.equal(dateIn(Date.parse('0001-01-01T00:00:00Z'), 'Europe/Berlin'), '0001-01-01');
    assert.equal(dateIn(Date.parse('0001-01-01T00:00:00Z'), 'America/New_York'), undefined);
    assert.equal(dateIn(Date.parse('9999-12-31T23:59:59.999Z'), 'UTC'), '9999-12-31');
    assert.equal(dateIn(Date.parse('9999-12-31T23:59:59.999Z'), 'Europe/Berlin'), undefined);
    assert.equal(dateIn(Date.parse('+010000-01-01T00:00:00Z'), 'UTC'), undefined);
    assert.equal(dateIn(Date.parse('0001-01-01T00:00:00Z') - 1, 'UTC'), undefined);
  });
  it('count by the Gregorian calendar before it began', () =>
    assert.equal(dateIn(Date.parse('1500-02-28T12:00:00Z'), 'Europe/London'), '1500-02-28'));
  it('are missing for an unknown zone', () => assert.equal(dateIn(evening, 'Middle/Earth'), undefined));
});

describe('startOfDate', () => {
  const start = (day: string, zone: string): string | undefined => formatInstant(startOfDate(day, zone));

  it('is midnight', () => assert.equal(start('2026-11-22', 'Europe/Berlin'), '2026-11-21T23:00:00Z'));
  it('is 01:00 where midnight was skipped', () =>
    assert.equal(start('2018-11-04', 'America/Sao_Paulo'), '2018-11-04T03:00:00Z'));
  it('is the first midnight of two', () =>
    assert.equal(start('2006-10-29', 'America/St_Johns'), '2006-10-29T02:30:00Z'));
  it('is missing for a date that was skipped', () =>
    assert.equal(start('2011-12-30', 'Pacific/Apia'), undefined));
  it('is missing for what is no date', () => {
    for (const text of ['2026-02-29', '2026-13-01', '0000-01-01', '2026-1-1', '2026-11-22T00:00:00Z', '']) {
      assert.equal(startOfDate(text, 'UTC'), undefined, text);
    }
  });
});

describe('formatInstant', () => {
  it('leaves out milliseconds that are none', () => {
    assert.equal(formatInstant(Date.parse('2026-11-22T12:00:00+01:00')), '2026-11-22T11:00:00Z');
    assert.equal(formatInstant(1), '1970-01-01T00:00:00.001Z');
  });
  it('is missing outside the years 1 to 9999', () => assert.equal(formatInstant(8.64e15), undefined));
});

describeTotality([olderThan, withinLast, dateIn, todayIn, startOfDate, formatInstant]);

describe('laws of time', () => {
  it('law: a wall clock shows what Intl shows', () => {
    fc.assert(
      fc.property(zonedInstant, ([zone, instant]) => {
        const { hour, minute, second } = readClock(instant, zone);
        const shown = new Date(wallClock(instant, zone) ?? Number.NaN).toISOString();
        assert.equal(shown.slice(0, 19), `${readDate(instant, zone)}T${hour}:${minute}:${second}`);
        assert.equal(dateIn(instant, zone), readDate(instant, zone));
      }),
      { numRuns: 1000 },
    );
  });

  it('law: the bounds of a date are its first and last moments in the zone', () => {
    fc.assert(
      fc.property(zonedInstant, ([zone, instant]) => {
        const day = readDate(instant, zone);
        const bounds = dateBounds(day, zone);
        assert.ok(bounds !== undefined && bounds.first <= instant && instant <= bounds.last);
        assert.equal(readDate(bounds.first, zone), day);
        assert.equal(readDate(bounds.last, zone), day);
        assert.equal(startOfDate(day, zone), bounds.first);
        // Nothing of the date lies within the two hours before and after; no clock ever came back over more.
        for (let minutes = 0; minutes <= 120; minutes++) {
          assert.notEqual(readDate(bounds.first - 1 - minutes * 60_000, zone), day);
          assert.notEqual(readDate(bounds.last + 1 + minutes * 60_000, zone), day);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('law: what formatInstant writes is the instant', () => {
    const instant = fc.integer({
      min: Date.parse('0001-01-01T00:00:00Z'),
      max: Date.parse('9999-12-31T23:59:59Z'),
    });
    fc.assert(fc.property(instant, (at) => assert.equal(Date.parse(formatInstant(at) ?? ''), at)));
  });

  it('law: a past instant is either older or within the last, never both', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), (before, duration, now) => {
        assert.equal(olderThan(now - before, duration, now), !withinLast(now - before, duration, now));
      }),
    );
  });

  it('the odd instants are ones at which clocks change, but for two zones', () => {
    const shift = (at: number, zone: string): number => (wallClock(at, zone) ?? Number.NaN) - at;
    const changing = ODD_INSTANTS.filter(([zone, instant]) => {
      const at = Date.parse(instant);
      return shift(at - 1, zone) !== shift(at, zone);
    });
    assert.deepEqual(
      ODD_INSTANTS.filter((odd) => !changing.includes(odd)).map(([zone]) => zone),
      ['Asia/Kolkata', 'UTC'],
    );
  });
});
