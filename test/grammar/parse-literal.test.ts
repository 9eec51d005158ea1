import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DURATION_UNITS, parseDuration, parseExpression, plainNumber } from '../../grammar/index.ts';
import { runs } from '../laws/runs.ts';
import { sketch } from './sketch.ts';

/** The kind of literal that a text is read as; `bad-…` when it is badly formed. */
function kindOf(text: string): string {
  const { value, diagnostics } = parseExpression(text);
  return diagnostics[0]?.code ?? value?.kind ?? '';
}

const KINDS: Readonly<Record<string, readonly string[]>> = {
  number: ['0', '7', '0.5', '1.50', '1000000', '9007199254740991'],
  'bad-number': ['00', '01.5', '1e5', '1_000', '0x1F', '9007199254740993', '1.5.x', `1${'0'.repeat(400)}`],
  duration: ['1 day', '90 days', '12h', '500 ms', '1.5 hours', '2 H', '0 seconds', '3\nweeks'],
  'bad-duration': ['1 month', '2 years', '3 mins', '10 secs', '1 y'],
  date: ['2026-12-24', '2024-02-29', '2000-02-29', '0001-01-01'],
  'bad-date': [
    '2026-02-29',
    '1900-02-29',
    '2026-00-10',
    '2026-01-00',
    '2026-04-31',
    '0000-01-01',
    '26-01-01',
    '2026/01/02',
  ],
  time: ['00:00', '08:00', '23:59', '08:00:30'],
  'bad-time': ['8:00', '24:00', '08:60', '08:00:60', '08:', '8 am', '12:30pm', '13 pm'],
  instant: [
    '2026-11-22T12:00:00+01:00',
    '2026-11-22T12:00Z',
    '2026-11-22T12:00:00.123456Z',
    '2026-11-22T12:00:00-14:00',
  ],
  'bad-instant': [
    '2026-11-22T12:00:00',
    '2026-11-22T12',
    '2026-11-22T12:00:00+1:00',
    '2026-11-22t12:00:00z',
    '2026-11-22T12:00:00+14:30',
  ],
  ip: [
    '203.0.113.7',
    '0.0.0.0',
    '255.255.255.255',
    '::',
    '::1',
    '2001:db8::1',
    '2001:DB8::A',
    '::ffff:1.2.3.4',
    '1:2:3:4:5:6:7:8',
    '1::8',
    'fe80::',
    'cafe::1',
  ],
  'bad-ip': [
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3',
    '1.2.3.4.5',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    'fe80::1%eth0',
    '12345::',
    '1.2.3.4::',
    '::1.2.3',
    ':1',
  ],
  network: [
    '203.0.113.0/24',
    '10.0.0.0/8',
    '0.0.0.0/0',
    '203.0.113.7/32',
    '2001:db8::/48',
    '::/0',
    '::1/128',
  ],
  'bad-network': ['203.0.113.7/24', '10.0.0.0/33', '10.0.0.0/08', '2001:db8::1/48', '::/129', '10.0.0/8'],
};

describe('literals', () => {
  for (const [kind, texts] of Object.entries(KINDS)) {
    for (const text of texts)
      it(`${JSON.stringify(text.slice(0, 40))} is ${kind}`, () => assert.equal(kindOf(text), kind));
  }

  it('end where the next word begins', () => {
    assert.equal(
      sketch(parseExpression('[1 day, 5 - 3, 10/2, 08:00, ::1]').value),
      '[1-day (- 5 3) (/ 10 2) time:08:00 ip:::1]',
    );
    assert.equal(sketch(parseExpression('5 mod d is 5 min').value), '(is (mod 5 d) 5-minute)');
  });
});

describe('literals, as a law', () => {
  it('the days that are read are those of the calendar', () => {
    const part = (most: number) => fc.nat(most).map((value) => String(value).padStart(2, '0'));
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 2999 }), part(13), part(32), (year, month, day) => {
        const text = `${year}-${month}-${day}`;
        const time = Date.parse(`${text}T00:00:00Z`);
        const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
        assert.equal(kindOf(text), isDay ? 'date' : 'bad-date');
      }),
      runs(500),
    );
  });

  it('a number in plain digits is read as the number', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (number) => {
        const { value, diagnostics } = parseExpression(plainNumber(number));
        assert.deepEqual(diagnostics, []);
        assert.equal(value?.kind === 'number' && value.value, number + 0);
      }),
      runs(500),
    );
  });
});

describe('parseDuration', () => {
  it('reads an amount and a unit', () => {
    const duration = parseDuration(' 12 hours ');
    assert.equal((duration?.amount ?? 0) * DURATION_UNITS[duration?.unit ?? 'day'], 43_200_000);
  });

  it('gives nothing for anything else', () => {
    for (const text of ['', '12', 'hours', '3 months', '-1 day', '1 day 2 hours', '1,5 h']) {
      assert.equal(parseDuration(text), null, text);
    }
  });
});
