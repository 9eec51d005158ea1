import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { library, type Schedule, type Type } from '../../stdlib/index.ts';
import { fold, isDuring, isInRanges, shapeAs } from '../reference/index.ts';
import { runs } from './runs.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
];
const DAY = 86_400;

const schedule: fc.Arbitrary<Schedule> = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  from: fc.integer({ min: 0, max: DAY - 1 }),
  to: fc.integer({ min: 0, max: DAY }),
  timezone: fc.constantFrom(...ZONES),
  except: fc.uniqueArray(fc.constantFrom('2026-03-29', '2026-10-25', '2026-11-01', '2026-12-25'), {
    maxLength: 2,
  }),
});

/** Any second of 2026, with the hours about changes of the clock more often. */
const instant = fc.oneof(
  fc
    .integer({ min: 0, max: 365 * DAY })
    .map((seconds) => Date.parse('2026-01-01T00:00:00Z') + seconds * 1000),
  fc
    .tuple(
      fc.constantFrom(
        '2026-03-29T01:00:00Z',
        '2026-10-25T01:00:00Z',
        '2026-03-08T07:00:00Z',
        '2026-11-01T06:00:00Z',
        '2026-04-04T15:00:00Z',
      ),
      fc.integer({ min: -2 * 3600, max: 2 * 3600 }),
    )
    .map(([change, seconds]) => Date.parse(change) + seconds * 1000),
);

const group = fc.constantFrom('0', '1', 'ff', 'FFFF', '0db8', 'a0b0');
/** Addresses of which nobody doubts what they are: IPv4 inside IPv6 is another matter. */
const address = fc.oneof(
  fc.ipV4(),
  fc
    .tuple(fc.constantFrom('2001', 'fd00'), group, group, group, group, group, group, group)
    .map((groups) => groups.join(':')),
  fc
    .tuple(fc.constantFrom('2001', 'fd00'), group, group)
    .map(([first, middle, last]) => `${first}:${middle}::${last}`),
);
const range = fc
  .tuple(address, fc.nat(128))
  .map(([text, bits]) => `${text}/${text.includes(':') ? Math.max(8, bits) : bits % 33}`);

const label = fc.string({
  unit: fc.constantFrom('a', 'Z', 'é', 'e\u0301', 'ü', '1'),
  minLength: 1,
  maxLength: 8,
});
const domain = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => `${labels.join('.')}.example`);

describe('the parts of the language', () => {
  it('a schedule is open when the clock on the wall says so', () => {
    const property = fc.property(schedule, instant, (written, at) => {
      assert.equal(call('duringSchedule', at, call('scheduleOf', written)), isDuring(at, written));
    });
    fc.assert(property, runs(2000));
  });

  it('a network holds the addresses of its ranges', () => {
    const property = fc.property(fc.array(range, { maxLength: 6 }), address, (ranges, text) => {
      const inside = ranges.map((one) => one.split('/')[0] ?? '');
      for (const ip of [text, ...inside]) {
        assert.equal(
          call('inNetwork', ip, call('networkOf', ranges)),
          isInRanges(ip, ranges),
          `${ip} in ${ranges}`,
        );
      }
    });
    fc.assert(property, runs(1000));
  });

  it('texts of a type are equal as the document says', () => {
    const equals = fc.oneof(
      fc.tuple(fc.constant('foldDomain'), fc.constant<Type>({ kind: 'domain' }), domain),
      fc.tuple(
        fc.constant('foldEmail'),
        fc.constant<Type>({ kind: 'email' }),
        fc
          .tuple(fc.string({ unit: fc.constantFrom('a', 'Z', 'é', 'É', '@', '.') }), domain)
          .map((parts) => parts.join('@')),
      ),
      fc.tuple(fc.constant('foldAscii'), fc.constant<Type>({ kind: 'group' }), fc.string({ unit: 'binary' })),
    );
    const property = fc.property(equals, ([name, type, text]) => {
      assert.equal(call(name, text), fold(text, type, 'by type'));
    });
    fc.assert(property, runs(2000));
  });

  it('a value has the shape of a type or is missing', () => {
    const shapes: readonly (readonly [string, Type])[] = [
      ['textOf', { kind: 'text' }],
      ['numberOf', { kind: 'number' }],
      ['truthOf', { kind: 'yes/no' }],
      ['dateOf', { kind: 'date' }],
      ['timeOf', { kind: 'time' }],
      ['ipOf', { kind: 'ip' }],
      ['countryOf', { kind: 'country' }],
    ];
    const nearly = fc.constantFrom(
      '2026-02-28',
      '2026-02-30',
      '2024-02-29',
      '24:00',
      '23:59',
      '07:05:60',
      '1.2.3.4',
      '01.2.3.4',
      '::1',
      '1::2::3',
      '::ffff:1.2.3.4',
      'fe80::1%eth0',
    );
    const property = fc.property(
      fc.constantFrom(...shapes),
      fc.oneof(fc.jsonValue(), nearly, fc.ipV4(), fc.ipV6()),
      ([name, type], raw) => {
        assert.deepStrictEqual(call(name, raw), shapeAs(raw, type));
      },
    );
    fc.assert(property, runs(2000));
  });
});

function call(name: string, ...values: readonly unknown[]): unknown {
  const found = library.get(name);
  assert.ok(found !== undefined, `the library has ${name}`);
  return found(...values);
}
