import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse } from '../../../compiler/index.ts';

/** The entries on which a rule that sends people on is said to refuse them. */
function entriesFor(keys: string, effect = 'redirect: https://consent.example.com/'): readonly string[] {
  const text = `policy: p\nrules:\n  - id: r\n${keys}    then: { ${effect} }\n`;
  const { value, diagnostics } = analyse({ name: 'policy.yaml', text });
  assert.ok(value !== null, diagnostics.map(({ message }) => message).join());
  const [note] = diagnostics.filter(({ code }) => code === 'entry-path');
  return [...(note?.message ?? '').split('with the code')[0]!.matchAll(/`(\w+)`/g)].map(
    ([, entry]) => entry!,
  );
}

describe('a rule that sends people on', () => {
  it('is told of all entries without a browser', () =>
    assert.deepEqual(entriesFor(''), ['silent', 'refresh', 'token_exchange', 'delegation']));

  it('is told of those that it is for', () =>
    assert.deepEqual(entriesFor('    for: { event: [login, refresh] }\n'), ['refresh']));

  it('is not told when it is for none of them', () =>
    assert.deepEqual(entriesFor('    for: { event: [login, redirect_resume] }\n'), []));

  it('is not told when its condition leaves them out', () => {
    assert.deepEqual(entriesFor('    when: event is "login" and user.blocked\n'), []);
    assert.deepEqual(entriesFor('    when: event in ["login", "redirect_resume"]\n'), []);
  });

  it('is not told when it is switched off', () => assert.deepEqual(entriesFor('    mode: disabled\n'), []));
});

describe('a rule that sends nobody on', () => {
  it('is not told', () => assert.deepEqual(entriesFor('', 'log: a'), []));
});
