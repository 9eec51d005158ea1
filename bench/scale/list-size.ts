import assert from 'node:assert/strict';
import { compileOrThrow, worldOf } from '../compiled-policy.ts';
import { type Contestant, measure } from '../measure.ts';
import { overLogins } from '../over-logins.ts';
import { lineOf, type Section, type Table } from '../section.ts';
import { makeLogins, type WorkloadLogin } from '../ten-rules/logins.ts';
import { type OpenWay, PLAIN_WAYS, type Told, type Way } from '../ways.ts';

/** A list and a table of up to a million entries, asked for addresses of which every second one is an entry. */
export const listSize: Section = {
  name: 'list-size',
  title: 'The number of entries of a list and of a table',
  async run(time) {
    const tables: Table[] = [];
    for (const kind of KINDS) tables.push(await measureKind(kind, time));
    return {
      tables,
      bars: KINDS.flatMap(({ name }, index) =>
        PLAIN_WAYS.map((way) => {
          const table = tables[index] ?? { title: name, unit: 'µs', lines: [] };
          const found = lineOf(table, nameOf(way, 1_000_000)).ratio / lineOf(table, nameOf(way, 10)).ratio;
          const what = `A ${name} of 1,000,000 entries, against 10: ${way.name}`;
          return { what, found, limit: 1.3, kind: 'at most', unit: '×' } as const;
        }),
      ),
      charts: [
        {
          name: 'entries',
          title: 'Cost of a login by the number of entries',
          across: 'entries',
          upwards: 'µs a login',
          series: KINDS.flatMap(({ name }, index) =>
            PLAIN_WAYS.map((way) => ({
              name: `${way.name}, ${name}`,
              points: SIZES.map((size) => {
                const table = tables[index] ?? { title: name, unit: 'µs', lines: [] };
                return [size, lineOf(table, nameOf(way, size)).median] as const;
              }),
            })),
          ),
        },
      ],
    };
  },
};

const SIZES = [10, 1000, 100_000, 1_000_000];

interface Kind {
  readonly name: 'list' | 'table';
  readonly text: string;
  readonly rowOf: (person: number) => readonly string[];
  /** What is to be told of an entry, and of an address that is none. */
  readonly check: (told: Told, entry: number | null) => void;
}

const KINDS: readonly Kind[] = [
  {
    name: 'list',
    text: `policy: list
lists:
  people: { of: email, file: people.csv }
rules:
  - id: listed
    when: user.email in people
    then: { deny: Not you }
`,
    rowOf: (person) => [emailOf(person)],
    check: ({ outcome }, entry) => assert.equal(outcome, entry === null ? 'allow' : 'deny'),
  },
  {
    name: 'table',
    text: `policy: table
tables:
  teams: { from: email, to: text, file: people.csv }
rules:
  - id: team
    then:
      set_claims:
        id_token: { https://acme.example/team: = lookup user.email in teams }
`,
    rowOf: (person) => [emailOf(person), `team-${person % 100}`],
    check: ({ idToken }, entry) =>
      assert.equal(idToken['https://acme.example/team'], entry === null ? undefined : `team-${entry % 100}`),
  },
];

const emailOf = (person: number): string => `person${person}@example.com`;
const nameOf = ({ name }: Way, size: number): string => `${name}, ${size.toLocaleString('en')} entries`;

async function measureKind({ name, text, rowOf, check }: Kind, time: number): Promise<Table> {
  const opened: OpenWay[] = [];
  const contestants: Contestant[] = [];
  for (const size of SIZES) {
    const rows = Array.from({ length: size }, (_, person) => rowOf(person));
    const policy = compileOrThrow({ name: 'policy.yaml', text }, worldOf(new Map([['people.csv', rows]])));
    const asked = makeLogins(256).map((login, index) => {
      const person = index % 2 === 0 ? (index * 7919) % size : null;
      return {
        person,
        login: withEmail(login, person === null ? `nobody${index}@example.com` : emailOf(person)),
      };
    });
    for (const way of PLAIN_WAYS) {
      const open = await way.open([policy]);
      opened.push(open);
      for (const { login, person } of asked) check(await open.decide(login), person);
      const logins = asked.map(({ login }) => login);
      contestants.push(overLogins(nameOf(way, size), logins, (login) => open.decide(login)));
    }
  }
  const lines = await measure(contestants, time);
  for (const open of opened) open.dispose();
  return { title: `one rule with a ${name}`, unit: 'µs', lines };
}

function withEmail({ user, context }: WorkloadLogin, email: string): WorkloadLogin {
  return { user: { ...user, email }, context };
}
