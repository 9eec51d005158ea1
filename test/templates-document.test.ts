import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { describeTemplate } from '../cli/templates/describe-template.ts';
import { inOrder } from '../cli/templates/known-templates.ts';
import { templatesReference } from '../cli/templates/reference.ts';
import { analyse, EMPTY_WORLD, explainPolicy } from '../compiler/index.ts';
import { readShippedTemplates } from '../project/index.ts';
import { ROOT, readDocument } from './docs/markdown.ts';

const shipped = await readShippedTemplates();
const described = inOrder(shipped.map((template) => describeTemplate(template, 'lintel')));

describe('docs/TEMPLATES.md', () => {
  it('says what the templates say; npm run docs:templates writes it anew', () => {
    const text = templatesReference(described);
    if (process.env.UPDATE === '1') writeFileSync(join(ROOT, 'docs/TEMPLATES.md'), text);
    assert.ok(readDocument('docs/TEMPLATES.md') === text, 'docs/TEMPLATES.md is out of date');
  });

  const world = { ...EMPTY_WORLD, templates: new Map(shipped.map((one) => [one.id.text, one])) };
  for (const { name, rule, readsAs } of described) {
    it(`has a rule of ${name} to paste that works, and is retold as it says`, () => {
      const text = `policy: p\nrules:\n${rule.replace(/^/gm, '  ')}\n`;
      const source = { name: 'policy.yaml', text };
      const { value, diagnostics } = analyse(source, world);
      assert.deepEqual(
        diagnostics.filter(({ severity }) => severity === 'error'),
        [],
      );
      assert.equal(value?.checked.policy.rules[0]?.name?.text, readsAs);
      const retold = explainPolicy(source, world).value ?? '';
      assert.ok(retold.includes(`\n1. ${readsAs} [`), retold);
      assert.ok(retold.includes(`\n   Made of the template ${name}.\n`), retold);
      assert.doesNotMatch(retold, /undefined|\[object| null/);
    });
  }
});
