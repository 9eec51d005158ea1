import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { displayText } from '../../grammar/index.ts';
import { type ImportedRule, type ImportReport, importAuth0 } from '../../project/index.ts';
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts';
import type { Output, Paint } from '../output.ts';

export interface ImportCommandOptions {
  /** The folder of the new project. */
  readonly to: string;
  /** `KEY=VALUE` each, for the keywords of the export. */
  readonly set: readonly string[];
  /** A JSON file with keywords, or the config.json of deploy-cli. */
  readonly keywords?: string;
  readonly force: boolean;
  readonly json: boolean;
}

/**
 * `lintel import auth0`: makes a project of what was exported from a tenant, and tells rule by rule what became of it. Ends
 * with 3 when a rule that ran there does not run here.
 */
export async function importProject(
  from: string,
  source: string,
  options: ImportCommandOptions,
  output: Output,
): Promise<ExitCode> {
  if (from !== 'auth0')
    throw new UsageError(`${from} cannot be imported; write \`lintel import auth0 PATH\``);
  const keywords = new Map([...(await readKeywords(options.keywords)), ...options.set.map(splitPair)]);
  const overwrite = options.force ? 'replace' : 'refuse';
  const result = await importAuth0(source, { to: options.to, keywords, overwrite });
  if (result.kind === 'refused') {
    const advice = result.path === options.to && !options.force ? ' (see --to and --force)' : '';
    throw new UsageError(`${displayText(result.path)}: ${displayText(result.reason)}${advice}`);
  }
  const { report } = result;
  const left = report.rules.filter(({ enabled, standing }) => enabled && standing !== 'runs');
  const idle = [...left.map(({ name }) => name), ...report.lost];
  if (options.json) await output.result(`${JSON.stringify({ schemaVersion: 1, ...report })}\n`);
  else await output.result(formatReport(report, output.paint));
  if (report.remarks.length > 0) output.warn('');
  for (const remark of report.remarks) output.warn(`note: ${displayText(remark)}`);
  if (idle.length > 0) {
    const names = idle.map(displayText).join(', ');
    output.warn(`\n${count(idle.length, 'rule')} that ran there will not run here: ${names}`);
    const they = idle.length === 1 ? 'it' : 'they';
    output.warn(
      `Whom ${they} would refuse gets in until ${they === 'it' ? 'it is' : 'they are'} back; lintel.yaml says what is needed.`,
    );
  }
  output.say(nextSteps(options.to, report));
  return idle.length > 0 ? EXIT.policies : EXIT.fine;
}

function formatReport({ rules }: ImportReport, paint: Paint): string {
  return rules.map((rule) => `${formatRule(rule, paint).join('\n')}\n`).join('\n');
}

const BUILT_ADDRESSES = 'hosts whose addresses it puts together; name them under `network` in lintel.yaml';

const COLOURS = { runs: 'green', disabled: 'dim', 'left out': 'red' } as const;

function formatRule(rule: ImportedRule, paint: Paint): readonly string[] {
  const { name, file, shape, order, standing, uses, writes, missing, replacements, needsJavaScript } = rule;
  const place = order === null ? '' : `, order ${order}`;
  const title = `${paint('bold', displayText(name))} (${shape}${place}): ${paint(COLOURS[standing], standing)}`;
  const constructs = replacements.map(({ construct, because }) => `${construct} (${because})`);
  const rest = needsJavaScript && constructs.length > 0 ? ['the rest stays JavaScript'] : [];
  const lines: readonly (readonly [string, readonly string[]])[] = [
    ['file', [file]],
    ['uses', [...uses.modules, ...uses.globals, ...(uses.updatesUsers ? ['stored metadata'] : [])]],
    ['calls', uses.buildsAddresses && standing !== 'left out' ? [BUILT_ADDRESSES] : uses.hosts],
    ['reads', uses.configuration],
    ['writes', writes],
    ['missing', missing],
    ['policy', constructs.length === 0 ? ['none known'] : [...constructs, ...rest]],
  ];
  return [
    title,
    ...lines.flatMap(([label, items]) => (items.length === 0 ? [] : [formatLine(label, items, paint)])),
  ];
}

function formatLine(label: string, items: readonly string[], paint: Paint): string {
  const separator = label === 'missing' || label === 'policy' ? `\n${' '.repeat(12)}` : ', ';
  const text = items.map(displayText).join(separator);
  return `  ${paint('dim', label.padEnd(9))} ${label === 'missing' ? paint('yellow', text) : text}`;
}

function nextSteps(to: string, { files, secrets }: ImportReport): string {
  const at = (name: string) => path.join(to, name);
  const fill = `  cp ${at('.env.example')} ${at('.env')}   # and write ${count(secrets.length, 'value')} into it`;
  return `
wrote ${count(files.length, 'file')} to ${to}

Try next:
${secrets.length === 0 ? '' : `${fill}\n`}  lintel check ${to}
  lintel run ${to} --login ${at('logins/example.json')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function splitPair(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw new UsageError(`--set ${displayText(pair)}: expected KEY=VALUE`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** The keywords of a file; those of deploy-cli stand under a key of their own, among secrets that are not looked at. */
async function readKeywords(file: string | undefined): Promise<ReadonlyMap<string, unknown>> {
  if (file === undefined) return new Map();
  const value = await readJsonFile(file);
  const own = recordOf(value);
  if (own === null) throw new UsageError(`${displayText(file)}: expected a JSON object with keywords`);
  const nested = recordOf(own.get('AUTH0_KEYWORD_REPLACE_MAPPINGS'));
  return nested ?? own;
}

async function readJsonFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new UsageError(`${displayText(file)}: it cannot be read as JSON`);
  }
}

function recordOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return new Map(Object.entries(value));
}
