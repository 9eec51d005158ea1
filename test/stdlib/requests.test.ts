import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { joinPieces, secretText, wholeRecord } from '../../stdlib/pieces.ts';
import { draftRequest, urlPieces } from '../../stdlib/requests.ts';
import { hostileText } from '../arbitraries/index.ts';

const BASE = 'https://crm.example.com/people/';
const url = (texts: readonly string[], ...values: readonly unknown[]): string | undefined =>
  urlPieces(texts, values)?.join('');
const body = (value: unknown): unknown => draftRequest('POST', [BASE], [], value)?.body;
const header = (value: unknown): unknown =>
  draftRequest('GET', [BASE], [['X', value]], null)?.headers[0]?.[1];

describe('the address of a request', () => {
  it('holds values percent-encoded, each by itself', () =>
    assert.equal(url([BASE, '?q=', ''], 'a/b?c#d', "é&'*="), `${BASE}a%2Fb%3Fc%23d?q=%C3%A9%26%27%2A%3D`));

  it('holds numbers and truths as texts of the language', () =>
    assert.equal(url([BASE, '/', ''], 1e21, true), `${BASE}1000000000000000000000/yes`));

  it('is missing when a value is missing or none that is written in one word', () => {
    for (const value of [undefined, null, [], {}, Number.NaN])
      assert.equal(url([BASE, ''], value), undefined);
  });

  it('is missing when a value is half a character', () => assert.equal(url([BASE, ''], '\ud800'), undefined));

  it('is missing when a value of the path is empty, but not when one of the query is', () => {
    assert.equal(url([BASE, ''], ''), undefined);
    assert.equal(url([`${BASE}?q=`, ''], ''), `${BASE}?q=`);
  });

  it('is missing when values make a part of the path that leads elsewhere', () => {
    assert.equal(url([BASE, ''], '..'), undefined);
    assert.equal(url([BASE, '', ''], '.', '.'), undefined);
    assert.equal(url([`${BASE}.`, '/x'], '.'), undefined);
    assert.equal(url([`${BASE}%2E`, ''], '.'), undefined);
    assert.equal(url([BASE, '?x'], '.'), undefined);
    assert.equal(url([`${BASE}.\t`, ''], '.'), undefined);
    assert.equal(url([BASE, '\\x'], '..'), undefined);
  });

  it('may have points beside other characters, and in the query', () => {
    assert.equal(url([BASE, '/', ''], '...', 'a.b'), `${BASE}.../a.b`);
    assert.equal(url([`${BASE}?q=`, ''], '..'), `${BASE}?q=..`);
  });

  it('is missing when a value would stand in the host', () => {
    assert.equal(url(['https://', '/x'], 'evil.example'), undefined);
    assert.equal(url(['https://crm.example.com', '/x'], '.evil.example'), undefined);
    assert.equal(url(['https://crm@', '/x'], 'evil.example'), undefined);
    assert.equal(url(['', '/x'], 'https://evil.example'), undefined);
  });

  it('keeps secrets apart from texts', () =>
    assert.deepEqual(urlPieces([`${BASE}?key=`, '&q=', ''], [secretText('KEY'), 'a b']), [
      `${BASE}?key=`,
      { secret: 'KEY' },
      '&q=a%20b',
    ]));

  it('law: leads to the same host and place, with the same parameters, whatever the values are', () => {
    const property = fc.property(hostileText, hostileText, (place, query) => {
      const made = url([BASE, '/orders?q=', '&r=1#x'], place, query);
      if (made === undefined) return;
      const { origin, pathname, searchParams, hash } = new URL(made);
      assert.equal(origin, 'https://crm.example.com');
      assert.deepEqual(pathname.split('/').map(decodeURIComponent), ['', 'people', place, 'orders']);
      assert.deepEqual(
        [...searchParams],
        [
          ['q', query],
          ['r', '1'],
        ],
      );
      assert.equal(hash, '#x');
    });
    fc.assert(property, { numRuns: 1000 });
  });
});

describe('the body of a request', () => {
  it('is a text when it is one', () => assert.deepEqual(body('a"b'), { type: 'text', pieces: ['a"b'] }));

  it('is JSON when it is a list, a record, a number or a truth', () => {
    assert.deepEqual(body({ a: ['"', 1, null], b: undefined }), {
      type: 'json',
      pieces: ['{"a":["\\"",1,null]}'],
    });
    assert.deepEqual(body(7), { type: 'json', pieces: ['7'] });
  });

  it('may be empty', () => assert.equal(draftRequest('POST', [BASE], [], null)?.body, null));

  it('has secrets inside texts, in pieces of their own', () =>
    assert.deepEqual(body({ key: joinPieces('a"', secretText('KEY')), n: 1 }), {
      type: 'json',
      pieces: ['{"key":"a\\"', { secret: 'KEY' }, '","n":1}'],
    }));

  it('takes no data for a secret, whatever it looks like', () =>
    assert.deepEqual(body(JSON.parse('{"secret":"KEY","lintel.secret":[{"secret":"KEY"}]}')), {
      type: 'json',
      pieces: ['{"secret":"KEY","lintel.secret":[{"secret":"KEY"}]}'],
    }));

  it('has fields of any name', () =>
    assert.deepEqual(body(wholeRecord(['__proto__', 'a'], 'x', 1)), {
      type: 'json',
      pieces: ['{"__proto__":"x","a":1}'],
    }));

  it('is missing when a part of it is missing, or when it is too deep', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 200; level++) deep = [deep];
    assert.equal(wholeRecord(['a', 'b'], 'x', undefined), undefined);
    assert.equal(draftRequest('POST', [BASE], [], undefined), undefined);
    assert.equal(draftRequest('POST', [BASE], [], deep), undefined);
  });

  it('law: says what it was made of', () => {
    const property = fc.property(
      fc.oneof(fc.jsonValue(), fc.dictionary(hostileText, hostileText)),
      (value) => {
        fc.pre(typeof value === 'object' && value !== null);
        const pieces = draftRequest('POST', [BASE], [], value)?.body?.pieces ?? [];
        assert.deepEqual(JSON.parse(pieces.join('')), JSON.parse(JSON.stringify(value)));
      },
    );
    fc.assert(property);
  });
});

describe('the headers of a request', () => {
  it('hold texts, numbers, truths and secrets', () => {
    assert.deepEqual(header(7), ['7']);
    assert.deepEqual(header(joinPieces('Bearer ', secretText('KEY'))), ['Bearer ', { secret: 'KEY' }]);
  });

  it('make the request missing when a value is missing', () => {
    for (const value of [undefined, null, [], {}]) assert.equal(header(value), undefined);
  });

  it('law: never hold what ends a line', () => {
    const property = fc.property(hostileText, (text) => {
      const [value = ''] = draftRequest('GET', [BASE], [['X', text]], null)?.headers[0]?.[1] ?? [];
      assert.match(String(value), /^[\t\x20-\x7e\xa0-\xff]*$/);
    });
    fc.assert(property, { numRuns: 1000 });
  });
});
