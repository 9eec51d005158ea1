import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { checkProject, loadProject } from '../index.ts';
import { expandLogin } from '../runtime/index.ts';
import { openTrial, runTests } from '../verify/index.ts';

const EXAMPLES = join(import.meta.dirname, '../examples');

interface Expected {
  readonly now: string;
  readonly logins: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

for (const name of readdirSync(EXAMPLES)) {
  describe(`the example ${name}`, async () => {
    const folder = join(EXAMPLES, name);
    const project = await loadProject(folder);
    after(() => project.dispose());
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

    for (const [login, expected] of Object.entries(logins)) {
      it(`decides ${login} as expected, traced or not`, async () => {
        const expanded = expandLogin(readJson(join(folder, 'logins', `${login}.json`)));
        assert.ok(expanded.kind === 'login');
        for (const trace of [false, true]) {
          const report = await project.run(expanded.login, { now: expanded.now ?? now, trace });
          const decided = Object.fromEntries(
            Object.keys(expected).map((key) => [key, Reflect.get(report, key)]),
          );
          assert.deepEqual(decided, expected);
        }
      });
    }
  });
}
