import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BASE_MOMENT } from '../../../verify/generate/base-moment.ts';
import { readCounterexamples, recordCounterexamples } from '../../../verify/laws/counterexamples.ts';
import type { LawsReport, Verdict } from '../../../verify/laws/verdict.ts';

const source = (text: string) => ({ name: 'counterexamples.yaml', text });
const eve = loginOf({ email: 'eve@example.com.evil.test', email_verified: false });
const bob = loginOf({ email: 'bob@example.com', groups: ['yes', '3'] }, BASE_MOMENT - 1);

function loginOf(user: Record<string, unknown>, now = BASE_MOMENT) {
  return { user, context: { protocol: 'oidc-basic-profile' }, now };
}

/** A report in which these logins break the law of their name. */
function reportOf(found: Readonly<Record<string, ReturnType<typeof loginOf>>>): LawsReport {
  const verdicts = Object.entries(found).map(
    ([name, login]) =>
      ({
        kind: 'broken',
        law: { name },
        counterexample: { login, sentence: `${name} broken` },
      }) as unknown as Verdict,
  );
  return { verdicts } as unknown as LawsReport;
}

function record(text: string | null, found: Parameters<typeof reportOf>[0]): string {
  const recorded = recordCounterexamples(text === null ? null : source(text), reportOf(found));
  assert.ok(recorded !== null);
  return recorded;
}

describe('counterexamples.yaml', () => {
  it('gives back the logins that were recorded', () => {
    const { logins, diagnostics } = readCounterexamples(source(record(null, { 'A law': eve, Another: bob })));
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(logins, [
      { law: 'A law', found: 'A law broken', login: eve },
      { law: 'Another', found: 'Another broken', login: bob },
    ]);
  });

  it('keeps what look-ups answered', () => {
    const login = {
      ...eve,
      answers: {
        crm: { kind: 'value', value: { plan: 'free', seats: 3 } },
        hr: { kind: 'failed' },
        erp: { kind: 'missing' },
        'counts.seats': { kind: 'value', value: 5 },
      },
    } as const;
    const text = record(null, { 'A law': login });
    assert.match(text, /answers:/);
    assert.deepEqual(
      readCounterexamples(source(text)).logins.map((known) => known.login),
      [login],
    );
  });

  it('keeps what it has byte for byte, comments too', () => {
    const before = `${record(null, { 'A law': eve })}  # seen in March\n`;
    const after = record(before, { 'A law': bob });
    assert.ok(after.startsWith(before));
    assert.equal(readCounterexamples(source(after)).logins.length, 2);
  });

  it('is written afresh where its end is no place for an entry', () => {
    const after = record('counterexamples: []\n', { 'A law': eve });
    assert.deepEqual(
      readCounterexamples(source(after)).logins.map(({ login }) => login),
      [eve],
    );
  });

  it('stays as it is where it has mistakes, so that nothing is lost', () => {
    const text = 'counterexamples: [\n';
    assert.equal(recordCounterexamples(source(text), reportOf({ 'A law': eve })), null);
  });

  it('keeps entries that cannot be read, too', () => {
    const before = `${record(null, { 'A law': eve })}  - law: Of an older policy\n    login: { nobody: knows }\n`;
    assert.ok(record(before, { 'A law': bob }).startsWith(before));
  });

  it('holds a login once for each law', () => {
    const text = record(null, { 'A law': eve });
    assert.equal(recordCounterexamples(source(text), reportOf({ 'A law': eve })), null);
    assert.equal(readCounterexamples(source(record(text, { Another: eve }))).logins.length, 2);
  });

  it('has nothing to record when no law is broken', () => {
    const held = { verdicts: [{ kind: 'held', law: { name: 'A law' }, logins: 9 }] } as unknown as LawsReport;
    assert.equal(recordCounterexamples(null, held), null);
  });

  it('tells an entry that is no login, and leaves it out', () => {
    const text =
      'counterexamples:\n  - law: A law\n    login: { app: [hr] }\n  - law: A law\n    login: { ip: 10.0.0.1 }\n';
    const { logins, diagnostics } = readCounterexamples(source(text));
    assert.deepEqual(
      logins.map(({ login }) => login),
      [
        {
          user: {},
          context: { protocol: 'oidc-basic-profile', request: { ip: '10.0.0.1' } },
          now: BASE_MOMENT,
        },
      ],
    );
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['wrong-shape'],
    );
  });
});
