import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CheckedProject, checkProject } from '../index.ts';
import { checkLaws, openTrial, runTests, type Verdict } from '../verify/index.ts';
import { type ProjectFiles, plantedMistakes } from './planted-mistakes.ts';
import { inFolder } from './project/project-folder.ts';

/** What only a proof would find: no login comes near by chance. */
const BEYOND_TESTING: ReadonlySet<string> = new Set(['magic-number-in-an-id', 'sum-of-two-lengths']);

const LOGINS = 10_000;

describe('a law that a sensible author writes', () => {
  for (const { name, wrong, right } of plantedMistakes()) {
    it(`${BEYOND_TESTING.has(name) ? 'does not find' : 'finds'} the mistake ${name}`, async (t) => {
      const verdict = await judge(wrong, LOGINS);
      assert.equal(verdict.kind, BEYOND_TESTING.has(name) ? 'held' : 'broken');
      if (verdict.kind !== 'broken') return;
      const { index, entry, sentence } = verdict.counterexample;
      t.diagnostic(`${name}: login ${(index ?? 0) + 1}: ${sentence}`);
      assert.deepEqual(
        [await resultOf(wrong, entry), await resultOf(right, entry)],
        ['failed', 'passed'],
        entry,
      );
    });

    it(`holds without the mistake ${name}`, async () => {
      assert.equal((await judge(right, 300)).kind, 'held');
    });
  }

  it('has many mistakes to find', () => {
    const mistakes = plantedMistakes();
    assert.ok(mistakes.length >= 30);
    for (const { wrong, right } of mistakes) assert.notDeepEqual(wrong, right);
  });
});

/** What comes of the only law of a project. */
async function judge(files: ProjectFiles, runs: number): Promise<Verdict> {
  const { verdicts } = await checkLaws(await projectOf(files), {
    runs,
    seed: 1,
    time: Number.POSITIVE_INFINITY,
    laws: 'properties',
  });
  const [verdict] = verdicts;
  assert.ok(verdict !== undefined && verdicts.length === 1);
  return verdict;
}

/** What becomes of the test that is printed with a counter-example. */
async function resultOf(files: ProjectFiles, entry: string): Promise<string | undefined> {
  const tests = `tests:\n${entry.replaceAll(/^/gm, '  ')}\n`;
  const added = 'lintel.yaml' in files ? { 'added.tests.yaml': tests } : { 'policy.tests.yaml': tests };
  const project = await projectOf({ ...files, ...added });
  const trial = await openTrial(project);
  const results = await runTests(
    project.tests.flatMap(({ cases }) => cases),
    trial,
  );
  trial.dispose();
  const mine = results.filter((result) => result.case.name.startsWith('Law broken'));
  assert.equal(mine.length, 1);
  return mine[0]?.kind;
}

async function projectOf(files: ProjectFiles): Promise<CheckedProject> {
  const project = await inFolder(files, checkProject);
  const errors = project.findings.flatMap(({ diagnostics }) =>
    diagnostics.filter(({ severity }) => severity === 'error'),
  );
  assert.deepEqual(errors, []);
  return project;
}
