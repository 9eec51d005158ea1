import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openLogins } from '../../../verify/generate/make-login.ts';
import type { TimedLogin } from '../../../verify/login/timed-login.ts';
import { factsOfRules } from './facts-of.ts';

const FACTS = factsOfRules(
  `  - id: seats
    when: crm.plan is "free" and counts.seats is at least 5
    then: { deny: No seat is left. }
  - id: count
    then: { count: { name: seats, per: organization.id, distinct: user.user_id } }
`,
  'sources:\n  crm: { url: "https://crm.example.com/people/${user.email}", if_it_fails: continue }',
);

const make = openLogins(FACTS, { wrongShapes: true });
const logins = Array.from({ length: 2000 }, (_, number) => make(number));

/** How many of the logins are so. */
const count = (isSo: (login: TimedLogin) => unknown) => logins.filter(isSo).length;
const crm = ({ answers }: TimedLogin) => answers?.crm;
const planOf = (login: TimedLogin) => {
  const given = crm(login);
  return given?.kind === 'value' && typeof given.value === 'object' ? Object(given.value).plan : undefined;
};
const seatsOf = ({ answers }: TimedLogin) => {
  const given = answers?.['counts.seats'];
  return given?.kind === 'value' ? given.value : undefined;
};

describe('generated logins', () => {
  it('are told what every look-up and every counter says', () => {
    assert.equal(
      count(({ answers }) => Object.keys(answers ?? {}).join() === 'crm,counts.seats'),
      logins.length,
    );
  });

  it('get answers with what sentences name, and nearly that', () => {
    assert.ok(count((login) => planOf(login) === 'free') > 300);
    assert.ok(count((login) => planOf(login) === 'FREE') > 0);
    assert.ok(count((login) => typeof planOf(login) === 'boolean') > 0, 'a wrong shape');
  });

  it('are now and then answered with nothing, and seldom not at all', () => {
    assert.ok(count((login) => crm(login)?.kind === 'missing') > 100);
    const failed = count((login) => crm(login)?.kind === 'failed');
    assert.ok(failed > 20 && failed < 300, `${failed} fail`);
  });

  it('have counters around what they are compared with, as counters can stand', () => {
    for (const seats of [4, 5, 6]) assert.ok(count((login) => seatsOf(login) === seats) > 0, `${seats}`);
    assert.equal(
      count((login) => Number.isSafeInteger(seatsOf(login)) && Number(seatsOf(login)) >= 0),
      logins.length,
    );
  });

  it('meet both halves of a sentence about the two', () => {
    assert.ok(count((login) => planOf(login) === 'free' && Number(seatsOf(login)) >= 5) > 50);
  });

  it('bring nothing of it in their context, and are the same again', () => {
    assert.equal(
      count(({ context }) => 'lintel' in context),
      0,
    );
    assert.deepEqual(openLogins(FACTS, { wrongShapes: true })(7), logins[7]);
  });

  it('have no answers where nothing is asked', () => {
    const plain = openLogins(
      factsOfRules('  - id: r\n    when: user.email_verified\n    then: { deny: yes }\n'),
    );
    assert.equal('answers' in plain(1), false);
  });
});
