import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  addNumbers,
  divideNumbers,
  joinTexts,
  moduloNumbers,
  multiplyNumbers,
  subtractNumbers,
} from '../../stdlib/arithmetic.ts';
import { decimalText, toNumber, toText } from '../../stdlib/conversion.ts';
import { round } from '../../stdlib/numbers.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('arithmetic', () => {
  it('works out', () => {
    assert.equal(addNumbers(1, 2), 3);
    assert.equal(subtractNumbers(1, 2), -1);
    assert.equal(multiplyNumbers(3, 4), 12);
    assert.equal(divideNumbers(1, 4), 0.25);
  });
  it('is missing where there is no number', () => {
    assert.equal(divideNumbers(1, 0), undefined);
    assert.equal(moduloNumbers(1, 0), undefined);
    assert.equal(multiplyNumbers(1e300, 1e300), undefined);
    assert.equal(addNumbers('1', 2), undefined);
  });
  it('gives the rest of a division the sign of the divisor', () =>
    assert.deepEqual(
      [moduloNumbers(7, 3), moduloNumbers(-7, 3), moduloNumbers(7, -3), moduloNumbers(-7, -3)],
      [1, 2, -2, -1],
    ));

  it('law: the rest lies between nothing and the divisor', () => {
    const whole = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(
        whole,
        whole.filter((divisor) => divisor !== 0),
        (dividend, divisor) => {
          const rest = moduloNumbers(dividend, divisor) ?? Number.NaN;
          assert.ok(divisor > 0 ? rest >= 0 && rest < divisor : rest <= 0 && rest > divisor);
          assert.equal(Math.abs((dividend - rest) % divisor), 0);
        },
      ),
    );
  });
});

describe('joinTexts', () => {
  it('joins texts, numbers and truths', () => assert.equal(joinTexts('a', 1.5, true, ''), 'a1.5yes'));
  it('is missing when a part is', () => assert.equal(joinTexts('a', undefined), undefined));
  it('is missing for a list', () => assert.equal(joinTexts('a', ['b']), undefined));
  it('is missing beyond a million characters', () => {
    const half = 'x'.repeat(500_000);
    assert.equal(joinTexts(half, half)?.length, 1_000_000);
    assert.equal(joinTexts(half, half, 'x'), undefined);
  });
});

describe('numbers as text', () => {
  it('are written in plain digits', () => {
    assert.equal(decimalText(1e21), `1${'0'.repeat(21)}`);
    assert.equal(decimalText(-1.25e-7), '-0.000000125');
    assert.equal(decimalText(1.5e22), `15${'0'.repeat(21)}`);
  });
  it('law: every number is read back', () => {
    fc.assert(fc.property(number, (value) => assert.equal(toNumber(toText(value)), value === 0 ? 0 : value)));
  });
});

describe('round', () => {
  it('rounds a half away from zero on the digits that people see', () => {
    assert.equal(round(0.5), 1);
    assert.equal(round(-0.5), -1);
    assert.equal(round(2.675, 2), 2.68);
    assert.equal(round(1e-7, 6), 0);
    assert.equal(round(9.995, 2), 10);
  });

  it('law: it gives the nearest number with so many decimals', () => {
    const places = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), places, (value, places) => {
        const rounded = round(value, places) ?? Number.NaN;
        assert.ok(Math.abs(rounded - value) <= 0.5 * 10 ** -places + 1e-9);
        assert.ok((decimalText(rounded).split('.')[1] ?? '').length <= places);
      }),
    );
  });
});
