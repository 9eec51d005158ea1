import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkProject } from '../../../project/index.ts';
import { readShippedTemplates } from '../../../project/read-templates.ts';
import { factsOf, type GeneratorFacts } from '../../../verify/generate/facts.ts';
import { isValidLogin } from '../../../verify/generate/is-valid-login.ts';
import { loginArbitrary } from '../../../verify/generate/login-arbitrary.ts';
import { sampleLogins } from '../../../verify/generate/sample-logins.ts';
import { openTrial } from '../../../verify/trial/open-trial.ts';
import { projectOfTemplates } from '../../project-of-templates.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples');
const MOST = 2000;
const STEP = 100;

/** What rules in JavaScript find in their environment. */
const VARIABLES = { CRM_URL: 'https://crm.example.com', WEBHOOK_URL: 'https://hooks.example.com/logins' };

/** Rules in JavaScript that have something to do for every login that gets to them. */
const ALWAYS: ReadonlySet<string> = new Set([
  '04-roles-by-email',
  '05-crm-profile',
  '06-count-logins',
  '10-tell-webhook',
]);

/** What the pipeline is to be seen doing: each rule both ways where it has conditions. */
function goalsOf({ cores, rules }: GeneratorFacts): ReadonlySet<string> {
  const sentences = cores.flatMap((core) => core.rules.filter(({ mode }) => mode === 'enforce'));
  return new Set([
    ...sentences.map(({ id }) => `${id}: applied`),
    ...sentences.filter(({ clauses }) => clauses.length > 0).map(({ id }) => `${id}: did not apply`),
    ...rules.map(({ id }) => `${id}: applied`),
    ...rules.filter(({ id }) => !ALWAYS.has(id)).map(({ id }) => `${id}: ran`),
  ]);
}

const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const examples = folders.map(({ name }) => ({
  what: `the example ${name}`,
  open: () => checkProject(join(EXAMPLES, name), { variables: VARIABLES }),
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
      const trial = await openTrial(project);
      t.after(() => trial.dispose());
      const answers = project.tests.flatMap((file) => file.answers);
      const goals = new Set(goalsOf(facts));
      assert.ok(goals.size > 0);
      for (let from = 0; from < MOST && goals.size > 0; from += STEP) {
        for (const login of sampleLogins(arbitrary, { seed: 3, from, count: STEP })) {
          const { report } = await trial.run(login, { answers, trace: true });
          for (const { rule, result } of report.trace ?? []) goals.delete(`${rule}: ${result}`);
        }
      }
      assert.deepEqual([...goals], []);
    });
  });
}
