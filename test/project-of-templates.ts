import assert from 'node:assert/strict';
import { exampleArguments, type RuleTemplate, toPlain } from '../grammar/index.ts';
import { type CheckedProject, checkProject } from '../project/index.ts';
import { inFolder } from './project/project-folder.ts';

/** A project with a rule for each of some templates, which is made of it as its examples say. */
export async function projectOfTemplates(templates: readonly RuleTemplate[]): Promise<CheckedProject> {
  const rules = templates.map((template) => {
    const { text: id } = template.id;
    return { id: `by-${id}`, uses: id, with: toPlain(exampleArguments(template, 'example')) };
  });
  const policy = JSON.stringify({ policy: 'of-templates', rules });
  const project = await inFolder({ 'policy.yaml': policy }, (root) => checkProject(root));
  assert.ok(project.steps !== null, JSON.stringify(project.findings));
  return project;
}
