import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileText, type RunnablePolicy, runCompiled } from './compiled-policy.ts';

/** No, unknown and yes as numbers: *and* is the least of them, *or* the greatest, *not* what is left to 1. */
const TRUTHS = [0, 0.5, 1] as const;
type Grade = (typeof TRUTHS)[number];
const NAMES = ['a', 'b', 'c'] as const;

describe('the truth tables', () => {
  for (const form of ['fast', 'traced'] as const) {
    describe(`in the ${form} form`, () => {
      const table = tableOf(form);

      it('and is the least of its operands', () => {
        table(2, sentence('A and B'), ([a, b]) => Math.min(a, b));
        table(3, sentence('A and B and C'), ([a, b, c]) => Math.min(a, b, c));
      });

      it('or is the greatest of its operands', () => {
        table(2, sentence('A or B'), ([a, b]) => Math.max(a, b));
        table(3, sentence('A or B or C'), ([a, b, c]) => Math.max(a, b, c));
      });

      it('not turns yes and no round and leaves unknown', () => {
        table(1, sentence('not A'), ([a]) => 1 - a);
        table(2, sentence('not (A and B)'), ([a, b]) => 1 - Math.min(a, b));
        table(3, sentence('not (A or (B and not C))'), ([a, b, c]) => 1 - Math.max(a, Math.min(b, 1 - c)));
      });

      it('if is unknown where its condition is', () => {
        table(3, sentence('(if A then B else C)'), ([a, b, c]) => (a === 0.5 ? 0.5 : a === 1 ? b : c));
        table(3, sentence('(if A then B else C) is yes'), ([a, b, c]) => (a === 0.5 ? 0.5 : a === 1 ? b : c));
      });

      it('otherwise takes the first that is known', () => {
        table(2, sentence('(A otherwise B)'), ([a, b]) => (a === 0.5 ? b : a));
        table(3, sentence('(A otherwise B otherwise C)'), ([a, b, c]) => (a !== 0.5 ? a : b !== 0.5 ? b : c));
      });

      it('exists and is missing always know', () => {
        table(1, sentence('A exists'), ([a]) => (a === 0.5 ? 0 : 1));
        table(1, sentence('A is missing'), ([a]) => (a === 0.5 ? 1 : 0));
      });

      it('is and is not are unknown where a side is', () => {
        table(2, sentence('A is B'), ([a, b]) => (a === 0.5 || b === 0.5 ? 0.5 : Number(a === b)));
        table(2, sentence('A is not B'), ([a, b]) => (a === 0.5 || b === 0.5 ? 0.5 : Number(a !== b)));
      });

      it('trees of sentences follow the same tables', () => {
        table(3, tree('all'), (grades) => Math.min(...grades));
        table(3, tree('any'), (grades) => Math.max(...grades));
        table(3, tree('none'), (grades) => 1 - Math.max(...grades));
        table(3, tree('not_all'), (grades) => 1 - Math.min(...grades));
      });

      it('a rule applies when its when holds and its unless does not', () => {
        table(
          2,
          '    when: user.user_metadata.a is yes\n    unless: user.user_metadata.b is yes\n',
          ([a, b]) => Math.min(a, 1 - b),
        );
      });

      it('quantifiers take the least and the greatest over the members', () => {
        members(form, 'every i in user.identities where i.isSocial', (grades) => Math.min(1, ...grades));
        members(form, 'any i in user.identities where i.isSocial', (grades) => Math.max(0, ...grades));
        members(
          form,
          'not (every i in user.identities where i.isSocial)',
          (grades) => 1 - Math.min(1, ...grades),
        );
        members(
          form,
          'not (any i in user.identities where i.isSocial)',
          (grades) => 1 - Math.max(0, ...grades),
        );
      });

      it('count and for each are unknown where one member is', () => {
        const doubtful = (grades: readonly Grade[]) => grades.includes(0.5);
        const count = (grades: readonly Grade[]) => grades.filter((grade) => grade === 1).length;
        members(form, '(count of i in user.identities where i.isSocial) is 2', (grades) =>
          doubtful(grades) ? 0.5 : Number(count(grades) === 2),
        );
        members(form, '(i.provider for each i in user.identities where i.isSocial) contains "p"', (grades) =>
          doubtful(grades) ? 0.5 : Number(count(grades) > 0),
        );
      });
    });
  }
});

function sentence(text: string): string {
  return `    when: ${text.replace(/\b[ABC]\b/g, (name) => `user.user_metadata.${name.toLowerCase()}`)}\n`;
}

function tree(kind: string): string {
  return `    when:\n      ${kind}:\n${NAMES.map((name) => `        - user.user_metadata.${name}\n`).join('')}`;
}

/** A policy of one rule that tells all three values: the guard applies unless no, the grant only if yes. */
function compileCondition(condition: string): RunnablePolicy {
  return compileText(
    `policy: table\nrules:\n  - id: tell\n${condition}    then:\n      limit_session: { lasts: 1 hour }\n      set_claims: { told: here }\n`,
  );
}

function tell(
  policy: RunnablePolicy,
  form: 'fast' | 'traced',
  user: { readonly [name: string]: unknown },
): Grade {
  const { session, claims } = runCompiled(policy, form, { user, context: {} }, 0);
  if (Object.hasOwn(claims.id_token, 'told')) {
    assert.notEqual(session, null, 'where a grant applies, a guard does');
    return 1;
  }
  return session === null ? 0 : 0.5;
}

function tableOf(form: 'fast' | 'traced') {
  return (count: number, condition: string, expected: (grades: [Grade, Grade, Grade]) => number): void => {
    const policy = compileCondition(condition);
    for (const grades of combinations(count)) {
      const metadata = Object.fromEntries(
        NAMES.flatMap((name, index) => (grades[index] === 0.5 ? [] : [[name, grades[index] === 1]])),
      );
      const story = `${condition.trim()} of ${grades.slice(0, count).join(', ')}`;
      assert.equal(tell(policy, form, { user_metadata: metadata }), expected(grades), story);
    }
  };
}

function members(
  form: 'fast' | 'traced',
  condition: string,
  expected: (grades: readonly Grade[]) => number,
): void {
  const policy = compileCondition(`    when: ${condition}\n`);
  for (const count of [0, 1, 2, 3]) {
    for (const combination of combinations(count)) {
      const grades = combination.slice(0, count);
      const identities = grades.map((grade) => ({
        provider: 'p',
        ...(grade === 0.5 ? {} : { isSocial: grade === 1 }),
      }));
      assert.equal(
        tell(policy, form, { identities }),
        expected(grades),
        `${condition} of ${grades.join(', ')}`,
      );
    }
  }
  assert.equal(tell(policy, form, {}), 0.5, `${condition} of a missing list`);
}

/** Every way to give `count` names a grade; the other names are unknown. */
function combinations(count: number): readonly [Grade, Grade, Grade][] {
  const options = (index: number): readonly Grade[] => (index < count ? TRUTHS : [0.5]);
  return options(0).flatMap((a) =>
    options(1).flatMap((b) => options(2).map((c): [Grade, Grade, Grade] => [a, b, c])),
  );
}
