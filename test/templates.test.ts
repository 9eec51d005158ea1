import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseTemplate, EMPTY_WORLD, emitPolicy } from '../compiler/index.ts';
import { namedHosts } from '../project/named-hosts.ts';
import { NO_OPTIONS } from '../project/read-environment.ts';
import { readShippedTemplates } from '../project/read-templates.ts';
import { openTrial, runTests } from '../verify/index.ts';

for (const template of await readShippedTemplates()) {
  describe(`the template ${template.id.text}`, () => {
    const { value: uses, diagnostics } = analyseTemplate(template, EMPTY_WORLD);

    it('has nothing wrong with it', () => assert.deepEqual(diagnostics, []));

    it('can be put into a form', () => {
      assert.ok(template.summary !== null && template.category !== null);
      assert.ok(template.parameters.every((one) => one.example !== null || one.default !== null));
    });

    it('carries at least three tests', () => {
      assert.ok((uses?.length ?? 0) >= 3);
    });

    /** How its rules with a condition ended in the tests. */
    const ends = new Set<string>();

    for (const { core, cases } of uses ?? []) {
      it(`passes its test: ${cases[0]?.test.name.text}`, async (t) => {
        const trial = await openTrial({
          steps: [emitPolicy(core, template.source)],
          pipelineOptions: { ...NO_OPTIONS, network: { allow: namedHosts(core), private: [] } },
        });
        t.after(() => trial.dispose());
        const results = await runTests(cases, {
          ...trial,
          async run(login, options) {
            const found = await trial.run(login, { ...options, trace: true });
            for (const { result, clauses } of found.report.trace ?? [])
              if (clauses.length > 0) ends.add(result);
            return found;
          },
        });
        assert.deepEqual(
          results.filter(({ kind }) => kind !== 'passed'),
          [],
          JSON.stringify(results, null, 2),
        );
      });
    }

    it('shows in its tests where its condition holds, and where it does not', () => {
      if (ends.size > 0) assert.ok(ends.has('applied') && ends.size > 1, [...ends].join());
    });
  });
}
