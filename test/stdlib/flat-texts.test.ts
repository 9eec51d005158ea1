import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  buildTexts,
  findText,
  findTextFrom,
  hashOfText,
  openTexts,
  textAt,
  textsOf,
} from '../../stdlib/flat-texts.ts';

const flat = (texts: readonly string[]) => openTexts(buildTexts(texts, 0));
/** What stands at the places where the texts are found; null: nothing was found. */
const found = (
  texts: readonly string[],
  asked: readonly string[],
  all = flat(texts),
): readonly (string | null)[] =>
  asked.map((text) => {
    const place = findText(all, text);
    return place === 0 ? null : textAt(all, place);
  });
const written = (texts: readonly string[]): readonly string[] => textsOf(flat(texts));

/** Texts that all want the same slot of a table for as many. */
const crowd = (size: number): readonly string[] => {
  const texts: string[] = [];
  for (let index = 0; texts.length < size; index++)
    if ((hashOfText(`guest-${index}`) & 1023) === 5) texts.push(`guest-${index}`);
  return texts;
};

/** Few letters, so that texts often are the same or nearly, with what is hard: capitals, NUL, lone surrogates. */
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'A', '\0', 'é', '\u0142', '\ud800', '\udc00'),
  maxLength: 4,
});
const texts = fc.array(text, { maxLength: 40 });

describe('texts in flat memory', () => {
  it('are none where there are none', () => assert.deepEqual(found([], ['', 'a']), [null, null]));
  it('may be empty', () => assert.deepEqual(found(['a', ''], ['', 'a', 'b']), ['', 'a', null]));
  it('may be one', () =>
    assert.deepEqual(found(['ada'], ['ada', 'ad', 'adaa', 'Ada']), ['ada', null, null, null]));
  it('are kept once', () => assert.deepEqual(written(['b', 'a', 'b', 'a']), ['b', 'a']));
  it('may be very long', () => {
    const long = 'x'.repeat(100_000);
    assert.deepEqual(found(['y', long, `${long}x`], [long, `${long}x`, `${long}y`]), [
      long,
      `${long}x`,
      null,
    ]);
    assert.deepEqual(written([long, 'y']), [long, 'y']);
  });
  it('take a byte for a unit where they can', () => {
    assert.equal(buildTexts(['\xff'], 0).width, 1);
    assert.equal(buildTexts(['\u0100'], 0).width, 2);
  });
  it('are told apart by their last unit and their first, however many there are', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `${'same'.repeat(10)}${index}`);
    const all = flat(many);
    assert.deepEqual(found([], many, all), many);
    assert.ok(many.every((text) => findText(all, `${text}-`) === 0 && findText(all, `-${text}`) === 0));
  });
  it('are not found by what they begin with, even where there is little room for hashes', () => {
    const long = 'ab'.repeat(4_000_000);
    const all = flat([long]);
    for (let length = 0; length < 12_000; length++) assert.equal(findText(all, long.slice(0, length)), 0);
    assert.notEqual(findText(all, long), 0);
  });
  it('are found even if they crowd in one place, and with few steps', () => {
    const all = crowd(400);
    const parts = buildTexts(all, 0);
    assert.equal(parts.rest.length, 400 - 64);
    assert.deepEqual(found(all, all), all);
    assert.deepEqual(found(all, crowd(410).slice(400)), Array(10).fill(null));
    assert.deepEqual(written([...all, ...all]), all);
  });
  it('are found as small letters even if they crowd in one place', () => {
    const all = crowd(400);
    const lowered = flat(all);
    const asked = all.map((text) => findTextFrom(lowered, hashOfText(text), `x${text.toUpperCase()}`, 1, 32));
    assert.deepEqual(
      asked.map((place) => textAt(lowered, place)),
      all,
    );
  });

  it('law: are the texts that were given, in order', () =>
    fc.assert(fc.property(texts, (given) => assert.deepEqual(written(given), [...new Set(given)]))));
  it('law: are found exactly', () =>
    fc.assert(
      fc.property(texts, texts, (given, asked) =>
        assert.deepEqual(
          found(given, asked),
          asked.map((one) => (given.includes(one) ? one : null)),
        ),
      ),
    ));
  it('law: are found at the end of a longer text', () =>
    fc.assert(
      fc.property(texts, text, text, (given, before, asked) => {
        const all = flat(given);
        assert.equal(
          findTextFrom(all, hashOfText(asked), before + asked, before.length, 0),
          findText(all, asked),
        );
      }),
    ));
  it('law: are the same out of another memory', () =>
    fc.assert(
      fc.property(texts, texts, (given, asked) => {
        const parts = buildTexts(given, 0);
        const memory = new SharedArrayBuffer(parts.memory.byteLength);
        new Uint8Array(memory).set(new Uint8Array(parts.memory));
        const all = openTexts({ ...JSON.parse(JSON.stringify(parts)), memory });
        assert.deepEqual(found(given, asked, all), found(given, asked));
      }),
    ));
});
