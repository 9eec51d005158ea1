import type { Command } from 'commander';
import { type ExitCode, UsageError } from './exit-codes.ts';
import type { Output } from './output.ts';
import { addTo, examples } from './shared-options.ts';

/** Adds `lintel templates` and `lintel new rule` to the command line. */
export function addTemplateCommands(
  program: Command,
  withOutput: (work: (output: Output) => Promise<ExitCode>) => Promise<void>,
): void {
  program
    .command('templates')
    .description('show the templates that rules can be made of')
    .argument('[name]', 'everything about this one')
    .allowExcessArguments()
    .option('--category <text>', 'only categories with this text in their names')
    .option('--project <dir>', 'the project whose own templates are shown, too', '.')
    .option('--json', 'print one object')
    .addHelpText(
      'after',
      examples(
        'lintel templates',
        'lintel templates --category notifications',
        'lintel templates working-hours-only',
      ),
    )
    .action(async (_, { project, category, json = false }: TemplatesFlags, { args }: Command) => {
      // Whoever guesses `templates show NAME` means what `templates NAME` does.
      const [name, ...more] = args.length > 1 && args[0] === 'show' ? args.slice(1) : args;
      if (more.length > 0) throw new UsageError(`one template at a time: \`lintel templates ${name}\``);
      const { templates } = await import('./commands/templates.ts');
      await withOutput((output) => templates(name, { project, category: category ?? null, json }, output));
    });

  program
    .command('new')
    .description('write something new into a project')
    .helpCommand(false)
    .command('rule')
    .description('fill in a template, and add the rule to a policy')
    .argument('[policy]', 'a policy file, or a project with one policy', '.')
    .option('--template <name>', 'the template; `lintel templates` shows which there are')
    .option('--with <parameter=value>', 'a value for a parameter (can be repeated)', addTo, [])
    .option('--id <id>', 'what the rule is called (default: as the template)')
    .option('--dry-run', 'only print the rule')
    .addHelpText(
      'after',
      examples(
        'lintel new rule',
        'lintel new rule policy.yaml --template country-block --with countries=KP,SY',
        `lintel new rule . --template mfa-for-groups --with groups='[IT Admins]' --with remember='1 hour'`,
      ),
    )
    .action(async (policy: string, { dryRun = false, ...options }: NewRuleFlags) => {
      const { newRule } = await import('./commands/new-rule.ts');
      const { standardTerminal } = await import('./templates/questions.ts');
      const terminal = standardTerminal();
      await withOutput((output) => newRule(policy, { ...options, dryRun, terminal }, output));
    });
}

interface TemplatesFlags {
  readonly project: string;
  readonly category?: string;
  readonly json?: boolean;
}

interface NewRuleFlags {
  readonly template?: string;
  readonly with: readonly string[];
  readonly id?: string;
  readonly dryRun?: boolean;
}
