import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describeRule } from '../../compiler/index.ts';
import { displayText, type Finding } from '../../grammar/index.ts';
import {
  type CheckedProject,
  checkProject,
  createCompileCache,
  findProjectAround,
  type ProjectOptions,
} from '../../project/index.ts';
import { createPipeline, formatTrace, type Step } from '../../runtime/index.ts';
import { EXIT, type ExitCode, UsageError } from '../exit-codes.ts';
import { nameFromHere, ofSeverity } from '../findings.ts';
import { formatFrames } from '../format-findings.ts';
import { type Output, traceStyle } from '../output.ts';
import { readLogins } from '../read-logins.ts';
import { runLogins } from '../run-logins.ts';
import { describeRest, openRunStore } from '../run-store.ts';
import { watchProject } from '../watch-project.ts';

export interface TryOptions extends ProjectOptions {
  /** A file with one login, or with several of which the first counts, or `-`; default: an example. */
  readonly login?: string;
  /** Only the rule with this id. */
  readonly rule?: string;
  /** An SQLite file for what outlasts a login. Default: it is kept in memory, and gone afterwards. */
  readonly store?: string;
  readonly json: boolean;
  readonly watch: boolean;
}

/**
 * `lintel try`: one rule or a whole pipeline on one login, in full; with `--watch` again whenever a file changes.
 * A rule of a project is tried with what its `lintel.yaml` says.
 */
export async function tryRules(path: string, options: TryOptions, output: Output): Promise<ExitCode> {
  if (!options.watch) return tryOnce(path, options, output);
  if (options.login === '-')
    throw new UsageError('--watch reads the login again and again, which `-` cannot');
  let code: ExitCode = EXIT.fine;
  const around = /\.js$/i.test(path) ? await findProjectAround(path) : null;
  const cache = createCompileCache();
  await watchProject(around ?? path, options.login, async () => {
    try {
      code = await tryOnce(path, { ...options, cache }, output);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      output.warn(error.message);
    }
    output.say('waiting for changes; Ctrl-C ends');
  });
  return code;
}

async function tryOnce(path: string, options: TryOptions, output: Output): Promise<ExitCode> {
  const checked = await checkProject(path, { ...options, loneFile: 'in-project' });
  const findings = nameFromHere(checked);
  if (checked.steps === null) {
    output.warn(formatFrames(ofSeverity(findings, 'error'), (_, text) => text).trimEnd());
    return EXIT.policies;
  }
  const warnings = ofSeverity(findings, 'warning').filter((finding) => !isOfSecrets(finding, checked.steps));
  if (warnings.length > 0) output.say(formatFrames(warnings, (_, text) => text).trimEnd());
  const steps = chooseSteps(checked.steps, options.rule);
  for (const line of unsetReads(steps, checked)) output.say(line);
  const store = await openRunStore(options.store);
  const pipeline = await createPipeline(steps, { ...checked.pipelineOptions, store });
  try {
    const file = options.login ?? loginOf(checked);
    if (options.login === undefined) output.say(`with the login of ${relative('', file)}`);
    const clock = options.now === undefined ? {} : { now: options.now };
    for await (const { report, problem } of runLogins(pipeline, readLogins(file), {
      ...clock,
      trace: true,
    })) {
      if (problem !== null) output.warn(`${file}: ${problem}`);
      const text = options.json
        ? JSON.stringify(report, null, 2)
        : formatTrace(report, traceStyle(output.paint)).join('\n');
      await output.result(`${text}\n`);
      await pipeline.flush();
      for (const line of await describeRest(store, options.store !== undefined)) output.warn(line);
      return problem === null ? EXIT.fine : EXIT.failure;
    }
    throw new UsageError(`${file} has no logins`);
  } finally {
    pipeline.dispose();
    await store.close();
  }
}

/** What is said of secrets that no rule of these may read; of those that one reads, `unsetReads` tells. */
function isOfSecrets({ diagnostics }: Finding, steps: readonly Step[] | null): boolean {
  const areRules = steps?.every((step) => 'shape' in step) ?? false;
  return areRules && diagnostics.every(({ code }) => code === 'missing-secret');
}

/** The project's own example, if it has one. */
function loginOf({ root }: CheckedProject): string {
  const own = root === null ? null : join(root, 'logins/example.json');
  return own !== null && existsSync(own) ? own : join(import.meta.dirname, '../example-login.json');
}

/** Rules that read settings which nobody has set: they find nothing there, and often stumble over it later. */
function unsetReads(steps: readonly Step[], { pipelineOptions }: CheckedProject): readonly string[] {
  const { configuration, secrets } = pipelineOptions;
  return steps.flatMap((step) => {
    if (!('shape' in step)) return [];
    const keys = describeRule({ name: step.file, text: step.text }).configurationKeys;
    const unset = keys.filter((key) => !Object.hasOwn(configuration, key) && !Object.hasOwn(secrets, key));
    if (unset.length === 0) return [];
    const root = step.shape === 'action' ? 'event.secrets' : 'configuration';
    const list = unset.map((key) => `\`${root}.${displayText(key)}\``).join(', ');
    return [`${step.id} reads ${list}, which ${unset.length === 1 ? 'has' : 'have'} no value here`];
  });
}

function chooseSteps(steps: readonly Step[], rule: string | undefined): readonly Step[] {
  if (rule === undefined) return steps;
  const chosen = steps.filter(({ id }) => id === rule);
  if (chosen.length > 0) return chosen;
  const names = steps.map(({ id }) => id).join(', ');
  throw new UsageError(`no rule in JavaScript and no policy is called \`${rule}\`; there are ${names}`);
}
