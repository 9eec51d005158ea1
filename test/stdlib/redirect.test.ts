import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freshState, type RuleContext } from '../../stdlib/effects.ts';
import { cannotRedirect, linkTo, sendOn } from '../../stdlib/redirect.ts';

const PLACE = ['https://consent.example.com/terms'];
const visit = { policy: 'p', rule: 'r', signWith: 'KEY' };
const contextOf = (fields: object): RuleContext => ({ ...fields, lintel: freshState(0) });
const sent = (fields: object, address: readonly string[] | undefined = PLACE) => {
  const context = contextOf(fields);
  const error = sendOn(context, visit, address, { version: '7' });
  return { error, redirect: context.redirect, visit: context.lintel?.visit };
};
const refused = (fields: object): unknown => Reflect.get(sent(fields).error ?? {}, 'code');

describe('a login that is sent on', () => {
  it('goes to the address, with what goes along', () =>
    assert.deepEqual(sent({ protocol: 'oidc-basic-profile' }), {
      error: undefined,
      redirect: { url: PLACE[0] },
      visit: { ...visit, url: PLACE[0], data: { version: '7' } },
    }));

  it('goes where the first rule sent it', () =>
    assert.deepEqual(sent({ redirect: { url: 'https://first.example/' } }), {
      error: undefined,
      redirect: { url: 'https://first.example/' },
      visit: undefined,
    }));

  it('is refused where nobody sits before a browser', () => {
    for (const protocol of ['oauth2-refresh-token', 'oauth2-token-exchange', 'delegation', 'oauth2-password'])
      assert.equal(refused({ protocol }), 'interaction_required');
    assert.equal(refused({ request: { query: { prompt: 'none' } } }), 'interaction_required');
  });

  it('is refused when it is back already', () => {
    const { error, redirect } = sent({ protocol: 'redirect-callback' });
    assert.match(String(error?.message), /has not been completed/);
    assert.equal(redirect, undefined);
  });

  it('fails when nobody can tell where to', () => {
    const context = contextOf({});
    const error = sendOn(context, visit, undefined, {});
    assert.equal(Reflect.get(error ?? {}, 'denied'), undefined);
    assert.match(String(error?.message), /address/);
    assert.equal(context.redirect, undefined);
  });

  it('can be one of which nothing is known', () => {
    for (const context of [undefined, null, 'x', { protocol: 7 }, { request: { query: 'prompt=none' } }])
      assert.equal(cannotRedirect(context), undefined);
  });
});

describe('a login that is linked to another account', () => {
  const linked = (id: unknown): unknown => {
    const context = contextOf({ primaryUser: 'auth0|1' });
    linkTo(context, id);
    return Reflect.get(context, 'primaryUser');
  };

  it('is for that account', () => assert.equal(linked('auth0|2'), 'auth0|2'));

  it('is for no other when nobody can tell which', () => {
    for (const id of [undefined, null, '', 7]) assert.equal(linked(id), undefined);
  });
});
