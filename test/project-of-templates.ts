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
  const secrets = rules.flatMap(({ with: given }, index) => secretsOf(templates[index], given));
  const files = {
    'policy.yaml': JSON.stringify({ policy: 'of-templates', rules }),
    'lintel.yaml': JSON.stringify({ pipeline: ['policy.yaml'], secrets, network: { allow: hostsIn(rules) } }),
  };
  const project = await inFolder(files, (root) => checkProject(root));
  assert.ok(project.steps !== null, JSON.stringify(project.findings));
  return project;
}

/** The names of secrets that are given to a template. */
function secretsOf(template: RuleTemplate | undefined, given: unknown): readonly unknown[] {
  const names = (template?.parameters ?? [])
    .filter(({ type }) => type.text === 'secret')
    .map(({ name }) => name.text);
  return names.map((name) => Object(given)[name]).filter((name) => name !== undefined);
}

/** The hosts that stand in addresses. */
function hostsIn(value: unknown): readonly string[] {
  const addresses = JSON.stringify(value).matchAll(/https:[/]{2}([^/?#"]+)/g);
  return [...new Set(Array.from(addresses, ([, host = '']) => host))];
}
