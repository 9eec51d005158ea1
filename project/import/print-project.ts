import { displayText } from '../../grammar/index.ts';
import type { ImportedRule, ImportReport } from './import-report.ts';

/** What the files of a project are made of. */
export type ProjectFacts = Pick<ImportReport, 'rules' | 'lost' | 'secrets' | 'hosts'>;

/** The `lintel.yaml` of a project that was imported. */
export function printProjectFile({ rules, lost, secrets, hosts }: ProjectFacts): string {
  const entries = rules.flatMap(printEntry);
  const hasEntries = rules.some(({ standing }) => standing !== 'left out');
  return [
    '# Imported from Auth0. Rules run from top to bottom; policies can stand between them.',
    hasEntries ? 'pipeline:' : 'pipeline: []',
    ...entries,
    ...lost.map((name) => `  # missing: ${oneLine(name)} ran there, and its text is not in the export`),
    '',
    ...printList(
      secrets,
      'secrets',
      '# What rules read as `configuration` and actions as `event.secrets`; the values come from the environment.',
    ),
    ...printNetwork(hosts, rules),
    '# As it was there: metadata of the application stands on the user too, and claims need no URL for a name.',
    'compatibility: { app_metadata: merged, claims: auth0 }',
    '',
  ].join('\n');
}

/** A text between quotes, with everything written out that cannot be seen. */
export function quoteYaml(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function printEntry(rule: ImportedRule): readonly string[] {
  const { standing, file, name, missing, enabled } = rule;
  const isDisabled = standing === 'disabled' || !enabled;
  const mode = isDisabled ? ', mode: disabled' : '';
  const entry = `- { rule: ${file}, name: ${quoteYaml(name)}${mode} }`;
  const reasons = missing.map((sentence) => `  # ${oneLine(sentence)}`);
  if (standing === 'left out') return ['  # left out:', ...reasons, `  # ${entry}`];
  return [...reasons, `  ${entry}`];
}

function printList(items: readonly string[], key: string, comment: string): readonly string[] {
  if (items.length === 0) return [];
  return [comment, `${key}:`, ...items.map((item) => `  - ${plainOrQuoted(item)}`), ''];
}

/** Hosts that stand in the rules, and which rules call others, so that somebody has to add these. */
function printNetwork(hosts: readonly string[], rules: readonly ImportedRule[]): readonly string[] {
  const open = rules.filter(({ uses, standing }) => uses.buildsAddresses && standing !== 'left out');
  if (hosts.length === 0 && open.length === 0) return [];
  return [
    '# Hosts that stand in the rules; nothing else can be called. Add those that rules put together while they run.',
    ...open.map(({ name, uses }) => `# - ${oneLine([name, ...readBy(uses)].join(', '))}`),
    'network:',
    hosts.length === 0 ? '  allow: []' : '  allow:',
    ...hosts.map((host) => `    - ${plainOrQuoted(host)}`),
    '',
  ];
}

function readBy({ configuration }: ImportedRule['uses']): readonly string[] {
  return configuration.length === 0 ? [] : [`which reads ${configuration.join(', ')}`];
}

function plainOrQuoted(text: string): string {
  return /^[A-Za-z][\w.-]*$/.test(text) ? text : quoteYaml(text);
}

function oneLine(text: string): string {
  return displayText(text.replace(/\s+/g, ' ')).slice(0, 400);
}
