import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readShippedTemplates } from '../project/read-templates.ts';
import { projectOfTemplates } from './project-of-templates.ts';

describe('a rule made of a template that comes with Lintel', () => {
  it('is not told what its author cannot change', async () => {
    const told: string[] = [];
    for (const template of await readShippedTemplates()) {
      const { findings } = await projectOfTemplates([template]);
      // This machine has no values for the secrets of examples.
      const codes = findings
        .flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))
        .filter((code) => code !== 'missing-secret');
      if (codes.length > 0) told.push(`${template.id.text}: ${codes.join(', ')}`);
    }
    assert.deepEqual(told, []);
  });
});
