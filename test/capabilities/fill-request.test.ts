import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fillRequest, hideSecrets } from '../../runtime/capabilities/fill-request.ts';
import type { RequestDraft } from '../../stdlib/index.ts';

const DRAFT: RequestDraft = { method: 'POST', url: ['https://a.example/'], headers: [], body: null };
const KEY = { secret: 'key' };

function fill(more: Partial<RequestDraft>, key = 'k') {
  const filled = fillRequest({ ...DRAFT, ...more }, new Map([['key', key]]));
  if (!filled.ok) return filled.error.message;
  const { body, ...request } = filled.value;
  return { ...request, body: body === null ? null : Buffer.from(body, 'base64').toString() };
}

describe('a request with secrets', () => {
  it('is as it stands without any', () => {
    assert.deepEqual(fill({}), {
      url: 'https://a.example/',
      method: 'POST',
      headers: [],
      body: null,
      timeout: null,
      redirect: 'follow',
    });
  });

  it('has them where they cannot become anything else', () => {
    const hostile = '"},/../?a=b#c\n\\\'(é';
    const filled = fill(
      { url: ['https://a.example/', KEY, '/x'], body: { type: 'json', pieces: ['["', KEY, '"]'] } },
      hostile,
    );
    assert.ok(typeof filled === 'object');
    const { pathname, search, hash } = new URL(filled.url);
    assert.deepEqual([pathname.split('/').length, search, hash], [3, '', '']);
    assert.equal(decodeURIComponent(pathname.split('/')[1] ?? ''), hostile);
    assert.deepEqual(JSON.parse(filled.body ?? ''), [hostile]);
  });

  for (const [type, header] of [
    ['json', 'application/json'],
    ['text', 'text/plain; charset=utf-8'],
  ] as const) {
    it(`says what its body is: ${type}`, () => {
      const body = { type, pieces: ['1'] };
      const [own, told] = [fill({ body }), fill({ body, headers: [['Content-Type', ['x/y']]] })];
      assert.deepEqual(typeof own === 'object' && own.headers, [['content-type', header]]);
      assert.deepEqual(typeof told === 'object' && told.headers, [['Content-Type', 'x/y']]);
    });
  }

  it('is none without a value for one of them', () => {
    assert.equal(
      fill({ headers: [['x', [{ secret: '__proto__' }]]] }),
      'the secret `__proto__` has no value; `lintel check` tells how it gets one',
    );
  });

  it('is none where an address cannot carry one', () => {
    assert.match(
      String(fill({ url: ['https://a.example/', KEY] }, '\ud800')),
      /`key` cannot stand in an address/,
    );
  });

  it('follows no redirect that would carry one away', () => {
    const redirects = [
      { url: ['https://a.example/', KEY] },
      { headers: [['Authorization', ['Bearer ', KEY]]] as const },
      { headers: [['X-Key', [KEY]]] as const },
      { body: { type: 'text', pieces: [KEY] } as const },
    ].map((more) => {
      const filled = fill(more);
      return typeof filled === 'object' && filled.redirect;
    });
    assert.deepEqual(redirects, ['follow', 'follow', 'manual', 'manual']);
  });

  it('is spoken of without them', () => {
    const url = ['https://a.example/', KEY, '/', { secret: 'none' }];
    const message = hideSecrets(
      '`https://a.example/a%2Fb/` is ill',
      { ...DRAFT, url },
      new Map([['key', 'a/b']]),
    );
    assert.equal(message, '`https://a.example/…/` is ill');
  });
});
