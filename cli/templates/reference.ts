import type { ParameterDescription, TemplateDescription } from './describe-template.ts';
import { byCategory } from './known-templates.ts';

/** docs/TEMPLATES.md: everything about the given templates, in their order. */
export function templatesReference(templates: readonly TemplateDescription[]): string {
  const sections = Array.from(byCategory(templates), ([category, members]) =>
    [`## ${category}`, ...members.map(sectionOf)].join('\n\n'),
  );
  return `${[HEAD, ...sections].join('\n\n')}\n`;
}

const HEAD = `# Templates

The rules with gaps that come with Lintel: \`uses\` names one, \`with\` fills the gaps ([how](LANGUAGE.md#rules-made-of-a-template)).
\`lintel templates\` shows them with those of your project, \`lintel new rule\` fills one in and puts the rule into your policy.
Each carries tests; a fact that is missing never helps anyone.
\`npm run docs:templates\` writes this page.`;

function sectionOf({ name, title, summary, readsAs, parameters, rule }: TemplateDescription): string {
  const table = [
    '| parameter | type | what it is | |',
    '|---|---|---|---|',
    ...parameters.map((one) => `| \`${one.name}\` | ${one.type} | ${cell(whatIs(one))} | ${hintsOf(one)} |`),
  ];
  return [
    `### ${title}`,
    `\`${name}\`: ${summary}`,
    `Reads as: *${readsAs.replaceAll('*', '\\*')}*`,
    ...(parameters.length === 0 ? [] : [table.join('\n')]),
    `\`\`\`yaml\n${rule}\n\`\`\``,
  ].join('\n\n');
}

function whatIs({ title, description }: ParameterDescription): string {
  return description === null ? title : `${title}: ${description}`;
}

function hintsOf({ example, default: fallback }: ParameterDescription): string {
  const hints = [
    ...(example === null ? [] : [`such as ${code(example)}`]),
    ...(fallback === null ? [] : [`if left out: ${code(fallback)}`]),
  ];
  return hints.join('; ');
}

function code(text: string): string {
  return `\`${cell(text)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
