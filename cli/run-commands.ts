import { type Command, Option } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { Output } from './output.ts';
import { environmentOption, examples, nowOption, storeOption } from './shared-options.ts';

/** Adds `lintel run` and `lintel try` to the command line. */
export function addRunCommands(
  program: Command,
  withOutput: (work: (output: Output) => Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('run')
    .description('take logins through a project and see what comes of them')
    .argument('<project>', 'a folder, a lintel.yaml or a policy file')
    .requiredOption('--login <file>', 'JSON with a login, or NDJSON with many; - reads stdin')
    .option('--trace', 'tell rule by rule what was looked at and what was found')
    .option('--json', 'print a report for each login, one a line')
    .addOption(storeOption())
    .addOption(
      new Option('--confirm <answer>', 'whether those who are asked for a second factor give it').choices([
        'passed',
        'failed',
      ]),
    )
    .addOption(nowOption())
    .addOption(environmentOption())
    .addHelpText(
      'after',
      examples(
        'lintel run . --login logins/ana.json',
        'lintel run . --login logins.ndjson',
        'echo \'{"app":"hr","user":{}}\' | lintel run . --login - --trace',
      ),
    )
    .action(async (project: string, { json = false, trace = false, ...options }: RunFlags) => {
      const { run } = await import('./commands/run.ts');
      await withOutput((output) => run(project, { ...options, json, trace }, output));
    });

  program
    .command('try')
    .description('try one rule or a whole pipeline on one login, and see everything that happens')
    .argument('<project>', 'a .js rule, a folder, a lintel.yaml or a policy file')
    .option('--login <file>', 'JSON with a login; - reads stdin (default: an example)')
    .option('--rule <id>', 'only this rule or policy of the pipeline')
    .option('--watch', 'again whenever a file changes')
    .option('--json', 'print the whole report')
    .addOption(storeOption())
    .addOption(nowOption())
    .addOption(environmentOption())
    .addHelpText(
      'after',
      examples('lintel try rules/allowlist.js', 'lintel try . --login logins/ana.json --watch'),
    )
    .action(async (project: string, { json = false, watch = false, ...options }: TryFlags) => {
      const { tryRules } = await import('./commands/try.ts');
      await withOutput((output) => tryRules(project, { ...options, json, watch }, output));
    });
}

interface RunFlags {
  readonly login: string;
  readonly trace?: boolean;
  readonly json?: boolean;
  readonly store?: string;
  readonly confirm?: 'passed' | 'failed';
  readonly now?: Date;
  readonly environment?: string;
}

interface TryFlags {
  readonly login?: string;
  readonly rule?: string;
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly store?: string;
  readonly now?: Date;
  readonly environment?: string;
}
