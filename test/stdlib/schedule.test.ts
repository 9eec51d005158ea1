import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import fc from 'fast-check';
import { libraryText } from '../../stdlib/library-text.ts';
import type { Schedule } from '../../stdlib/rule.ts';
import { duringSchedule, scheduleOf } from '../../stdlib/schedule.ts';
import { describeTotality } from './describe-totality.ts';
import { ODD_INSTANTS, readClock, readDate, zonedInstant } from './zones.ts';

const HOUR = 3600;
const berlin: Schedule = {
  days: [1, 2, 3, 4, 5],
  from: 8 * HOUR,
  to: 19 * HOUR,
  timezone: 'Europe/Berlin',
  except: ['2026-12-25'],
};
const night: Schedule = { ...berlin, from: 22 * HOUR, to: 6 * HOUR };
const holds = (schedule: Schedule, instant: string): boolean | undefined =>
  scheduleOf(schedule).has(Date.parse(instant));

describe('scheduleOf', () => {
  it('begins with `from` and ends before `to`', () => {
    assert.equal(holds(berlin, '2026-11-23T07:59:59.999+01:00'), false);
    assert.equal(holds(berlin, '2026-11-23T08:00:00+01:00'), true);
    assert.equal(holds(berlin, '2026-11-23T18:59:59.999+01:00'), true);
    assert.equal(holds(berlin, '2026-11-23T19:00:00+01:00'), false);
  });
  it('follows the clocks of its zone in summer and winter', () => {
    assert.equal(holds(berlin, '2026-07-01T06:00:00Z'), true);
    assert.equal(holds(berlin, '2026-12-01T06:00:00Z'), false);
  });
  it('keeps to its days and leaves out its exceptions', () => {
    assert.equal(holds(berlin, '2026-11-22T12:00:00+01:00'), false);
    assert.equal(holds(berlin, '2026-12-25T12:00:00+01:00'), false);
  });
  it('counts the hours after midnight to the day before', () => {
    assert.equal(holds(night, '2026-11-27T23:00:00+01:00'), true);
    assert.equal(holds(night, '2026-11-28T05:59:59+01:00'), true);
    assert.equal(holds(night, '2026-11-28T06:00:00+01:00'), false);
    assert.equal(holds(night, '2026-11-23T05:00:00+01:00'), false);
    assert.equal(holds(night, '2026-12-26T05:00:00+01:00'), false);
    assert.equal(holds(night, '2026-12-25T05:00:00+01:00'), true);
  });
  it('takes a day around the clock when `from` is `to`', () => {
    const around = { ...berlin, days: [1], from: 6 * HOUR, to: 6 * HOUR };
    assert.equal(holds(around, '2026-11-23T06:00:00+01:00'), true);
    assert.equal(holds(around, '2026-11-24T05:59:59+01:00'), true);
    assert.equal(holds(around, '2026-11-24T06:00:00+01:00'), false);
  });
  it('takes 24:00 as the end of a day', () =>
    assert.equal(holds({ ...berlin, to: 24 * HOUR }, '2026-11-23T23:59:59+01:00'), true));
  it('works in a context with nothing but JavaScript’s own globals', () => {
    const context = vm.createContext(Object.create(null));
    vm.runInContext(libraryText(['scheduleOf']), context);
    const at = Date.parse('2026-11-23T08:00:00+01:00');
    const call = `scheduleOf(${JSON.stringify(berlin)}).has`;
    assert.deepEqual(
      [vm.runInContext(`${call}(${at})`, context), vm.runInContext(`${call}(${at - 1})`, context)],
      [true, false],
    );
  });
  it('is missing for an unknown zone and for what is no instant', () => {
    assert.equal(holds({ ...berlin, timezone: 'Middle/Earth' }, '2026-11-23T12:00:00Z'), undefined);
    assert.equal(duringSchedule(undefined, scheduleOf(berlin)), undefined);
    assert.equal(duringSchedule(Number.NaN, scheduleOf(berlin)), undefined);
  });
});

describeTotality([duringSchedule]);

describe('laws of schedules', () => {
  const second = fc.oneof(
    fc.nat(24).map((hour) => hour * HOUR),
    fc.nat(24 * HOUR),
  );
  const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
  const exception = fc.constantFrom(...ODD_INSTANTS.map(([, instant]) => instant.slice(0, 10)));
  const parts = fc.record({ days, from: second, to: second, except: fc.uniqueArray(exception) });

  it('law: a schedule is what the clocks and the calendar of its zone show', () => {
    fc.assert(
      fc.property(parts, zonedInstant, (window, [timezone, instant]) => {
        const schedule = { ...window, timezone };
        assert.equal(duringSchedule(instant, scheduleOf(schedule)), showsDuring(instant, schedule));
      }),
      { numRuns: 2000 },
    );
  });

  it('law: the edges of a window are exact to the second, also where clocks change', () => {
    fc.assert(
      fc.property(
        parts,
        zonedInstant,
        fc.constantFrom(-1000, 0, 1000),
        (window, [timezone, instant], shift) => {
          const { hour, minute, second } = readClock(instant, timezone);
          const from = Number(hour) * HOUR + Number(minute) * 60 + Number(second);
          const schedule = { ...window, from, timezone };
          assert.equal(scheduleOf(schedule).has(instant + shift), showsDuring(instant + shift, schedule));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

function showsDuring(instant: number, { days, from, to, except, timezone }: Schedule): boolean {
  const { hour, minute, second } = readClock(instant, timezone);
  const shown = Number(hour) * HOUR + Number(minute) * 60 + Number(second);
  const today = readDate(instant, timezone);
  const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
  const counts = (day: string): boolean =>
    days.includes(new Date(day).getUTCDay() || 7) && !except.includes(day);
  if (from < to) return counts(today) && from <= shown && shown < to;
  return (counts(today) && from <= shown) || (counts(yesterday) && shown < to);
}
