import assert from 'node:assert/strict';
import { decideLogin } from '../stdlib/index.ts';
import { compileOrThrow, loadRules, worldOf } from './compiled-policy.ts';
import type { Contestant } from './measure.ts';

const PROBES = 256;

/** A list and a table of a size, by hand first; asked for addresses of which every second one is an entry. */
export function createSizes(size: number): {
  readonly list: readonly Contestant[];
  readonly table: readonly Contestant[];
} {
  const people = Array.from({ length: size }, (_, index) => `person${index}@example.com`);
  const emails = Array.from(
    { length: PROBES },
    (_, index) => `Person${(index * 7919) % (size * 2)}@Example.com`,
  );
  const set = new Set(people);
  const teams = new Map(people.map((person, index) => [person, `team-${index % 100}`]));
  const isListed = (email: string): boolean => set.has(email.toLowerCase());
  const teamOf = (email: string): unknown => teams.get(email.toLowerCase());
  const listed = decider(
    LIST_POLICY,
    people.map((person) => [person]),
  );
  const team = decider(TABLE_POLICY, [...teams]);
  for (const email of emails) {
    assert.equal(listed(email).outcome === 'deny', isListed(email));
    assert.equal(Object(team(email).idToken).team, teamOf(email));
  }
  return {
    list: [overEmails('JavaScript by hand', emails, isListed), overEmails('Lintel', emails, listed)],
    table: [overEmails('JavaScript by hand', emails, teamOf), overEmails('Lintel', emails, team)],
  };
}

const LIST_POLICY = `policy: list
lists:
  people: { of: email, file: people.csv }
rules:
  - id: listed
    when: user.email in people
    then: { deny: Not you }
`;

const TABLE_POLICY = `policy: table
tables:
  teams: { from: email, to: text, file: people.csv }
rules:
  - id: team
    then:
      set_claims:
        id_token: { team: = lookup user.email in teams }
`;

function decider(
  text: string,
  rows: readonly (readonly string[])[],
): (email: string) => ReturnType<typeof decideLogin> {
  const policy = compileOrThrow({ name: 'policy.yaml', text }, worldOf(new Map([['people.csv', rows]])));
  const rules = loadRules(policy, policy.code);
  return (email) => decideLogin(rules, { email }, { idToken: {}, accessToken: {} }, 0);
}

function overEmails(name: string, emails: readonly string[], decide: (email: string) => unknown): Contestant {
  return { name, count: emails.length, turn: () => emails.map(decide) };
}
