import path from 'node:path';
import { displayText } from '../../grammar/index.ts';
import { findProjectAround } from '../../project/index.ts';
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { formatList, formatTemplate } from '../templates/format-templates.ts';
import { describeTemplates, findTemplate, inCategory } from '../templates/known-templates.ts';

export interface TemplatesOptions {
  /** A folder, or a file in it; there need be no project. */
  readonly project: string;
  /** Only categories with this text in their names, in large or small letters; null: all. */
  readonly category: string | null;
  readonly json: boolean;
}

/** `lintel templates`: those that come with Lintel and those of a project; with a name, everything about one. */
export async function templates(
  name: string | undefined,
  { project, category, json }: TemplatesOptions,
  output: Output,
): Promise<ExitCode> {
  if (name !== undefined && category !== null)
    throw new UsageError(
      `\`--category\` goes without a name: \`lintel templates ${name}\` shows that template`,
    );
  const root = (await findProjectAround(path.join(project, 'any'))) ?? project;
  const { described, read } = await describeTemplates(root);
  for (const { source } of read.findings)
    output.warn(`${displayText(source.name)} is left out: \`lintel check\` tells what is wrong with it`);
  if (name === undefined) {
    const shown = category === null ? described : inCategory(category, described);
    await output.result(json ? printJson({ templates: shown }) : formatList(shown, output.paint));
    if (!json && category === null) await output.result(`\n${HINT}\n`);
    return EXIT.fine;
  }
  findTemplate(name, read.all);
  for (const template of described.filter((one) => one.name === name))
    await output.result(json ? printJson(template) : formatTemplate(template, output.paint));
  return EXIT.fine;
}

const HINT =
  '`--category TEXT` lists one category, `lintel templates NAME` tells everything about one template';

function printJson(value: object): string {
  return `${JSON.stringify({ schemaVersion: 1, ...value }, null, 2)}\n`;
}
