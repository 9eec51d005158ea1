import {
  type Builtin,
  builtins,
  formatType,
  LOGIN_NAMES,
  type LoginName,
  type Value,
} from '../../stdlib/index.ts';
import { showValue } from './show-value.ts';

/** docs/STDLIB.md: every name of a login and every function, as the sources describe them. */
export function stdlibReference(): string {
  const subjects = Map.groupBy(builtins.values(), ({ subject }) => subject);
  const functions = Array.from(subjects, ([subject, members]) =>
    [`### ${TITLES[subject]}`, ...members.map(functionSection)].join('\n\n'),
  );
  return `${[HEAD, NAMES_HEAD, nameTable(), FUNCTIONS_HEAD, ...functions].join('\n\n')}\n`;
}

const TITLES: Readonly<Record<Builtin['subject'], string>> = {
  text: 'Text',
  'e-mail': 'E-mail addresses',
  lists: 'Lists',
  records: 'Records',
  numbers: 'Numbers',
  conversion: 'From one type to another',
  dates: 'Dates and moments',
  network: 'Network addresses',
  'countries and versions': 'Countries and versions',
  identity: 'The person',
};

const HEAD = `# What sentences can use

Every name of a login, and every function. How sentences are written stands in [The language](LANGUAGE.md).
\`npm run docs:stdlib\` writes this page.`;

const NAMES_HEAD = `## Names of a login

What the identity provider did not send is missing. \`.*\` stands for any further names.`;

const FUNCTIONS_HEAD = `## Functions

Functions make values; what asks a question mostly is an [operator](LANGUAGE.md#operators).
Given a missing value, they give a missing value, unless they say otherwise.
What stands with a \`?\` can be left out: a zone is then that of the policy, and what a login says about the person is taken from it.`;

function nameTable(): string {
  const rows = nameRows(LOGIN_NAMES, '');
  return ['| name | type | what it is |', '|---|---|---|', ...rows].join('\n');
}

function nameRows(names: ReadonlyMap<string, LoginName>, before: string): readonly string[] {
  return [...names].flatMap(([step, { field, children, open, resultOnly, summary }]) => {
    if (resultOnly) return [];
    const name = `${before}${step}`;
    const own =
      field === null ? [] : [`| \`${open ? `${name}.*` : name}\` | ${formatType(field.type)} | ${summary} |`];
    return [...own, ...nameRows(children, `${name}.`)];
  });
}

function functionSection({ name, parameters, returns, summary, examples }: Builtin): string {
  const shown = parameters.map(({ name: parameter, type, optional, from, repeated }) => {
    const mark = optional || from !== undefined ? '?' : repeated ? '…' : '';
    return `${parameter}${mark}: ${formatType(type)}`;
  });
  const calls = examples.map(([call, result]) => `${call}  →  ${shownResult(result)}`);
  return [
    `#### \`${name}(${shown.join(', ')})\` → ${formatType(returns)}`,
    summary,
    ...(calls.length === 0 ? [] : [`\`\`\`\n${calls.join('\n')}\n\`\`\``]),
  ].join('\n\n');
}

function shownResult(result: Value): string {
  return result === undefined ? 'missing' : showValue(result);
}
