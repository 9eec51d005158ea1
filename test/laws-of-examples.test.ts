import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { BUILT_IN_LAWS } from '../compiler/built-in-laws.ts';
import { checkProject } from '../project/index.ts';
import { factsOf } from '../verify/generate/facts.ts';
import { loginArbitrary } from '../verify/generate/login-arbitrary.ts';
import { sampleLogins } from '../verify/generate/sample-logins.ts';
import { openBuiltInLaws } from '../verify/laws/built-in/index.ts';
import type { Judgement } from '../verify/laws/law.ts';
import type { TimedLogin } from '../verify/login/timed-login.ts';
import { openTrial } from '../verify/open-trial.ts';

const EXAMPLES = resolve(import.meta.dirname, '../examples');

const LOGINS = 300;

/** Laws that examples switch off, each with a reason in its files. */
const SWITCHED_OFF: Readonly<Record<string, readonly string[]>> = {
  'imported-tenant': ['missing-facts-never-help', 'spelling-never-matters'],
};

/** Laws that have nothing to say about an example. */
const UNFIT: Readonly<Record<string, readonly string[]>> = {
  'group-roles': ['missing-facts-never-help'],
  'imported-tenant': ['targets-agree'],
};

describe('the built-in laws', () => {
  for (const name of globSync('*/README.md', { cwd: EXAMPLES }).map(dirname).sort()) {
    it(`hold for the example ${name}`, async () => {
      const { broken, skipped, unheard } = await judgeExample(resolve(EXAMPLES, name));
      assert.deepEqual(broken, []);
      assert.deepEqual(skipped, [...(SWITCHED_OFF[name] ?? []), ...(UNFIT[name] ?? [])]);
      assert.deepEqual(unheard, []);
    });
  }
});

/** What is wrong with an example, which laws are skipped, and which were about hardly any login. */
async function judgeExample(root: string) {
  const project = await checkProject(root);
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
      count: LOGINS,
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
  const unheard = [...counts].filter(([, count]) => count < LOGINS / 50).map(([name]) => name);
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
