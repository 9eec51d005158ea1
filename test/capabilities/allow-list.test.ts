import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openAllowList, readHostPattern } from '../../runtime/capabilities/allow-list.ts';
import { runs } from '../laws/runs.ts';

function isAllowed(pattern: string, url: string): boolean {
  return openAllowList([pattern]).has(new URL(url));
}

describe('a host pattern', () => {
  const cases: readonly (readonly [pattern: string, url: string, isAllowed: boolean])[] = [
    ['api.example.com', 'https://api.example.com/x?y', true],
    ['api.example.com', 'https://example.com', false],
    ['api.example.com', 'https://x.api.example.com', false],
    ['api.example.com', 'https://api.example.com.evil.test', false],
    ['api.example.com', 'https://api.example.com@evil.test', false],
    ['API.Example.com', 'https://api.EXAMPLE.com', true],
    ['api.example.com.', 'https://api.example.com', true],
    ['api.example.com', 'https://api.example.com./', true],
    ['bücher.example', 'https://xn--bcher-kva.example', true],
    ['xn--bcher-kva.example', 'https://BÜCHER.example', true],
    ['*.example.com', 'https://a.example.com', true],
    ['*.example.com', 'https://a.b.example.com', true],
    ['*.example.com', 'https://example.com', false],
    ['*.example.com', 'https://badexample.com', false],
    ['example.com:8443', 'https://example.com:8443', true],
    ['example.com:8443', 'https://example.com', false],
    ['example.com:443', 'https://example.com', true],
    ['example.com:443', 'http://example.com', false],
    ['example.com', 'http://example.com:8080', true],
    ['*.example.com:80', 'http://a.example.com', true],
    ['*', 'https://anything.test', true],
    ['*:443', 'http://anything.test', false],
    ['203.0.113.7', 'http://0xCB007107/', true],
    ['127.0.0.1:3000', 'http://127.1:3000', true],
    ['::1', 'http://[0:0::1]/', true],
    ['[::1]:80', 'http://[::1]/', true],
    ['[::1]:81', 'http://[::1]/', false],
  ];
  for (const [pattern, url, expected] of cases) {
    it(`${pattern} ${expected ? 'has' : 'does not have'} ${url}`, () => {
      assert.equal(isAllowed(pattern, url), expected);
    });
  }

  for (const text of [
    '',
    'https://example.com',
    'example.com/path',
    'ada@example.com',
    'a b',
    'example.com:0',
    'example.com:70000',
    'example.com:x',
    '*example.com',
    'a.*.com',
    '*.*.com',
    '*.127.0.0.1',
    '*.[::1]',
    '**',
    '*.',
    '.',
    'a%2eb',
    '[::1',
    'x?y',
    'x#y',
    'a\\b',
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => assert.equal(readHostPattern(text), null));
  }
});

describe('an allow-list', () => {
  const host = fc.domain().filter((name) => URL.canParse(`http://${name}`));

  it('law: has a host exactly when one of its patterns has it', () => {
    fc.assert(
      fc.property(fc.array(host, { maxLength: 5 }), host, (patterns, name) => {
        const url = new URL(`https://${name}/`);
        assert.equal(
          openAllowList(patterns).has(url),
          patterns.some((pattern) => new URL(`https://${pattern}`).hostname === url.hostname),
        );
      }),
      runs(200),
    );
  });

  it('law: `*.host` has everything below the host and not the host', () => {
    fc.assert(
      fc.property(host, fc.stringMatching(/^[a-z]{1,10}(\.[a-z]{1,10})?$/), (name, label) => {
        assert.equal(isAllowed(`*.${name}`, `https://${label}.${name}/`), true);
        assert.equal(isAllowed(`*.${name}`, `https://${name}/`), false);
        assert.equal(isAllowed(`*.${name}`, `https://${label}${name}/`), false);
      }),
      runs(200),
    );
  });

  it('has nothing when it is empty', () => {
    assert.equal(openAllowList([]).has(new URL('https://example.com')), false);
  });
});
