import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Report } from '../../../../runtime/index.ts';
import { findGain } from '../../../../verify/laws/built-in/find-gain.ts';
import { openTrial } from '../../../../verify/trial/open-trial.ts';
import { projectOf } from '../project-of.ts';
import { loginOf } from './judge-login.ts';

/** What becomes of somebody to whom one rule applies, with nothing but its effects. */
async function reportOf(effects: string): Promise<Report> {
  const text = `policy: p\nrules:\n  - { id: r, then: { ${effects} } }\n`;
  const trial = await openTrial(await projectOf({ 'policy.yaml': text }));
  try {
    return (await trial.run(loginOf({}))).report;
  } finally {
    trial.dispose();
  }
}

async function gain(before: string, after: string): Promise<string | null> {
  return findGain(await reportOf(before), await reportOf(after), new Set());
}

describe('a login gains', () => {
  it('members of a list and fields of a record, at any depth', async () => {
    const more = 'the claim `a` in the ID token has more in it';
    assert.equal(await gain('set_claims: { a: [x] }', 'set_claims: { a: [y, x] }'), more);
    assert.equal(await gain('set_claims: { a: [] }', 'set_claims: { a: [x] }'), more);
    assert.equal(await gain('set_claims: { a: { b: 1 } }', 'set_claims: { a: { b: 1, c: 2 } }'), more);
    assert.equal(await gain('set_claims: { a: { b: [x] } }', 'set_claims: { a: { b: [x, y] } }'), more);
    assert.equal(
      await gain('set_app_metadata: { a: [x] }', 'set_app_metadata: { a: [x, y] }'),
      'more is to last in `a` in `app_metadata`',
    );
  });

  it('nothing by a value of which nobody can say that it is more', async () => {
    for (const [before, after] of [
      ['[x]', '[y]'],
      ['[x, y]', '[x]'],
      ['[x, y]', '[y, x]'],
      ['gold', 'free'],
      ['{ b: 1 }', '{ b: 2, c: 3 }'],
      ['[x]', 'x'],
    ])
      assert.equal(await gain(`set_claims: { a: ${before} }`, `set_claims: { a: ${after} }`), null);
  });

  it('a session that may last longer', async () => {
    const longer = 'the session may last longer';
    assert.equal(await gain('limit_session: { lasts: 1 hour }', 'log: x'), longer);
    assert.equal(await gain('limit_session: { idle: 1 hour }', 'limit_session: { idle: 2 hours }'), longer);
    assert.equal(await gain('limit_session: { idle: 1 hour }', 'limit_session: { lasts: 1 hour }'), longer);
    assert.equal(await gain('log: x', 'limit_session: { idle: 2 hours }'), null);
  });

  it('a weaker demand for a second factor', async () => {
    const weaker = 'a weaker second factor will do';
    const mfa = (demand: string) => `require_mfa: ${demand}`;
    assert.equal(await gain(mfa('{ methods: [passkey] }'), mfa('yes')), weaker);
    assert.equal(await gain(mfa('yes'), mfa('{ remember: 1 hour }')), weaker);
    assert.equal(await gain(mfa('{ remember: 1 hour }'), mfa('{ remember: 2 hours }')), weaker);
    assert.equal(await gain(mfa('{ max_age: 1 hour }'), mfa('yes')), weaker);
    assert.equal(await gain(mfa('{ remember: 1 hour }'), mfa('yes')), null);
    assert.equal(await gain(mfa('{ methods: [totp] }'), mfa('{ methods: [passkey] }')), null);
  });
});
