import { Command, Option } from 'commander';
import type { Target } from '../compiler/index.ts';
import { addEquivalentCommand } from './equivalent-command.ts';
import { type ExitCode, UsageError } from './exit-codes.ts';
import type { Format } from './format-findings.ts';
import type { Output } from './output.ts';
import { addRunCommands } from './run-commands.ts';
import { addTo, environmentOption, examples } from './shared-options.ts';
import { addTemplateCommands } from './template-commands.ts';
import { addTestCommand } from './test-command.ts';

/** The command line. `finish` is told how the command ended. Each command is loaded when it is called. */
export function createProgram(version: string, finish: (code: ExitCode) => void): Command {
  const program = new Command('lintel')
    .description('Login rules in plain sentences: check them, test them, run them, compile them.')
    .usage('[options] <command>')
    .version(version, '-V, --version', 'print the version')
    .option('-C, --directory <dir>', 'work in this folder')
    .option('-q, --quiet', 'say only what went wrong')
    .option('--no-color', 'print without colours, as NO_COLOR does')
    .option('--verbose', 'show where an unexpected failure came from, and why laws are skipped')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError('`lintel COMMAND --help` shows how a command is used, with examples')
    .addHelpText('after', EXAMPLES)
    .hook('preAction', () => enterDirectory(program.opts<GlobalOptions>().directory));

  const withOutput = async (work: (output: Output) => Promise<ExitCode>) => {
    const { createOutput } = await import('./output.ts');
    const { color, quiet = false } = program.opts<GlobalOptions>();
    finish(await work(createOutput({ color, quiet })));
  };
  program
    .command('check')
    .description('find everything that is wrong with policies')
    .argument('[projects...]', 'folders, lintel.yaml files or policy files (default: this folder)')
    .addOption(
      new Option('--format <form>', 'how to print')
        .choices(['text', 'json', 'github', 'compact'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .addOption(
      new Option('--entries', 'also tell on which entries each rule runs').conflicts(['format', 'json']),
    )
    .addOption(environmentOption())
    .addHelpText(
      'after',
      examples(
        'lintel check',
        'lintel check examples/hr-portal',
        'lintel check policies/*.yaml --format compact',
      ),
    )
    .action(async (projects: readonly string[], { json, format, ...options }: CheckFlags) => {
      const { check } = await import('./commands/check.ts');
      const form = json === true ? 'json' : format;
      await withOutput((output) => check(projects, { ...options, format: form }, output));
    });

  addTestCommand(program, withOutput);
  addEquivalentCommand(program, withOutput);
  addTemplateCommands(program, withOutput);

  addRunCommands(program, withOutput);

  program
    .command('compile')
    .description('turn policies into JavaScript that runs without Lintel')
    .argument('<project>', 'a folder, a lintel.yaml or a policy file')
    .addOption(
      new Option('--target <target>', 'where it is to run')
        .choices(['standalone', 'auth0-rule', 'auth0-action'])
        .default('standalone'),
    )
    .option('--out <dir>', 'write files to this folder; without it the program is printed')
    .addOption(environmentOption())
    .addHelpText(
      'after',
      examples(
        'lintel compile policy.yaml',
        'lintel compile . --target auth0-rule --out build',
        'lintel compile . --target auth0-action > action.js',
      ),
    )
    .action(async (project: string, options: CompileFlags) => {
      const { compile } = await import('./commands/compile.ts');
      await withOutput((output) => compile(project, options, output));
    });

  program
    .command('explain')
    .description('tell what a message means, or what a policy does')
    .argument('<subject>', 'the code of a message, or a folder, a lintel.yaml or a policy file')
    .addHelpText('after', examples('lintel explain unknown-field', 'lintel explain policy.yaml'))
    .action(async (subject: string) => {
      const { explain } = await import('./commands/explain.ts');
      await withOutput((output) => explain(subject, output));
    });

  program
    .command('init')
    .description('write a small project that works, to start from')
    .argument('[dir]', 'the folder to write to', '.')
    .addHelpText('after', examples('lintel init', 'lintel init login-rules'))
    .action(async (directory: string) => {
      const { init } = await import('./commands/init.ts');
      await withOutput((output) => init(directory, output));
    });

  program
    .command('import')
    .description('make a project of the rules and actions that were exported from Auth0')
    .argument('<from>', 'auth0')
    .argument('<export>', 'a folder of deploy-cli, a tenant.yaml, a folder of rules, or one rule')
    .option('--to <dir>', 'the folder of the new project', 'lintel')
    .option('--set <KEY=VALUE>', 'what stands for @@KEY@@ and ##KEY## (can be repeated)', addTo, [])
    .option('--keywords <file>', 'JSON with such values, or the config.json of deploy-cli')
    .option('--force', 'replace files that are there already')
    .option('--json', 'print one object with everything about the import')
    .addHelpText(
      'after',
      examples(
        'lintel import auth0 ./tenant --to ./login',
        'lintel import auth0 tenant.yaml --to login --keywords config.json',
      ),
    )
    .action(
      async (from: string, source: string, { json = false, force = false, ...options }: ImportFlags) => {
        const { importProject } = await import('./commands/import.ts');
        await withOutput((output) => importProject(from, source, { ...options, json, force }, output));
      },
    );

  return program;
}

/** What `lintel` alone prints. */
export const SHORT_HELP = `Lintel: login rules in plain sentences.

  lintel init                          write a small project that works
  lintel check                         find what is wrong with your policies
  lintel test                          hold them against their tests and laws
  lintel new rule policy.yaml          make a rule of a template, and add it
  lintel run . --login logins.ndjson   see what becomes of logins, and why
  lintel try rules/allowlist.js        try one rule, and see everything that happens
  lintel import auth0 tenant --to .    make a project of what was exported from Auth0
  lintel explain policy.yaml           retell a policy in plain English
  lintel compile . --out build         make JavaScript that runs without Lintel

lintel --help shows everything, lintel COMMAND --help one command.
`;

const EXAMPLES = `
Examples:
  lintel init login-rules
  lintel check login-rules
  lintel test login-rules
  lintel run login-rules --login login-rules/logins.ndjson
  lintel explain unknown-field

Exit codes: 0 fine, 1 unexpected failure, 2 wrong usage,
3 the policies have errors, 4 a test failed or a law is broken,
5 a law was hardly exercised, 6 a mistake of Lintel, 130 interrupted`;

interface GlobalOptions {
  readonly directory?: string;
  readonly quiet?: true;
  readonly color: boolean;
}

interface CheckFlags {
  readonly format: Format;
  readonly entries?: boolean;
  readonly json?: boolean;
  readonly environment?: string;
}

interface ImportFlags {
  readonly to: string;
  readonly set: readonly string[];
  readonly keywords?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

interface CompileFlags {
  readonly target: Target;
  readonly out?: string;
  readonly environment?: string;
}

function enterDirectory(directory: string | undefined): void {
  if (directory === undefined) return;
  try {
    process.chdir(directory);
  } catch {
    throw new UsageError(`${directory} is no folder that can be entered`);
  }
}
