import { type Command, Option } from 'commander';
import { type ExitCode, UsageError } from './exit-codes.ts';
import { runsOption, seedOption, timeOption } from './made-up-options.ts';
import type { Output } from './output.ts';
import { environmentOption, examples, nowOption } from './shared-options.ts';
import type { TestFormat } from './tests/test-options.ts';

/** Adds `lintel test` to the command line. */
export function addTestCommand(
  program: Command,
  withOutput: (work: (output: Output) => Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('test')
    .description('hold policies and rules against their tests and laws')
    .argument('[projects...]', 'folders, lintel.yaml files, policies or rules (default: this folder)')
    .option('--filter <text>', 'only tests and laws with this text in their names')
    .addOption(new Option('--only <what>', 'leave out the other').choices(['tests', 'laws']))
    .addOption(runsOption())
    .addOption(timeOption())
    .addOption(seedOption())
    .option('--coverage', 'tell what of the rules the tests show')
    .option('--coverage-html <file>', 'write that as a page for people')
    .option('--coverage-lcov <file>', 'write that as an lcov tracefile')
    .addOption(new Option('--format <form>', 'how to print').choices(['text', 'json', 'junit']))
    .option('--json', 'the same as --format json')
    .option('--watch', 'again whenever a file changes')
    .option('--update', 'make failing tests expect what happened')
    .option('--save', 'write logins that break a law into the tests')
    .option('--no-record', 'do not keep such logins in counterexamples.yaml')
    .option('--force', 'change files of the project even where CI is set')
    .addOption(nowOption())
    .addOption(environmentOption())
    .addHelpText(
      'after',
      examples(
        'lintel test',
        'lintel test examples/hr-portal --filter look-alike',
        'lintel test . --only laws --runs 100000 --time "5 minutes"',
        'lintel test . --coverage --coverage-html coverage.html',
        'lintel test . --format junit > tests.xml',
      ),
    )
    .action(async (projects: readonly string[], flags: TestFlags) => {
      const { json, format, ...given } = flags;
      if (json === true && format !== undefined && format !== 'json')
        throw new UsageError(`--json and --format ${format} contradict each other: leave out one of them`);
      const { test } = await import('./commands/test.ts');
      const { coverage = false, watch = false, update = false, save = false, force = false } = given;
      const switches = { coverage, watch, update, save, force };
      const isVerbose = program.opts<{ readonly verbose?: true }>().verbose === true;
      const form = json === true ? 'json' : (format ?? 'text');
      await withOutput((output) =>
        test(projects, { ...given, ...switches, format: form, isVerbose }, output),
      );
    });
}

interface TestFlags {
  readonly filter?: string;
  readonly only?: 'tests' | 'laws';
  readonly runs?: number;
  readonly time?: number;
  readonly seed?: number;
  readonly coverage?: boolean;
  readonly coverageHtml?: string;
  readonly coverageLcov?: string;
  readonly format?: TestFormat;
  readonly json?: boolean;
  readonly watch?: boolean;
  readonly update?: boolean;
  readonly save?: boolean;
  readonly record: boolean;
  readonly force?: boolean;
  readonly now?: Date;
  readonly environment?: string;
}
