import { displayText, displayWidth } from '../../grammar/index.ts';
import type { Paint } from '../output.ts';
import type { ParameterDescription, TemplateDescription } from './describe-template.ts';
import { byCategory } from './known-templates.ts';

/** What `lintel templates` prints. */
export function formatList(templates: readonly TemplateDescription[], paint: Paint): string {
  const width = Math.max(...templates.map(({ name }) => displayWidth(name)));
  const blocks = Array.from(byCategory(templates), ([category, members]) => {
    const lines = members.flatMap(({ name, title, summary, origin }) => {
      const own = origin === 'project' ? ` ${paint('dim', '(of this project)')}` : '';
      const first = `  ${paint('bold', pad(displayText(name), width))}  ${displayText(title)}${own}`;
      return summary === '' ? [first] : [first, `  ${pad('', width)}  ${paint('dim', displayText(summary))}`];
    });
    return [paint('cyan', displayText(category)), ...lines].join('\n');
  });
  return `${blocks.join('\n\n')}\n`;
}

/** What `lintel templates NAME` prints. */
export function formatTemplate(template: TemplateDescription, paint: Paint): string {
  const { name, title, summary, category, readsAs, parameters, rule, tests } = template;
  const parts = [
    [
      `${paint('bold', displayText(title))} (${displayText(name)}, ${displayText(category)})`,
      displayText(summary),
    ],
    ['Reads as', `  ${displayText(readsAs)}`],
    ['Parameters', ...rowsOf(parameters)],
    ['A rule to paste', ...rule.split('\n').map((line) => `  ${line}`)],
    ['Its tests', ...tests.map((test) => `  ${displayText(test)}`)],
  ];
  const shown = parts.filter(([, first = '']) => first !== '');
  return `${shown.map((lines, index) => heading(lines, index, paint).join('\n')).join('\n\n')}\n`;
}

/** What a parameter is, in one line. */
export function explainParameter({ title, description }: ParameterDescription): string {
  return displayText(description === null ? title : `${title}: ${description}`);
}

function heading(lines: readonly string[], index: number, paint: Paint): readonly string[] {
  return index === 0 ? lines : lines.with(0, paint('cyan', lines[0] ?? ''));
}

function rowsOf(parameters: readonly ParameterDescription[]): readonly string[] {
  const rows = parameters.map((one) => [displayText(one.name), displayText(one.type), explainParameter(one)]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  return rows.map((row, index) => {
    const cells = row.map((cell, column) => pad(cell, widths[column] ?? 0));
    return `  ${cells.join('  ')}  ${hintsOf(parameters[index])}`.trimEnd();
  });
}

function hintsOf(parameter: ParameterDescription | undefined): string {
  if (parameter === undefined) return '';
  const { example, default: fallback } = parameter;
  const hints = [
    ...(example === null ? [] : [`such as: ${example}`]),
    ...(fallback === null ? [] : [`if left out: ${fallback}`]),
  ];
  return displayText(hints.join('; '));
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
