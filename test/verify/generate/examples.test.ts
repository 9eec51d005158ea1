import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkProject } from '../../../project/index.ts';
import { readShippedTemplates } from '../../../project/read-templates.ts';
import { createPipeline } from '../../../runtime/index.ts';
import { factsOf, type GeneratorFacts } from '../../../verify/generate/facts.ts';
import { isValidLogin } from '../../../verify/generate/is-valid-login.ts';
import { loginArbitrary } from '../../../verify/generate/login-arbitrary.ts';
import { sampleLogins } from '../../../verify/generate/sample-logins.ts';
import { projectOfTemplates } from '../../project-of-templates.ts';

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

const examples = readdirSync(EXAMPLES).map((name) => ({
  what: `the example ${name}`,
  open: () => checkProject(join(EXAMPLES, name)),
}));
const templates = (await readShippedTemplates()).map((template) => ({
  what: `the template ${template.id.text}`,
  open: () => projectOfTemplates([template]),
}));

for (const { what, open } of [...examples, ...templates]) {
  describe(`the logins for ${what}`, async () => {
    const project = await open();
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
      const goals = new Set(goalsOf(facts));
      assert.ok(goals.size > 0);
      for (let from = 0; from < MOST && goals.size > 0; from += STEP) {
        for (const { user, context, now } of sampleLogins(arbitrary, { seed: 3, from, count: STEP })) {
          const { trace } = await pipeline.run({ user, context }, { now, trace: true });
          for (const { rule, result } of trace ?? []) {
            goals.delete(`${rule}: ${result}`);
            if (result !== 'not reached') goals.delete(`${rule}: reached`);
          }
        }
      }
      assert.deepEqual([...goals], []);
    });
  });
}
