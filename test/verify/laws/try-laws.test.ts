import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { NO_OPTIONS } from '../../../project/read-environment.ts';
import { BASE_MOMENT } from '../../../verify/generate/base-moment.ts';
import type { Judgement, Law } from '../../../verify/laws/law.ts';
import { tryLaws } from '../../../verify/laws/try-laws.ts';
import type { Counterexample, LawsReport } from '../../../verify/laws/verdict.ts';
import type { TimedLogin } from '../../../verify/login/timed-login.ts';
import { openTrial } from '../../../verify/trial/open-trial.ts';
import { ruleOf } from '../../runtime/javascript-rule.ts';

/** Fails for people without a name, and asks a host about those who have a phone. */
const RULE = `if (user.name === undefined) throw new Error('no name');
if (user.blocked === true) return callback(new UnauthorizedError('Blocked.'));
if (user.phone_number === undefined) return callback(null, user, context);
fetch('https://crm.example.com/' + user.phone_number).then(() => callback(null, user, context), callback);`;

const ADA = { name: 'Ada Lovelace', nickname: 'ada', groups: ['HR', 'IT'] };

const trial = await openTrial({
  steps: [ruleOf(RULE)],
  pipelineOptions: { ...NO_OPTIONS, network: { allow: ['crm.example.com'], private: [] } },
});
after(() => trial.dispose());

/** What comes of a law that judges like this, with these people. */
async function check(judge: Law['judge'], ...users: readonly object[]): Promise<LawsReport> {
  const logins = users.map((user): TimedLogin => ({ user: { ...user }, context: {}, now: BASE_MOMENT }));
  const law: Law = { name: 'a law', place: null, summary: 'as it says', skip: null, judge };
  return tryLaws({
    ...{ trial, laws: [law], answers: [], clock: 'read', shrink: {}, known: [] },
    ...{ seed: 1, runs: logins.length, time: Number.POSITIVE_INFINITY, onProgress: () => {} },
    draw: (from, count) => logins.slice(from, from + count),
  });
}

async function brokenBy(judge: Law['judge'], ...users: readonly object[]): Promise<Counterexample> {
  const [verdict] = (await check(judge, ...users)).verdicts;
  assert.ok(verdict?.kind === 'broken');
  return verdict.counterexample;
}

function broken(facts: Partial<Extract<Judgement, { kind: 'broken' }>> = {}): Judgement {
  return { kind: 'broken', why: 'it is so', other: null, isFault: false, ...facts };
}

const HELD: Judgement = { kind: 'held' };

describe('tryLaws', () => {
  it('keeps what became of a login when it makes it smaller', async () => {
    const { login, report } = await brokenBy(async () => broken(), ADA);
    assert.equal(report.outcome, 'allow');
    assert.deepEqual(login.user, { name: 'Ada Lovelace' });
  });

  it('counts logins that fail, and tells what nobody answered', async () => {
    const phone = '+4930123456';
    const report = await check(async () => HELD, ADA, {}, { ...ADA, phone_number: phone });
    assert.deepEqual([report.logins, report.failures], [3, 1]);
    assert.deepEqual(report.unanswered, [`GET https://crm.example.com/${phone}`]);
  });

  it('counts the logins that a law is about', async () => {
    const about = async ({ login }: Parameters<Law['judge']>[0]): Promise<Judgement> =>
      login.user.nickname === 'ada' ? HELD : { kind: 'beside' };
    const [verdict] = (await check(about, ADA, {}, {})).verdicts;
    assert.deepEqual([verdict?.kind, verdict?.kind === 'held' && verdict.logins], ['held', 1]);
  });

  it('calls no law held that was about no login', async () => {
    const [verdict] = (await check(async () => ({ kind: 'beside' }), ADA)).verdicts;
    assert.equal(verdict?.kind, 'hardly exercised');
  });

  it('gives a law the turn of the login, and all variants when it makes it smaller', async () => {
    const turns: (number | null)[] = [];
    await brokenBy(
      async (_, turn) => {
        turns.push(turn);
        return turn === 0 ? HELD : broken();
      },
      ADA,
      ADA,
    );
    assert.deepEqual(turns.slice(0, 3), [0, 1, null]);
    assert.deepEqual(new Set(turns.slice(2)), new Set([null]));
  });

  it('makes a login smaller with its own turn where no other variant breaks the law', async () => {
    const { login } = await brokenBy(async (_, turn) => (turn === 0 ? broken() : HELD), ADA);
    assert.deepEqual(login.user, { name: 'Ada Lovelace' });
  });

  it('asks of the other login, where two were compared, what became of the first', async () => {
    const { entry } = await brokenBy(
      async ({ login, report, run }) => {
        const { blocked: _, ...user } = login.user;
        const other = { ...login, user };
        const found = await run(other);
        return found.outcome === report.outcome ? HELD : broken({ other: { login: other, report: found } });
      },
      { ...ADA, blocked: true },
    );
    assert.equal(
      entry,
      `- name: 'Law broken: a law'
  at: 2026-11-25T12:00:00Z
  login: { user: { name: Ada Lovelace } }
  expect: { outcome: deny }`,
    );
  });

  it('tells a fault of Lintel from a broken law', async () => {
    assert.equal((await brokenBy(async () => broken({ isFault: true }), ADA)).isFault, true);
  });

  it('asks no further law about a login once the time is up', async () => {
    const law = (name: string, judge: Law['judge']): Law => ({
      ...{ name, place: null, summary: 'as it says', skip: null, judge },
    });
    const slow = law('slow', async () => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      return HELD;
    });
    const login: TimedLogin = { user: ADA, context: {}, now: BASE_MOMENT };
    const { verdicts, isCutShort } = await tryLaws({
      ...{
        trial,
        laws: [slow, law('late', async () => broken())],
        answers: [],
        clock: 'read',
        shrink: {},
        known: [],
      },
      ...{ seed: 1, runs: 1, time: 300, onProgress: () => {}, draw: () => [login] },
    });
    assert.deepEqual([verdicts.map(({ kind }) => kind), isCutShort], [['held', 'hardly exercised'], true]);
  });
});
