import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { BUILT_IN_LAWS } from '../compiler/check/definitions/built-in-laws.ts';
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

/** A template is one rule, and there are many of them. */
const OF_TEMPLATES = 60;

/** Laws that examples switch off, each with a reason in its files. */
const SWITCHED_OFF: Readonly<Record<string, readonly string[]>> = {
  'imported-tenant': ['missing-facts-never-help', 'spelling-never-matters'],
};

/** Laws that can have nothing to say about a rule alone. */
const OF_MORE = ['rule-order-does-not-matter', 'missing-facts-never-help', 'spelling-never-matters'];

/** Laws that start processes: they look at many templates at once. */
const NEED_PROCESSES = ['targets-agree'];

/** Laws that have nothing to say about an example. */
const UNFIT: Readonly<Record<string, readonly string[]>> = {
  'imported-tenant': ['targets-agree'],
};

const templates = await readShippedTemplates();

describe('the built-in laws', () => {
  for (const name of globSync('*/README.md', { cwd: EXAMPLES }).map(dirname).sort()) {
    it(`hold for the example ${name}`, async () => {
      const project = await checkProject(resolve(EXAMPLES, name));
      const { broken, skipped, unheard } = await judge(project, LOGINS);
      assert.deepEqual(broken, []);
      assert.deepEqual(skipped, [
        ...(SWITCHED_OFF[name] ?? []),
        ...(UNFIT[name] ?? []),
        ...withoutTargets(project),
      ]);
      assert.deepEqual(unheard, []);
    });
  }

  for (const template of templates) {
    it(`hold for the template ${template.id.text}`, async () => {
      const project = await projectOfTemplates([template]);
      const { broken, skipped, unheard } = await judge(project, OF_TEMPLATES, NEED_PROCESSES);
      assert.deepEqual(broken, []);
      assert.deepEqual(
        [...skipped, ...unheard].filter((law) => !OF_MORE.includes(law)),
        withoutTargets(project),
      );
    });
  }

  for (const [category, some] of Map.groupBy(templates, (template) => template.category?.text)) {
    it(`hold for a policy of all templates of the category ${category}`, async () => {
      const projects = await Promise.all(some.map((template) => projectOfTemplates([template])));
      const compiled = some.filter((_, index) => withoutTargets(projects[index]!).length === 0);
      const groups = compiled.length === some.length ? [some] : [some, compiled];
      for (const group of groups.filter(({ length }) => length > 0)) {
        const project = await projectOfTemplates(group);
        const { broken, skipped } = await judge(project, LOGINS);
        assert.deepEqual(broken, []);
        assert.deepEqual(skipped, withoutTargets(project));
      }
    });
  }
});

/** Whoever asks others, or leaves something behind, may be more than any target can do: then there is nothing to compare. */
function withoutTargets({ steps, targets }: CheckedProject): readonly string[] {
  const rules = steps?.flatMap((step) => ('rules' in step ? step.rules : [])) ?? [];
  const needsLintel = rules.some(({ asks, lasts }) => asks === true || lasts === true);
  return needsLintel && targets.length === 0 ? ['targets-agree'] : [];
}

/** What is wrong with a project, which laws are skipped, and which were about hardly any login. */
async function judge(project: CheckedProject, count: number, except: readonly string[] = []) {
  const trial = await openTrial(project);
  const { laws, dispose } = openBuiltInLaws(project);
  const answers = project.tests.flatMap((tests) => tests.answers);
  const run = async (login: TimedLogin, options = {}) =>
    (await trial.run(login, { answers, ...options })).report;
  const checked = laws.filter(({ name, skip }) => skip === null && !except.includes(name));
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
