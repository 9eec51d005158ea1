import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainHost } from '../../../../compiler/check/definitions/explain-host.ts';

describe('explainHost', () => {
  const hosts = [
    'api.example.com',
    'API.Example.COM.',
    '*.example.com',
    'localhost',
    'localhost:8080',
    'bücher.example',
    '203.0.113.7',
    '203.0.113.7:443',
    '2001:db8::1',
    '[2001:db8::1]:443',
    '*',
  ];
  for (const host of hosts) it(`takes ${host}`, () => assert.equal(explainHost(host), null));

  const others: readonly (readonly [text: string, instead: string | null])[] = [
    ['https://api.example.com/v1?x', 'api.example.com'],
    ['https://ana:pw@api.example.com', 'api.example.com'],
    ['api.example.com/v1', 'api.example.com'],
    ['10.0.0.0/8', null],
    ['*example.com', '*.example.com'],
    ['api.*.example.com', '*.example.com'],
    ['**.example.com', '*.example.com'],
    ['example.com:0', null],
    ['example.com:65536', null],
    ['256.1.1.1', null],
    ['*.1.2.3.4', null],
    ['a b', null],
    ['-a.example', null],
    ['a..b', null],
    ['', null],
  ];
  for (const [text, instead] of others) {
    it(`refuses ${text || 'nothing'} and means ${instead ?? 'nothing'}`, () =>
      assert.equal(explainHost(text)?.instead, instead));
  }
});
