import { basename } from 'node:path';
import type { Diagnostic } from '../../grammar/index.ts';
import { checkProject, type ProjectOptions } from '../../project/index.ts';
import { inFolder, policyText } from '../project/project-folder.ts';
import { completePolicy, firstKey } from './complete-policy.ts';

/** The files that documents name, and what stands in them. */
const FILES: Readonly<Record<string, string>> = {
  'fixtures/people.yaml': 'dana: { app: payroll, user: { email: dana@example.com, email_verified: yes } }\n',
  'lists/break-glass.csv': 'email\nroot@example.com\n',
  'lists/contractors.csv': 'name,email\nBob,bob@contractor.example\n',
  'lists/customers.csv': 'email\na00001@customer.example\n',
  'lists/departments.csv': 'name\nHR\nPayroll\n',
  'lists/embargo.txt': '# Sanctions\nKP\nSY\n',
  'lists/holidays.csv': 'date\n2026-12-25\n',
  'lists/new-partners.csv': 'email\n',
  'lists/partners.csv': 'company,address\nAcme,ana@partner.example\n',
  'tables/roles.csv': 'group,roles\nHR Team,hr.read;hr.write\n',
  'scripts/crm-tier.js': 'function (user, context, callback) { callback(null, user, context); }\n',
};

/** Serves as a rule and as a module. */
const JAVASCRIPT = '(function (user, context, callback) { callback(null, user, context); })\n';

/** `expires` is held against this day. */
const NOW = new Date('2026-11-23T10:00:00Z');

/**
 * What is wrong with a block out of a document: of YAML a policy, a fragment of one, a template, a `lintel.yaml`, or the
 * fixtures or the tests file that its first line names; of JavaScript a rule.
 */
export async function findingsOf(block: string, language = 'yaml'): Promise<readonly Diagnostic[]> {
  if (language === 'js') return check({ 'rule.js': block });
  const text = block.replace(/<U\+([0-9A-F]{4})>/g, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
  if (firstKey(text) === 'template') return templateFindings(text);
  const [, apart] = /^# (fixtures\/[\w-]+\.yaml|[\w-]+\.tests\.yaml)\b/.exec(text) ?? [];
  if (apart !== undefined)
    return check({ 'lintel.yaml': 'pipeline: [hr.yaml]\n', 'hr.yaml': policyText('hr'), [apart]: text });
  return firstKey(text) === 'pipeline' ? projectFindings(text) : policyFindings(completePolicy(text));
}

/** What is wrong with a whole policy file. */
export function policyFindings(text: string): Promise<readonly Diagnostic[]> {
  const named = Object.entries(FILES).filter(([name]) => text.includes(name));
  const files = { ...Object.fromEntries(named), 'policy.yaml': text };
  const secrets = secretsIn(text);
  if (secrets.length === 0) return check(files);
  const project = `pipeline: [policy.yaml]\nsecrets: [${secrets}]\nnetwork: { allow: ["*"] }\n`;
  const variables = Object.fromEntries(secrets.map((name) => [name, 'a value']));
  return check({ ...files, 'lintel.yaml': project }, { variables });
}

/** Only a project has secrets: their names are those that are written like one. */
function secretsIn(text: string): readonly string[] {
  return [...new Set(text.match(/(?<=secrets\.|sign_with: )[A-Z_]+\b|\b[A-Z]+_[A-Z_]+\b/g))];
}

/** A project with a template, in the file that its first comment names or else in one called after it. */
function templateFindings(text: string): Promise<readonly Diagnostic[]> {
  const file =
    /^# (templates\/\S+)$/m.exec(text)?.[1] ?? `templates/${/^template: (\S+)/m.exec(text)?.[1]}.yaml`;
  return check({ [file]: text, 'policy.yaml': policyText('example') });
}

/** A project with the files that its `lintel.yaml` names; comments in it say what is in a schema and what was asked for. */
function projectFindings(text: string): Promise<readonly Diagnostic[]> {
  const comments = [...text.matchAll(/^# ?(.*)$/gm)].map(([, line]) => line).join(' ');
  const environment = /--environment (\S+)/.exec(comments)?.[1];
  const schema = /\bholds (\{.*\})/.exec(comments)?.[1] ?? '{ "type": "object", "properties": {} }';
  const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);
  const policies = named(/^ +- ([\w-][\w./-]*\.ya?ml)$/gm).map((name) => [
    name,
    policyText(basename(name, '.yaml')),
  ]);
  const programs = named(/(?<![\w./-])([\w-][\w./-]*\.js)\b/g).map((name) => [name, JAVASCRIPT]);
  const set = [...comments.matchAll(/\b([A-Z_]+) is set/g)].map(([, name = '']) => [name, 'a value']);
  const tenants = named(/^ +- (tenant)\b/gm).map((name) => [`${name}/rules/one.js`, JAVASCRIPT]);
  const schemas = named(/: (\S+\.json)$/gm).map((name) => [name, schema]);
  return check(
    { ...Object.fromEntries([...policies, ...programs, ...tenants, ...schemas]), 'lintel.yaml': text },
    { variables: Object.fromEntries(set), ...(environment === undefined ? {} : { environment }) },
  );
}

function check(
  files: Readonly<Record<string, string>>,
  options: ProjectOptions = {},
): Promise<readonly Diagnostic[]> {
  return inFolder(files, async (root) => {
    const { findings } = await checkProject(root, { now: NOW, ...options });
    return findings.flatMap(({ diagnostics }) => diagnostics);
  });
}
