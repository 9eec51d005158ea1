import { type RuleTemplate, suggest } from '../../grammar/index.ts';
import { type ReadTemplates, readAllTemplates } from '../../project/index.ts';
import { UsageError } from '../exit-codes.ts';
import { describeTemplate, type TemplateDescription } from './describe-template.ts';

/** The templates that come with Lintel and those of a folder, by category and title; `read`: what there is to them. */
export async function describeTemplates(
  root: string,
): Promise<{ readonly described: readonly TemplateDescription[]; readonly read: ReadTemplates }> {
  const read = await readAllTemplates(root);
  const templates = [...read.all.values()].filter((one) => one !== null);
  const described = templates.map((one) =>
    describeTemplate(one, read.own.includes(one) ? 'project' : 'lintel'),
  );
  return { described: inOrder(described), read };
}

/** Those of a category together, in alphabetical order. */
export function inOrder(templates: readonly TemplateDescription[]): readonly TemplateDescription[] {
  return templates.toSorted(
    (a, b) => compare(a.category, b.category) || compare(a.title, b.title) || compare(a.name, b.name),
  );
}

/** Templates by their category, in the order in which the first of each stands. */
export function byCategory(
  templates: readonly TemplateDescription[],
): ReadonlyMap<string, readonly TemplateDescription[]> {
  return Map.groupBy(templates, ({ category }) => category);
}

/** Those of the categories with a text in their names; a `UsageError` that names all when there is none. */
export function inCategory(
  text: string,
  templates: readonly TemplateDescription[],
): readonly TemplateDescription[] {
  const wanted = text.trim().toLowerCase();
  const found = templates.filter(({ category }) => category.toLowerCase().includes(wanted));
  if (found.length > 0) return found;
  const categories = [...byCategory(templates).keys()];
  const near = suggest(text, categories);
  const hint = near === null ? `there are ${categories.join(', ')}` : `did you mean \`${near}\`?`;
  throw new UsageError(`there is no category \`${text}\`; ${hint}`);
}

/** The template of a name; a `UsageError` when there is none that can be used. */
export function findTemplate(name: string, all: ReadTemplates['all']): RuleTemplate {
  const template = all.get(name);
  if (template === null)
    throw new UsageError(`the template \`${name}\` has mistakes, which \`lintel check\` tells`);
  if (template !== undefined) return template;
  const near = suggest(name, all.keys());
  const hint = near === null ? '`lintel templates` shows them all' : `did you mean \`${near}\`?`;
  throw new UsageError(`there is no template \`${name}\`; ${hint}`);
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en');
}
