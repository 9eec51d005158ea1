import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { analyse, analyseTemplate, EMPTY_WORLD, emitPolicy, explainPolicy } from '../../../compiler/index.ts';
import { parseRuleTemplate } from '../../../grammar/index.ts';
import { NO_OPTIONS } from '../../../project/read-environment.ts';
import { createPipeline } from '../../../runtime/index.ts';
import { openTrial, runTests } from '../../../verify/index.ts';

const QUOTA = `template: quota
name: A number of logins
parameters:
  application: { type: app, title: Application, example: Exam }
  most: { type: number, title: Logins, example: 3 }
rule:
  for: { app: = application }
  unless: counts.logins is less than most
  then:
    deny: That was enough.
followed_by:
  - for: { app: = application }
    then:
      count: { name: logins, per: user.user_id }
tests:
  - with: { application: Exam, most: 3 }
    login: { app: Exam, user: { user_id: a } }
    answers: { counts.logins: 3 }
    expect: { outcome: deny }
`;

/** A template that counts with a counter of the policy, which a parameter names. */
const SHARED = `template: shared
name: A counter that several rules count with
parameters:
  counter: { type: text, title: Counter, example: logins }
rule:
  then:
    count: { name: = counter, per: user.user_id }
`;

const TWO = `policy: p
rules:
  - { id: exam, uses: quota, with: { application: Exam, most: 1 } }
  - { id: quiz, uses: quota, with: { application: Quiz, most: 2 } }
`;

const templateOf = (text: string) => {
  const { value } = parseRuleTemplate({ name: 'templates/a.yaml', text });
  assert.ok(value !== null);
  return value;
};

function analysed(text: string, quota = QUOTA) {
  const source = { name: 'policy.yaml', text };
  const templates = new Map([quota, SHARED].map((one) => [templateOf(one).id.text, templateOf(one)]));
  const world = { ...EMPTY_WORLD, templates };
  const { value, diagnostics } = analyse(source, world);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return { source, world, value, errors: errors.map(({ message }) => message) };
}

function namesIn(text: string): readonly string[] {
  const { value, errors } = analysed(text);
  assert.deepEqual(errors, []);
  return value?.core.counters.map(({ name }) => name) ?? [];
}

/** Logins to some applications one after another, as they end. */
async function endsOf(test: TestContext, text: string, ...apps: readonly string[]) {
  const { value, source } = analysed(text);
  assert.ok(value !== null);
  const pipeline = await createPipeline([emitPolicy(value.core, source)]);
  test.after(() => pipeline.dispose());
  const ends: string[] = [];
  for (const clientName of apps) {
    const { by, outcome } = await pipeline.run({
      user: { user_id: 'a' },
      context: { clientName, clientID: clientName },
    });
    ends.push(by ?? outcome);
  }
  return ends;
}

/** Whether a test of the policy passes. */
async function resultOf(test: TestContext, text: string): Promise<string> {
  const { value, source, errors } = analysed(text);
  if (value === null) return errors.join('\n');
  const trial = await openTrial({ steps: [emitPolicy(value.core, source)], pipelineOptions: NO_OPTIONS });
  test.after(() => trial.dispose());
  const [result] = await runTests(value.cases, trial);
  return result?.kind ?? 'no test';
}

const testing = (app: string, answers: string, expect: string) =>
  `${TWO}tests:\n  - { name: t, login: { app: ${app}, user: { user_id: a } }, answers: { ${answers} }, expect: { ${expect} } }\n`;

describe('a counter of a template', () => {
  it('is one of its own for each use, called after the rule', () => {
    assert.deepEqual(namesIn(TWO), ['logins of exam', 'logins of quiz']);
    const moved = `${TWO.replace('rules:\n', 'rules:\n  - { id: first, then: { count: { name: logins } } }\n')}`;
    assert.deepEqual(namesIn(moved), ['logins', 'logins of exam', 'logins of quiz']);
  });

  it('does not count the logins of another use', async (test) =>
    assert.deepEqual(await endsOf(test, TWO, 'Exam', 'Quiz', 'Quiz', 'Exam', 'Quiz'), [
      'allow',
      'allow',
      'allow',
      'exam',
      'quiz',
    ]));

  it('cannot be named by other rules, nor be taken for one of theirs', () => {
    const reading = (name: string) =>
      analysed(`${TWO}  - { id: other, when: '${name} is 1', then: { log: a } }\n`).errors;
    const unknown = (name: string) => [`this policy describes no counter \`counts.${name}\``];
    assert.deepEqual(reading('counts.logins'), unknown('logins'));
    assert.deepEqual(reading('counts["logins of exam"]'), unknown('logins of exam'));
    assert.deepEqual(analysed(`${TWO}  - { id: other, then: { count: logins } }\n`).errors, [
      'this policy describes no counter `logins`',
    ]);
  });

  it('is one of the policy where a parameter names it', () =>
    assert.deepEqual(
      namesIn(
        'policy: p\nrules:\n  - { id: a, uses: shared, with: { counter: logins } }\n' +
          '  - { id: b, uses: shared, with: { counter: logins } }\n' +
          '  - { id: c, when: counts.logins is 1, then: { count: logins } }\n',
      ),
      ['logins'],
    ));

  it('is explained by the name of the use', () => {
    const { source, world } = analysed(TWO);
    assert.match(explainPolicy(source, world).value ?? '', /It asks counts\.logins of exam\./);
  });

  it('has the name in the template in messages about the template', () => {
    const twice = templateOf(
      QUOTA.replace(
        'deny: That',
        'count: { name: logins, per: request.ip, also_on_deny: yes }\n    deny: That',
      ),
    );
    const messages = analyseTemplate(twice, EMPTY_WORLD).diagnostics.map(({ message }) => message);
    assert.ok(messages.includes('the counter `logins` is described differently before'), messages.join('\n'));
  });
});

describe('tests about counters of templates', () => {
  it('call them as the template does, or by the rule', async (test) => {
    for (const name of ['logins', 'logins of exam']) {
      assert.equal(await resultOf(test, testing('Exam', `counts.${name}: 1`, 'by: exam')), 'passed');
      assert.equal(await resultOf(test, testing('Exam', `counts.${name}: 0`, `counts: [${name}]`)), 'passed');
      assert.equal(await resultOf(test, testing('Exam', `counts.${name}: 1`, `counts: [${name}]`)), 'failed');
    }
  });

  it('tell the uses apart by the rule', async (test) => {
    const answers = 'counts.logins of quiz: 0, counts.logins: 5';
    assert.equal(await resultOf(test, testing('Quiz', answers, 'counts: [logins of quiz]')), 'passed');
    assert.equal(await resultOf(test, testing('Quiz', answers, 'counts: [logins of exam]')), 'failed');
    assert.equal(await resultOf(test, testing('Exam', answers, 'by: exam')), 'passed');
  });

  it('cannot name what no rule has', async (test) => {
    assert.match(
      await resultOf(test, testing('Exam', 'counts.logins: 1', 'counts: [logins of quizz]')),
      /no rule/,
    );
    assert.match(await resultOf(test, testing('Exam', 'counts.logins of quizz: 1', 'by: exam')), /quizz/);
  });
});
