import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkTarget, type EmissionTarget } from '../../../../compiler/check/definitions/check-targets.ts';
import { analyse, EMPTY_WORLD } from '../../../../compiler/index.ts';
import { parsePolicy } from '../../../../grammar/index.ts';

const sourceOf = (effect: string, more = '') => ({
  name: 'p.yaml',
  text: `policy: p\n${more}rules:\n  - id: r\n    then:\n      ${effect}\n`,
});

function refused(target: EmissionTarget, effect: string, more = ''): readonly string[] {
  const { value, diagnostics } = parsePolicy(sourceOf(effect, more));
  assert.ok(value !== null, diagnostics.map(({ message }) => message).join());
  return checkTarget(value, target).map(({ message }) => message);
}

describe('an Auth0 Action', () => {
  it('can set metadata, link and redirect', () => {
    for (const effect of [
      'set_app_metadata: { a: b }',
      'link_to: a',
      'redirect: { to: https://a.test/, with: { a: b }, sign_with: K }',
    ])
      assert.deepEqual(refused('auth0-action', effect), []);
  });

  it('cannot count', () =>
    assert.deepEqual(refused('auth0-action', 'count: { name: a }'), [
      '`count` cannot run as an Auth0 Action: there is nobody who keeps counters',
    ]));

  it('cannot ask a source', () =>
    assert.deepEqual(refused('auth0-action', 'log: a', 'sources: { crm: { url: https://a.test/ } }\n'), [
      '`sources` cannot run as an Auth0 Action: there is nobody who makes look-ups',
    ]));

  it('is told where a project is to run as one', () => {
    const { value, diagnostics } = analyse(sourceOf('notify: { url: https://a.test/ }'), {
      ...EMPTY_WORLD,
      targets: ['auth0'],
    });
    assert.equal(value, null);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['unsupported-in-target'],
    );
  });
});

describe('an Auth0 rule and a standalone file', () => {
  for (const target of ['auth0-rule', 'standalone'] as const) {
    it(`cannot store metadata as ${target}`, () =>
      assert.match(refused(target, 'set_user_metadata: { a: b }').join(), /nobody who stores metadata/));
  }

  it('can redirect as a rule, but not with data', () => {
    assert.deepEqual(refused('auth0-rule', 'redirect: https://a.test/'), []);
    const signed = refused('auth0-rule', 'redirect: { to: https://a.test/, with: { a: b }, sign_with: K }');
    assert.match(signed.join(), /nobody who signs/);
  });
});
