import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { type CheckedProject, checkProject } from '../project/index.ts';
import { checkLaws, loginArbitrary, openTrial } from '../verify/index.ts';
import type { Measurement } from './measure.ts';
import { GUESTS } from './ten-rules/logins.ts';

/** Logins that a law is held against in one go. */
export const LAW_LOGINS = 10_000;

/** What holding a law over the ten rules against generated logins takes, and what its parts take, for each login. */
export async function measureLaws(): Promise<readonly Measurement[]> {
  const project = await openTenRules();
  const logins = fc.sample(loginArbitrary(project), { seed: 1, numRuns: LAW_LOGINS });
  const trial = await openTrial(project);
  const parts = [
    await timed('Running a login', async () => {
      for (const login of logins) await trial.run(login);
    }),
    await timed('Making a login', () => fc.sample(loginArbitrary(project), { seed: 1, numRuns: LAW_LOGINS })),
    await timed('A law, all in all', () => holdLaw(project)),
  ];
  trial.dispose();
  const [limit = Number.NaN] = parts.map(({ microseconds }) => microseconds);
  return parts.map((part) => ({ ...part, ratio: part.microseconds / limit }));
}

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
  const { verdicts } = await checkLaws(project, { runs: LAW_LOGINS, seed: 1, time, laws: 'properties' });
  const [verdict] = verdicts;
  if (verdict?.kind !== 'held') throw new Error(`the law holds, yet it is ${verdict?.kind ?? 'not there'}`);
}

/** The median of three runs over all logins: a run takes a second or so, and there is nothing to warm up but once. */
async function timed(name: string, work: () => unknown): Promise<{ name: string; microseconds: number }> {
  const times: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const start = performance.now();
    await work();
    if (turn > 0) times.push(performance.now() - start);
  }
  const median = times.toSorted((a, b) => a - b)[1] ?? Number.NaN;
  return { name, microseconds: (median * 1000) / LAW_LOGINS };
}
