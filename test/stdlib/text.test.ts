import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lower, upper } from '../../stdlib/case.ts';
import { base64Decode, base64Encode, urlDecode, urlEncode } from '../../stdlib/encoding.ts';
import { compilePattern } from '../../stdlib/pattern.ts';
import {
  firstChars,
  joinText,
  lastChars,
  length,
  replaceMatches,
  replaceText,
  splitText,
} from '../../stdlib/text.ts';

const text = fc.string({ unit: 'binary' });
const any = fc.string({ unit: fc.oneof(fc.constantFrom('\ud800', '\udc00', 'é', '😀', 'a'), text) });

describe('lower and upper', () => {
  it('map one character to one', () => {
    assert.equal(lower('İ'), 'i');
    assert.equal(lower('ΟΔΟΣ'), 'οδοσ');
    assert.equal(upper('ﬁŉ'), 'ﬁŉ');
    assert.equal(upper('ᾳᾀ'), 'ᾼᾈ');
  });
  it('law: they keep the number of characters', () => {
    fc.assert(
      fc.property(any, (text) => {
        assert.equal(length(lower(text)), length(text));
        assert.equal(length(upper(text)), length(text));
      }),
    );
  });
});

describe('parts of a text', () => {
  it('law: the first and the other characters make the whole', () => {
    fc.assert(
      fc.property(text, fc.nat(12), (text, count) => {
        const rest = Math.max(0, (length(text) ?? 0) - count);
        assert.equal(`${firstChars(text, count)}${lastChars(text, rest)}`, text);
      }),
    );
  });
  it('law: what was split can be joined again', () => {
    const short = fc.string({ unit: fc.constantFrom('a', ',', '-'), maxLength: 8 });
    fc.assert(
      fc.property(short, short, (text, separator) =>
        assert.equal(joinText(splitText(text, separator), separator), text),
      ),
    );
  });
  it('law: replacing is splitting by one text and joining by another', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', '$', '&'), maxLength: 8 });
    fc.assert(
      fc.property(short, short, short, (text, part, replacement) => {
        fc.pre(part !== '');
        assert.equal(replaceText(text, part, replacement), text.split(part).join(replacement));
      }),
    );
  });
});

describe('long texts', () => {
  const long = 'a'.repeat(1_000_000);

  it('are missing beyond a million characters', () => {
    assert.equal(replaceText(long, 'a', 'b')?.length, 1_000_000);
    assert.equal(replaceText(long, 'a', 'bb'), undefined);
    assert.equal(replaceMatches(long, compilePattern('a', ''), 'bb'), undefined);
    assert.equal(joinText([long, ''], 'b'), undefined);
    assert.equal(urlEncode('é'.repeat(200_000)), undefined);
    assert.equal(base64Encode(long), undefined);
  });
  it('never take all memory', () => {
    assert.equal(replaceText(long, 'a', long), undefined);
    assert.equal(replaceMatches(long, compilePattern('a', ''), long), undefined);
  });
});

describe('encodings', () => {
  it('law: base64 agrees with Node and is read back', () => {
    fc.assert(
      fc.property(any, (text) => {
        assert.equal(base64Encode(text), Buffer.from(text, 'utf8').toString('base64'));
        assert.equal(base64Decode(base64Encode(text)), text.toWellFormed());
        assert.equal(base64Decode(Buffer.from(text, 'utf8').toString('base64url')), text.toWellFormed());
      }),
    );
  });
  it('law: base64 of what is no UTF-8 is missing', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const decoded = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
        const isText = Buffer.from(decoded, 'utf8').equals(Buffer.from(bytes));
        assert.equal(base64Decode(Buffer.from(bytes).toString('base64')), isText ? decoded : undefined);
      }),
    );
  });
  it('refuse broken base64', () => {
    for (const broken of ['Y', 'YQ=', 'YQ===', 'Y Q=', '=', 'YQ==YQ=='])
      assert.equal(base64Decode(broken), undefined);
  });
  it('law: a part of an address is read back, and holds only safe characters', () => {
    fc.assert(
      fc.property(any, (text) => {
        assert.match(urlEncode(text) ?? '', /^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*$/);
        assert.equal(urlDecode(urlEncode(text)), text.toWellFormed());
      }),
    );
  });
});
