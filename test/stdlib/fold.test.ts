import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { foldCase } from '../../stdlib/case.ts';
import { foldAscii, foldDomain, foldEmail, foldList } from '../../stdlib/fold.ts';
import { punycode } from '../../stdlib/punycode.ts';

const KELVIN = '\u212a';
const same = (fold: (text: unknown) => unknown, ...texts: readonly string[]): void =>
  assert.equal(new Set(texts.map(fold)).size, 1);
const differ = (fold: (text: unknown) => unknown, ...texts: readonly string[]): void =>
  assert.equal(new Set(texts.map(fold)).size, texts.length);

/** Texts with what folding is about: letters in both cases, marks, signs that look like letters. */
const letters = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      'h',
      'H',
      'A',
      'k',
      KELVIN,
      'ß',
      'İ',
      'ı',
      'i',
      'Ü',
      'ü',
      '\u0331',
      '\u0308',
      '.',
      '@',
      '-',
    ),
    fc.constantFrom('σ', 'ς', 'Σ', '\u037e', '\u1fef', '\u2126', '\ud800', '😀', 'ſ', 'Å'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

describe('foldAscii', () => {
  it('folds ASCII letters', () => assert.equal(foldAscii('HR Managers Ü'), 'hr managers Ü'));
  it('folds nothing else', () => differ(foldAscii, 'k', KELVIN, 'i', 'İ', 'ı', 's', 'ſ', 'ü', 'Ü'));
});

describe('foldDomain', () => {
  it('gives the A-labels of a domain', () =>
    assert.equal(foldDomain('bücher.example'), 'xn--bcher-kva.example'));
  it('has no regard to case', () =>
    same(foldDomain, 'bücher.example', 'BÜCHER.Example', 'XN--BCHER-KVA.EXAMPLE', 'bu\u0308cher.example'));
  it('keeps the Kelvin sign and the Turkish letters apart', () =>
    differ(foldDomain, 'kiel.example', `${KELVIN}iel.example`, 'kİel.example', 'kıel.example'));
  it('leaves a label alone that is too long for DNS', () => {
    assert.equal(foldDomain('ü'.repeat(64)), 'ü'.repeat(64));
    assert.match(foldDomain('ü'.repeat(63)) ?? '', /^xn--/);
  });

  it('law: it agrees with the URL standard on names in lower case', () => {
    const letter = fc.constantFrom(...'abcxyz0189', ...'äöüéñçøåπλωждщю日本語中文', '\u{20000}');
    const label = fc.string({ unit: letter, minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 3 }), (labels) => {
        const domain = `${labels.join('.')}.example`;
        assert.equal(foldDomain(domain), domainToASCII(domain));
      }),
    );
  });
});

describe('punycode', () => {
  const encodes = (text: string, encoded: string): void => assert.equal(punycode(text), encoded);

  it('encodes the samples of RFC 3492', () => {
    encodes('ليهمابتكلموشعربي؟', 'egbpdaj6bu4bxfgehfvwxn');
    encodes('他们为什么不说中文', 'ihqwcrb4cv8a8dqg056pqjye');
    encodes('Pročprostěnemluvíčesky', 'Proprostnemluvesky-uyb24dma41a');
    encodes('3年B組金八先生', '3B-ww4c5e180e575a65lsy2b');
    encodes('そのスピードで', 'd9juau41awczczp');
  });
  it('ends ASCII text with a hyphen', () => encodes('abc', 'abc-'));
});

describe('foldEmail', () => {
  it('has no regard to case, nor to how the domain is written', () =>
    same(foldEmail, 'Ada@Bücher.example', 'ada@xn--bcher-kva.EXAMPLE', 'ADA@bu\u0308cher.example'));
  it('takes the part after the last @ for the domain', () =>
    assert.equal(foldEmail('"Ü@x"@Ü.example'), '"Ü@x"@xn--tda.example'));
  it('brings accents to one form', () => same(foldEmail, 'e\u0301va@x.example', '\u00e9va@x.example'));
  it('keeps the Kelvin sign apart from k', () =>
    differ(foldEmail, 'kim@x.example', `${KELVIN}im@x.example`, 'kim@x.examplı'));
  it('folds what is no address', () => assert.equal(foldEmail('Nobody'), 'nobody'));
});

describe('foldCase', () => {
  it('brings the forms of a letter together', () => {
    same(foldCase, 'ΟΔΟΣ', 'οδος', 'οδοσ');
    same(foldCase, 'Straße', 'STRAẞE');
    same(foldCase, 'k', KELVIN, 'K');
    same(foldCase, 'ᾳ', 'ᾼ');
  });
  it('changes no letter into several', () => differ(foldCase, 'straße', 'strasse'));
  it('keeps the Turkish letters apart', () => differ(foldCase, 'i', 'ı', 'İ'));

  it('law: a letter and its fold are equal to a regular expression without regard to case', () => {
    for (let point = 0; point < 0x1e944; point++) {
      const letter = String.fromCodePoint(point);
      if (!/\p{Changes_When_Casemapped}/u.test(letter)) continue;
      assert.match(foldCase(letter) ?? '', new RegExp(`^\\u{${point.toString(16)}}$`, 'iu'));
    }
  });
});

describe('every fold', () => {
  for (const fold of [foldAscii, foldDomain, foldEmail, foldCase]) {
    it(`law: ${fold.name} done twice is ${fold.name}`, () => {
      fc.assert(
        fc.property(letters, (text) => assert.equal(fold(fold(text)), fold(text))),
        { numRuns: 1000 },
      );
    });
    it(`law: ${fold.name} has no regard to the case of ASCII letters`, () => {
      fc.assert(
        fc.property(fc.string(), (text) =>
          assert.equal(fold(text.replace(/[a-z]/g, (letter) => letter.toUpperCase())), fold(text)),
        ),
      );
    });
  }

  for (const fold of [foldDomain, foldEmail]) {
    it(`law: ${fold.name} has no regard to how accents are written`, () => {
      const word = fc.string({
        unit: fc.constantFrom('h', 'H', 'a', 'Å', 'ü', '\u0331', '\u0308', '.', '@'),
      });
      fc.assert(fc.property(word, (text) => same(fold, text, text.normalize('NFC'), text.normalize('NFD'))));
    });
  }
});

describe('foldList', () => {
  it('folds every member', () => assert.deepEqual(foldList(['HR', 'It'], foldAscii), ['hr', 'it']));
  it('is missing when a member cannot be folded', () =>
    assert.equal(foldList(['HR', 3], foldAscii), undefined));
  it('is missing for what is no list', () => assert.equal(foldList('HR', foldAscii), undefined));
});
