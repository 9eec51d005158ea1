import { type Diagnostic, type Span, suggest } from '../grammar/index.ts';

/** Every code that opening a project can give, beside those of reading YAML; each has a page in docs/diagnostics. */
export const PROJECT_CODES = [
  'bad-limit',
  'empty-pipeline',
  'exported-tenant',
  'library-module',
  'misnamed-template',
  'missing-secret',
  'no-project',
  'repeated-fixture',
  'repeated-policy',
  'repeated-rule',
  'repeated-template',
  'tests-in-pipeline',
  'unknown-environment',
  'unreadable-project-file',
  'unsupported-project-key',
  'unsupported-rule-file',
  'unusable-schema',
] as const;
type ProjectCode = (typeof PROJECT_CODES)[number];

interface At {
  readonly span: Span;
}

/** `reason` is a part of a sentence, such as `there is no such file`. */
export function noProject({ reason, ...at }: At & { readonly reason: string }): Diagnostic {
  const help =
    'name a policy file, a rule in JavaScript, a `lintel.yaml`, or a folder with one of them; `lintel init` makes a first one';
  return make('no-project', at, `there is no project here: ${reason}`, help);
}

/** `fallback`: the policy file that stands in the same folder, if there is one. */
export function emptyPipeline({ fallback, ...at }: At & { readonly fallback: string | null }): Diagnostic {
  const help = `write \`pipeline:\` and below it one line for each policy file or rule, in the order in which they run: \`- ${fallback ?? 'policy.yaml'}\``;
  return make('empty-pipeline', at, 'the project names no policy file and no rule', help);
}

export function unreadableProjectFile({
  file,
  reason,
  ...at
}: At & { readonly file: string; readonly reason: string }): Diagnostic {
  const help = 'paths are relative to the folder of `lintel.yaml`';
  return make('unreadable-project-file', at, `\`${file}\` cannot be read: ${reason}`, help);
}

/** Of a file that nobody named: it is found by its own name. */
export function unreadableTestsFile({
  file,
  reason,
  ...at
}: At & { readonly file: string; readonly reason: string }): Diagnostic {
  const help = 'put the file itself into the project folder, as UTF-8 text, or remove it';
  return make('unreadable-project-file', at, `\`${file}\` cannot be read: ${reason}`, help);
}

export function tooManyFiles(at: At): Diagnostic {
  const message =
    'the project folder holds so many files that it was not looked through for tests to its end';
  const help = 'keep projects in folders of their own: put `lintel.yaml` into the folder of its policies';
  return make('unreadable-project-file', at, message, help);
}

/** `file` and `line` are those of the first. */
export function repeatedFixture({
  name,
  file,
  line,
  ...at
}: At & { readonly name: string; readonly file: string; readonly line: number }): Diagnostic {
  const message = `the fixture \`${name}\` stands in \`${file}\` already, in line ${line}`;
  return make('repeated-fixture', at, message, 'give one of the two another name, which tests then say');
}

/** `purpose`: what the file is, as `a tests file`. */
export function testsInPipeline({
  file,
  purpose,
  ...at
}: At & { readonly file: string; readonly purpose: string }): Diagnostic {
  const message = `\`${file}\` is ${purpose}, so nothing in it runs`;
  return make('tests-in-pipeline', at, message, 'remove the line; `lintel test` finds the file by itself');
}

/** A key of policies and tests files, or the name of a folder. */
export function misplacedProjectKey({ key, ...at }: At & { readonly key: string }): Diagnostic {
  const message = `\`${key}\` does not stand in \`lintel.yaml\``;
  const help =
    PLACES.get(key) ??
    `write \`${key}:\` into a policy, or into a file whose name ends in \`.tests.yaml\`; all of them are read`;
  return make('unsupported-project-key', at, message, help);
}

/** Where something stands that looks as if it stood in `lintel.yaml`. */
const PLACES: ReadonlyMap<string, string> = new Map([
  [
    'fixtures',
    'write the logins into files in the folder `fixtures`, such as `fixtures/people.yaml`; all of them are read',
  ],
  ['sources', 'write `sources:` into the policy whose rules ask them'],
  [
    'templates',
    'write each template into a file of its own in the folder `templates`, such as `templates/freeze.yaml`; all of them are read',
  ],
]);

export function unsupportedRuleFile({ file, ...at }: At & { readonly file: string }): Diagnostic {
  const message = `\`${file}\` is no rule that runs here: rules are written in JavaScript, in files that end in \`.js\``;
  const help = /\.[cm]?tsx?$/i.test(file)
    ? 'compile it to JavaScript, and name the file that comes out'
    : 'write `function (user, context, callback) { … }` into a file that ends in `.js`';
  return make('unsupported-rule-file', at, message, help);
}

export function repeatedFile({
  file,
  isRule,
  ...at
}: At & { readonly file: string; readonly isRule: boolean }): Diagnostic {
  const message = `\`${file}\` stands in the pipeline a second time`;
  return isRule
    ? make('repeated-rule', at, message, 'keep the line at which it runs')
    : make('repeated-policy', at, message, 'keep the line at which its rules run');
}

export function repeatedRule({
  id,
  file,
  ...at
}: At & { readonly id: string; readonly file: string }): Diagnostic {
  const message = `the rule in \`${file}\` has the identifier \`${id}\` already`;
  const help = `rename one of the files, or write \`{ rule: …, id: ${id}-2 }\``;
  return make('repeated-rule', at, message, help);
}

/** `remark`: a sentence about the export, whose rules run all the same. */
export function exportedTenant({
  file,
  remark,
  ...at
}: At & { readonly file: string; readonly remark: string }): Diagnostic {
  const help = '`lintel import auth0` makes rules of your own of the export, and tells what each needs';
  return { ...make('exported-tenant', at, `in \`${file}\`, ${remark}`, help), severity: 'warning' };
}

export function repeatedPolicy({
  id,
  file,
  ...at
}: At & { readonly id: string; readonly file: string }): Diagnostic {
  const message = `the policy in \`${file}\` is called \`${id}\` already`;
  return make('repeated-policy', at, message, 'give one of the two another identifier');
}

export function misnamedTemplate({
  id,
  file,
  ...at
}: At & { readonly id: string; readonly file: string }): Diagnostic {
  const message = `the file is called \`${file}.yaml\`, and the template in it \`${id}\``;
  const help = `write \`template: ${file}\`, or call the file \`${id}.yaml\`: rules find a template by the name of its file`;
  return make('misnamed-template', at, message, help);
}

export function repeatedTemplate({ id, ...at }: At & { readonly id: string }): Diagnostic {
  const message = `a template called \`${id}\` comes with Lintel already`;
  const help = 'give the template and its file another name, so that nobody takes one for the other';
  return make('repeated-template', at, message, help);
}

export function unknownEnvironment({
  name,
  known,
  ...at
}: At & { readonly name: string; readonly known: readonly string[] }): Diagnostic {
  const near = suggest(name, known);
  const list = known.map((one) => `\`${one}\``).join(', ');
  const help =
    near !== null
      ? `did you mean \`${near}\`?`
      : known.length > 0
        ? `known here: ${list}`
        : `write \`environments: { ${name}: { settings: {} } }\` in \`lintel.yaml\``;
  return make('unknown-environment', at, `the project has no environment \`${name}\``, help);
}

export function unusableSchema({
  file,
  reason,
  ...at
}: At & { readonly file: string; readonly reason: string }): Diagnostic {
  const help =
    'give a JSON Schema such as `{ "type": "object", "properties": { "crm_id": { "type": "string" } } }`';
  return make('unusable-schema', at, `\`${file}\` cannot be used: ${reason}`, help);
}

export function badLimit({
  limit,
  text,
  expected,
  ...at
}: At & { readonly limit: string; readonly text: string; readonly expected: string }): Diagnostic {
  return make('bad-limit', at, `\`${text}\` cannot be the limit \`${limit}\``, `write ${expected}`);
}

/** The value of a secret is never spoken of, only its name. */
export function missingSecrets({ names, ...at }: At & { readonly names: readonly string[] }): Diagnostic {
  const [name] = names;
  const list = names.map((one) => `\`${one}\``).join(', ');
  const [message, help] =
    names.length === 1
      ? [
          `the environment has no variable ${list}, so the secret has no value`,
          `set it where the project runs: \`${name}=… lintel run\`, or name a file that holds it: \`${name}_FILE=/run/secrets/… lintel run\`; until then no request with it is made, and rules find no \`configuration.${name}\``,
        ]
      : [
          `the environment has no variables ${list}, so these secrets have no value`,
          'set them where the project runs, from a file perhaps: `set -a; . ./.env; set +a`; until then no request with one of them is made, and rules find none of them in `configuration`',
        ];
  return { ...make('missing-secret', at, message, help), severity: 'warning' };
}

export function unreadableSecret({
  name,
  reason,
  ...at
}: At & { readonly name: string; readonly reason: string }): Diagnostic {
  const message = `the file that \`${name}_FILE\` names cannot be read: ${reason}, so the secret \`${name}\` has no value`;
  const help = `set \`${name}_FILE\` to the full path of a small text file, or \`${name}\` to the value itself, where the project runs`;
  return { ...make('missing-secret', at, message, help), severity: 'warning' };
}

export function libraryModule({ name, ...at }: At & { readonly name: string }): Diagnostic {
  const message = `\`${name}\` is a module of the library already`;
  return make('library-module', at, message, `choose another name, such as \`./${name}\``);
}

function make(code: ProjectCode, { span }: At, message: string, help: string): Diagnostic {
  return { code, severity: 'error', message, span, help };
}
