import type { Command } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import { runsOption, seedOption, timeOption } from './made-up-options.ts';
import type { Output } from './output.ts';
import { environmentOption, examples } from './shared-options.ts';

/** Adds `lintel equivalent` to the command line. */
export function addEquivalentCommand(
  program: Command,
  withOutput: (work: (output: Output) => Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('equivalent')
    .description('find logins on which two forms of the same rules differ')
    .argument('<first>', 'a .js rule, a policy, a folder or a lintel.yaml')
    .argument('<second>', 'what is to take its place')
    .addOption(runsOption())
    .addOption(timeOption())
    .addOption(seedOption())
    .addOption(environmentOption())
    .option('--json', 'print one object with everything that was found')
    .addHelpText(
      'after',
      examples(
        'lintel equivalent rules/only-staff.js policies/only-staff.yaml',
        'lintel equivalent rules/mfa.js mfa.yaml --runs 20000 --time "1 minute"',
      ),
    )
    .action(async (first: string, second: string, { json = false, ...options }: EquivalentFlags) => {
      const { equivalent } = await import('./commands/equivalent.ts');
      await withOutput((output) => equivalent(first, second, { ...options, json }, output));
    });
}

interface EquivalentFlags {
  readonly runs?: number;
  readonly time?: number;
  readonly seed?: number;
  readonly environment?: string;
  readonly json?: boolean;
}
