import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { type CheckedProject, checkProject } from '../project/index.ts';
import { checkLaws, loginArbitrary, openTrial } from '../verify/index.ts';
import { type Contestant, measure } from './measure.ts';
import type { Section } from './section.ts';
import { GUESTS } from './ten-rules/logins.ts';

/** What holding a law over the ten rules against generated logins takes, and what its parts take, for each login. */
export const law: Section = {
  name: 'law',
  title: 'A law over the ten rules, for each of 10,000 generated logins',
  async run(time) {
    const project = await openTenRules();
    const makeLogins = () => fc.sample(loginArbitrary(project), { seed: 1, numRuns: LOGINS });
    const logins = makeLogins();
    const trial = await openTrial(project);
    const runLogins = async () => {
      for (const login of logins) await trial.run(login);
    };
    const part = (name: string, turn: () => unknown): Contestant => ({ name, turn, count: LOGINS });
    const lines = await measure(
      [
        part('running a login', runLogins),
        part('making a login', makeLogins),
        part('a law, all in all', () => holdLaw(project)),
      ],
      time,
      3,
    );
    trial.dispose();
    return { tables: [{ title: this.title, unit: 'µs', lines }], bars: [], charts: [] };
  },
};

/** As many as a law is held against in one go. */
const LOGINS = 10_000;

/** The ten rules as a project on disk, with a law that holds. */
async function openTenRules(): Promise<CheckedProject> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lintel-bench-'));
  try {
    const policy = await readFile(new URL('ten-rules/policy.yaml', import.meta.url), 'utf8');
    await writeFile(path.join(folder, 'policy.yaml'), `${policy}${LAW}`);
    await writeFile(path.join(folder, 'guests.csv'), `email\n${GUESTS.join('\n')}\n`);
    return await checkProject(path.join(folder, 'policy.yaml'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const LAW = `
properties:
  - name: Nobody whose address is not verified gets in
    given: not user.email_verified
    always: outcome is "deny"
`;

async function holdLaw(project: CheckedProject): Promise<void> {
  const time = Number.POSITIVE_INFINITY;
  const { verdicts } = await checkLaws(project, { runs: LOGINS, seed: 1, time, laws: 'properties' });
  const [verdict] = verdicts;
  if (verdict?.kind !== 'held') throw new Error(`the law holds, yet it is ${verdict?.kind ?? 'not there'}`);
}
