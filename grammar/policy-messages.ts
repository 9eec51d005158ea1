import type { Diagnostic, Fix, Note } from './diagnostic.ts';
import type { Span } from './source.ts';
import { type At, make, show } from './yaml-messages.ts';

export function unknownKey({
  key,
  suggestion,
  known,
  ...at
}: At & {
  readonly key: string;
  readonly suggestion: string | null;
  readonly known: readonly string[];
}): Diagnostic {
  const fix: Fix | null =
    suggestion === null
      ? null
      : { title: `write \`${suggestion}\``, safe: false, edits: [{ span: at.span, text: suggestion }] };
  const help = suggestion === null ? `known here: ${list(known)}` : `did you mean \`${suggestion}\`?`;
  return make('unknown-key', { ...at, fix }, `unknown key ${show(key)}`, help);
}

/** An effect that stands beside the other keys of its rule. */
export function effectOutsideThen({ key, ...at }: At & { readonly key: string }): Diagnostic {
  const help = `write \`then:\` on a line of its own above it, and indent ${show(key)} by two more spaces`;
  return make('unknown-key', at, `${show(key)} belongs under \`then\``, help);
}

/** `keys`: one of these is missing from `owner`, which is a key, `this rule`, `this test` or `this file`. */
export function missingKey({
  keys,
  owner,
  ...at
}: At & { readonly keys: readonly string[]; readonly owner: string }): Diagnostic {
  const [first = ''] = keys;
  const message = `${owner} has no ${keys.map((key) => `\`${key}\``).join(' or ')}`;
  const example = IDENTIFIERS.get(first);
  const more = example === undefined ? '' : `, such as \`${first}: ${example}\``;
  return make('missing-key', at, message, `write \`${first}:\` and its value${more}`);
}

const IDENTIFIERS: ReadonlyMap<string, string> = new Map([
  ['policy', 'staff-portal'],
  ['id', 'staff-only'],
  ['script', 'scripts/staff-only.js'],
  ['rule', 'rules/staff-only.js'],
]);

export function emptyValue({
  owner,
  expected,
  ...at
}: At & { readonly owner: string; readonly expected: string }): Diagnostic {
  return make('empty-value', at, `${owner} holds nothing`, `write ${expected}, or remove it`);
}

export function wrongShape({
  owner,
  expected,
  found,
  example,
  ...at
}: At & {
  readonly owner: string;
  readonly expected: string;
  readonly found: string;
  readonly example: string | null;
}): Diagnostic {
  const help = shapeHelp(expected, found, example);
  return make('wrong-shape', at, `expected ${expected} for ${owner}, found ${found}`, help);
}

function shapeHelp(expected: string, found: string, example: string | null): string {
  if (expected === 'a list') return 'write a list: begin each item with `- `';
  if (expected === 'keys with values' && found === 'a list')
    return 'write keys with values, without `- ` or brackets';
  return example === null ? `write ${expected}` : `write ${expected}, for example ${show(example)}`;
}

export function listWithoutGroup({ owner, ...at }: At & { readonly owner: string }): Diagnostic {
  const message = `expected a text or keys with values for ${owner}, found a list`;
  return make(
    'wrong-shape',
    at,
    message,
    'write `all:` above the list if every line has to hold, `any:` if one is enough',
  );
}

export function unknownChoice({
  choices,
  found,
  suggestion,
  ...at
}: At & {
  readonly choices: readonly string[];
  readonly found: string;
  readonly suggestion: string | null;
}): Diagnostic {
  const help =
    suggestion === null
      ? `write ${list(choices)}${choices.length === 1 ? ', or remove the line' : ''}`
      : `did you mean \`${suggestion}\`?`;
  const message = `expected ${list(choices)}, found ${found}`;
  const edits = [{ span: at.span, text: suggestion ?? '' }];
  const fix = suggestion === null ? null : { title: `write \`${suggestion}\``, safe: false, edits };
  return make('unknown-choice', { ...at, fix }, message, help);
}

export function denyNo(at: At): Diagnostic {
  const message = 'expected a message or `yes` for `deny`, found `no`';
  return make(
    'unknown-choice',
    at,
    message,
    'remove the line; if `no` is the message, put it in double quotes',
  );
}

export function badId({
  id,
  suggestion,
  ...at
}: At & { readonly id: string; readonly suggestion: string }): Diagnostic {
  const message = `expected small letters, digits and single hyphens, with a letter first, found ${show(id)}`;
  return make(
    'bad-id',
    at,
    message,
    suggestion === '' ? 'write a name such as `staff-only`' : `did you mean \`${suggestion}\`?`,
  );
}

export function badName({
  name,
  suggestion,
  isReserved,
  ...at
}: At & { readonly name: string; readonly suggestion: string; readonly isReserved: boolean }): Diagnostic {
  if (isReserved) {
    const help = 'choose another name, so that sentences can use it';
    return make('bad-name', at, `${show(name)} is a word of the language and cannot be a name`, help);
  }
  const message = `expected letters, digits and underscores, with a letter first, found ${show(name)}`;
  return make(
    'bad-name',
    at,
    message,
    suggestion === '' ? 'write a name such as `working_hours`' : `did you mean \`${suggestion}\`?`,
  );
}

export function duplicateId({
  id,
  first,
  ...at
}: At & { readonly id: string; readonly first: Span }): Diagnostic {
  const notes: readonly Note[] = [{ message: 'the first rule with this `id`', span: first }];
  return make(
    'duplicate-id',
    at,
    `two rules have the \`id\` ${show(id)}`,
    'give one of them another `id`',
    notes,
  );
}

export function mixedGroups({ keys, ...at }: At & { readonly keys: readonly string[] }): Diagnostic {
  const message = `${keys.map((key) => `\`${key}\``).join(' and ')} stand side by side, and a condition has one of them`;
  return make(
    'mixed-groups',
    at,
    message,
    'put one inside the other: a line `- any:` can stand in the list under `all:`',
  );
}

export function fileAndItems({ key, ...at }: At & { readonly key: string }): Diagnostic {
  const message = `\`${key}\` and \`file\` stand side by side, and one of them says it all`;
  return make('file-and-items', at, message, `keep \`${key}\` or \`file\``);
}

export function thenAndScript(at: At): Diagnostic {
  const message = '`then` and `script` stand side by side, and a rule has one of them';
  const help = 'let the JavaScript do it all, or write another rule with the same condition';
  return make('then-and-script', at, message, help);
}

export function templateInPolicy({ key, ...at }: At & { readonly key: string }): Diagnostic {
  const help =
    'move it to `templates/NAME.yaml` in the project folder, and write `uses: NAME` in a rule of a policy';
  return make('unknown-key', at, `${show(key)} belongs in a file of its own`, help);
}

export function besideUses({ key, ...at }: At & { readonly key: string }): Diagnostic {
  const message = `\`${key}\` and \`uses\` stand side by side, and the template says what the rule does`;
  const help =
    'leave it out, or write the rule without the template; beside `uses`, `for` narrows whom it is for';
  return make('beside-uses', at, message, help);
}

export function tooManyRules({
  count,
  limit,
  ...at
}: At & { readonly count: number; readonly limit: number }): Diagnostic {
  const message = `${count} rules stand here, and a policy can have ${limit}`;
  return make(
    'too-many-rules',
    at,
    message,
    'split the policy, or let lists and tables do the work of rules that are alike',
  );
}

export function missingSpaceAfterEquals(at: At & { readonly fix: Fix }): Diagnostic {
  const message = '`=` without a space after it starts a text, not a sentence to be worked out';
  const help = 'write a space after `=`; if it is meant as text, put another character first';
  return { ...make('missing-space-after-equals', at, message, help), severity: 'warning' };
}

export function allowanceWithoutReason({ code, ...at }: At & { readonly code: string }): Diagnostic {
  const help = `write \`# lintel: allow ${code} because …\` with the reason`;
  return make('allowance-without-reason', at, `${show(code)} is allowed here without a reason`, help);
}

export function unreadableAllowance(at: At): Diagnostic {
  const message = 'this comment begins with `lintel:` and does not read as an instruction';
  return make(
    'unreadable-allowance',
    at,
    message,
    'write `# lintel: allow CODE because REASON`, with the code of a message',
  );
}

function list(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}
