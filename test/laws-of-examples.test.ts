import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { BUILT_IN_LAWS } from '../compiler/built-in-laws.ts';
import { type CheckedProject, checkProject } from '../project/index.ts';
import { readShippedTemplates } from '../project/read-templates.ts';
import { factsOf } from '../verify/generate/facts.ts';
import { loginArbitrary } from '../verify/generate/login-arbitrary.ts';
import { sampleLogins } from '../verify/generate/sample-logins.ts';
import { openBuiltInLaws } from '../verify/laws/built-in/index.ts';
import type { Judgement } from '../verify/laws/law.ts';
import type { TimedLogin } from '../verify/login/timed-login.ts';
import { openTrial } from '../verify/trial/open-trial.ts';
import { projectOfTemplates } from './project-of-templates.ts';

const EXAMPLES = resolve(import.meta.dirname, '../examples');

const LOGINS = 300;

/** A template is one rule. */
const OF_TEMPLATES = 150;

/** Laws that examples switch off, each with a reason in its files. */
const SWITCHED_OFF: Readonly<Record<string, readonly string[]>> = {
  'imported-tenant': ['missing-facts-never-help', 'spelling-never-matters'],
};

/** Laws that have nothing to say about a rule alone. */
const ONE_RULE = ['rule-order-does-not-matter'];

/** Laws that have nothing to say about an example or a template. */
const UNFIT: Readonly<Record<string, readonly string[]>> = {
  'group-roles': ['missing-facts-never-help'],
  'imported-tenant': ['targets-agree'],
  'mfa-outside-network': ['spelling-never-matters', ...ONE_RULE],
};

const templates = await readShippedTemplates();

describe('the built-in laws', () => {
  for (const name of globSync('*/README.md', { cwd: EXAMPLES }).map(dirname).sort()) {
    it(`hold for the example ${name}`, async () => {
      const project = await checkProject(resolve(EXAMPLES, name));
      const { broken, skipped, unheard } = await judge(project, LOGINS);
      assert.deepEqual(broken, []);
      assert.deepEqual(skipped, [...(SWITCHED_OFF[name] ?? []), ...(UNFIT[name] ?? [])]);
      assert.deepEqual(unheard, []);
    });
  }

  for (const template of templates) {
    it(`hold for the template ${template.id.text}`, async () => {
      const { broken, skipped, unheard } = await judge(await projectOfTemplates([template]), OF_TEMPLATES);
      assert.deepEqual(broken, []);
      assert.deepEqual(skipped, UNFIT[template.id.text] ?? ONE_RULE);
      assert.deepEqual(unheard, []);
    });
  }

  it('hold for a policy of all templates', async () => {
    const { broken, skipped, unheard } = await judge(await projectOfTemplates(templates), LOGINS);
    assert.deepEqual(broken, []);
    assert.deepEqual(skipped, []);
    assert.deepEqual(unheard, []);
  });
});

/** What is wrong with a project, which laws are skipped, and which were about hardly any login. */
async function judge(project: CheckedProject, count: number) {
  const trial = await openTrial(project);
  const { laws, dispose } = openBuiltInLaws(project);
  const answers = project.tests.flatMap((tests) => tests.answers);
  const run = async (login: TimedLogin, options = {}) =>
    (await trial.run(login, { answers, ...options })).report;
  const checked = laws.filter(({ skip }) => skip === null);
  const counts = new Map(checked.map(({ name }) => [name, 0]));
  const broken: string[] = [];
  try {
    const logins = sampleLogins(loginArbitrary(factsOf(project), { wrongShapes: true }), {
      seed: 4,
      from: 0,
      count,
    });
    for (const [turn, login] of logins.entries()) {
      const report = await run(login);
      for (const law of checked) {
        const judgement = await law.judge({ login, report, run }, turn);
        if (judgement.kind !== 'beside') counts.set(law.name, (counts.get(law.name) ?? 0) + 1);
        if (judgement.kind === 'broken') broken.push(inWords(law.name, login, judgement));
      }
    }
  } finally {
    dispose();
    trial.dispose();
  }
  assert.deepEqual(
    laws.map(({ name }) => name),
    BUILT_IN_LAWS,
  );
  const unheard = [...counts].filter(([, heard]) => heard < count / 50).map(([name]) => name);
  const skipped = laws.filter(({ skip }) => skip !== null).map(({ name }) => name);
  return { broken: broken.slice(0, 3), skipped, unheard };
}

function inWords(
  law: string,
  { user, context, now }: TimedLogin,
  judgement: Judgement & { readonly kind: 'broken' },
): string {
  return `${law}: ${judgement.why}: ${JSON.stringify({ user, context })} at ${new Date(now).toISOString()}`;
}
