import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkProject } from '../../../project/index.ts';
import { createPipeline } from '../../../runtime/index.ts';
import { factsOf, type GeneratorFacts } from '../../../verify/generate/facts.ts';
import { isValidLogin } from '../../../verify/generate/is-valid-login.ts';
import { loginArbitrary } from '../../../verify/generate/login-arbitrary.ts';
import { sampleLogins } from '../../../verify/generate/sample-logins.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples');
const MOST = 2000;
const STEP = 100;

/** What the pipeline is to be seen doing: each rule both ways where it has conditions, and each rule in JavaScript running. */
function goalsOf({ cores, rules }: GeneratorFacts): ReadonlySet<string> {
  const sentences = cores.flatMap((core) => core.rules.filter(({ mode }) => mode === 'enforce'));
  return new Set([
    ...sentences.map(({ id }) => `${id}: applied`),
    ...sentences.filter(({ clauses }) => clauses.length > 0).map(({ id }) => `${id}: did not apply`),
    ...rules.map(({ id }) => `${id}: reached`),
  ]);
}

for (const name of readdirSync(EXAMPLES)) {
  describe(`the logins for the example ${name}`, async () => {
    const project = await checkProject(join(EXAMPLES, name));
    const facts = factsOf(project);
    const arbitrary = loginArbitrary(facts);

    it('are valid', () => {
      const made = sampleLogins(arbitrary, { seed: 3, from: 0, count: 500 });
      assert.deepEqual(
        made.flatMap((login) => isValidLogin(login, facts.attributes)),
        [],
      );
    });

    it(`reach every rule in both directions within ${MOST}`, async (t) => {
      assert.ok(project.steps !== null);
      const pipeline = await createPipeline(project.steps, project.pipelineOptions);
      t.after(() => pipeline.dispose());
      const open = new Set(goalsOf(facts));
      assert.ok(open.size > 0);
      for (let from = 0; from < MOST && open.size > 0; from += STEP) {
        for (const { user, context, now } of sampleLogins(arbitrary, { seed: 3, from, count: STEP })) {
          const { trace } = await pipeline.run({ user, context }, { now, trace: true });
          for (const { rule, result } of trace ?? []) {
            open.delete(`${rule}: ${result}`);
            if (result !== 'not reached') open.delete(`${rule}: reached`);
          }
        }
      }
      assert.deepEqual([...open], []);
    });
  });
}
