import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { examplesWithService, runExample, type Taken } from '../examples/run-example.ts';
import { checkProject, loadProject } from '../index.ts';
import { expandLogin, type Report } from '../runtime/index.ts';
import { openTrial, runTests } from '../verify/index.ts';

const EXAMPLES = join(import.meta.dirname, '../examples');

/**
 * What is to become of a login. `after`: of the same login, back from a visit or after the second factor; `heard`: what its
 * service was asked and told, without queries.
 */
interface ExpectedReport extends Readonly<Record<string, unknown>> {
  readonly after?: Readonly<Record<string, unknown>>;
  readonly heard?: readonly string[];
}

interface Expected {
  readonly now: string;
  readonly logins: Readonly<Record<string, ExpectedReport>>;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** What a report says of the fields that something is expected of. */
function partOf(report: Report | null, expected: Readonly<Record<string, unknown>>) {
  return report && Object.fromEntries(Object.keys(expected).map((key) => [key, Reflect.get(report, key)]));
}

function becomesAsExpected({ name, report, after: end, heard }: Taken, expected: ExpectedReport): void {
  const { after: atLast, heard: requests, ...first } = expected;
  const told = heard.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);
  assert.deepEqual(
    { name, ...partOf(report, first), after: atLast && partOf(end, atLast), heard: requests && told },
    { name, ...first, after: atLast, heard: requests },
  );
}

const withService = examplesWithService();

for (const name of globSync('*/README.md', { cwd: EXAMPLES }).map(dirname).sort()) {
  describe(`the example ${name}`, async () => {
    const folder = join(EXAMPLES, name);
    const { now, logins } = readJson(join(folder, 'expected.json')) as Expected;

    it('says what to expect of every login', () => {
      const files = readdirSync(join(folder, 'logins')).map((file) => file.replace(/\.json$/, ''));
      assert.deepEqual(files.sort(), Object.keys(logins).sort());
    });

    it('passes the tests that it carries', async () => {
      const checked = await checkProject(folder);
      const trial = await openTrial(checked);
      const cases = checked.tests.flatMap((file) => file.cases);
      const results = await runTests(cases, trial).finally(trial.dispose);
      assert.ok(results.length >= 2);
      assert.deepEqual(
        results.filter(({ kind }) => kind !== 'passed'),
        [],
      );
    });

    if (withService.includes(name)) {
      for (const trace of [false, true]) {
        it(`decides all logins as expected with its service, ${trace ? 'traced' : 'not traced'}`, async () => {
          const taken = await runExample(name, { trace });
          assert.equal(taken.length, Object.keys(logins).length);
          for (const one of taken) becomesAsExpected(one, logins[one.name]!);
        });
      }
      return;
    }

    const project = await loadProject(folder);
    after(() => project.dispose());
    for (const [login, expected] of Object.entries(logins)) {
      it(`decides ${login} as expected, traced or not`, async () => {
        const expanded = expandLogin(readJson(join(folder, 'logins', `${login}.json`)));
        assert.ok(expanded.kind === 'login');
        for (const trace of [false, true]) {
          const report = await project.run(expanded.login, { now: expanded.now ?? now, trace });
          assert.deepEqual(partOf(report, expected), expected);
        }
      });
    }
  });
}
