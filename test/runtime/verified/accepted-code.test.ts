import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parse } from 'acorn';
import fc from 'fast-check';
import { compileOrThrow } from '../../../bench/compiled-policy.ts';
import { readTenRules } from '../../../bench/ten-rules/read-ten-rules.ts';
import { nodesOf } from '../../../compiler/javascript/parse-javascript.ts';
import { checkProject } from '../../../project/index.ts';
import { readShippedTemplates } from '../../../project/read-templates.ts';
import { directCode } from '../../../runtime/verified/direct-code.ts';
import { CALLED_PARTS } from '../../../runtime/verified/helper-parts.ts';
import { createReadFunctions } from '../../../runtime/verified/read-values.ts';
import { verifyCode } from '../../../runtime/verified/verify-code.ts';
import type { CompiledPolicy } from '../../../stdlib/index.ts';
import { dataFunctions } from '../../../stdlib/library.ts';
import { runs } from '../../laws/runs.ts';
import { projectOfTemplates } from '../../project-of-templates.ts';
import { decidedPolicy, LIBRARY } from './emitted-code.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('the code of a decider is accepted', () => {
  let seen = 0;

  for (const folder of globSync('examples/*/README.md', { cwd: ROOT }).map(dirname).sort())
    it(`of ${folder}`, async () => accept((await checkProject(join(ROOT, folder))).policies));

  it('of every template', async () => {
    for (const template of await readShippedTemplates())
      accept((await projectOfTemplates([template])).policies);
  });

  it('of the policy that speed is measured on', async () => {
    const { source, world } = await readTenRules();
    accept([compileOrThrow(source, world)]);
  });

  it('of any policy', () => {
    fc.assert(
      fc.property(decidedPolicy, ({ policy }) => accept([policy])),
      runs(150),
    );
  });

  after(() => assert.ok(seen > 200, `only ${seen} deciders were looked at, too few to tell`));

  function accept(policies: readonly CompiledPolicy[] | null): void {
    assert.ok(policies !== null);
    for (const { id, decider } of policies) {
      // What asks has to wait, and only outside of this process does anybody wait for it.
      if (decider === null || decider.lookUps.length > 0) continue;
      seen++;
      assert.equal(verifyCode(decider.code, LIBRARY), null, `${id}\n${decider.code}`);
      const direct = directCode(decider);
      if (direct === null || decider.goesDeep) continue;
      const known = new Set([...IN_THE_HOST, ...direct.readers, 'tells']);
      assert.equal(verifyCode(direct.text, known), null, `${id}\n${direct.text}`);
    }
  }
});

describe('what helpers call of what they are given', () => {
  it('is known of those that sentences call', () => {
    const found = new Map(
      [...dataFunctions]
        .map(([name, run]) => [name, calledParts(run.toString())] as const)
        .filter(([, parts]) => parts.length > 0),
    );
    for (const name of ['readList', 'readValue']) found.set(name, [1]);
    assert.deepEqual(found, new Map(CALLED_PARTS));
  });
});

const IN_THE_HOST = [...dataFunctions.keys(), ...Object.keys(createReadFunctions(1000))];

/** The parameters that the text of a function calls, by their indexes. */
function calledParts(text: string): readonly number[] {
  const [statement] = parse(`(${text})`, { ecmaVersion: 2024 }).body;
  assert.ok(statement?.type === 'ExpressionStatement');
  const { expression } = statement;
  assert.ok(expression.type === 'FunctionExpression');
  const names = expression.params.map((parameter) => (parameter.type === 'Identifier' ? parameter.name : ''));
  const called = [...nodesOf(expression.body)].flatMap((node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return [];
    const handedOn = (CALLED_PARTS.get(node.callee.name) ?? []).map((index) => node.arguments[index]);
    return [node.callee, ...handedOn].map((part) =>
      part?.type === 'Identifier' ? names.indexOf(part.name) : -1,
    );
  });
  return [...new Set(called)].filter((index) => index >= 0).sort();
}
