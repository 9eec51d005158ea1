import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addScopes, grantedScopes, limitScopes, removeScopes } from '../../stdlib/index.ts';

type Change = typeof addScopes;

/** The scopes after a change, of a login that asked for two. */
function after(change: Change, scopes: readonly string[] | undefined): readonly string[] {
  const context = { request: { query: { scope: 'openid read' } } };
  change(context, scopes);
  return grantedScopes(context);
}

describe('scopes', () => {
  it('are added, taken away and limited', () => {
    assert.deepEqual(after(addScopes, ['write']), ['openid', 'read', 'write']);
    assert.deepEqual(after(removeScopes, ['read']), ['openid']);
    assert.deepEqual(after(limitScopes, ['read']), ['read']);
  });

  for (const several of ['tenant:x admin', 'a\tb', ' read', 'a\u00a0b', ''])
    it(`that no single scope can be, such as ${JSON.stringify(several)}, are missing`, () => {
      for (const change of [addScopes, removeScopes, limitScopes])
        assert.deepEqual(after(change, ['openid', several]), after(change, undefined));
    });
});
