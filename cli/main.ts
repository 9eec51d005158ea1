#!/usr/bin/env node
import { CommanderError } from 'commander';
import { EXIT, type ExitCode, UsageError } from './exit-codes.ts';
import { readPackageFile } from './package-file.ts';
import { createProgram, SHORT_HELP } from './program.ts';

process.once('SIGINT', () => process.exit(EXIT.interrupted));
// Whoever reads the result may stop reading, as `head` does: then nothing is left to do.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.fine);
  process.stderr.write(`lintel: the result could not be written: ${error.code ?? error.message}\n`);
  process.exit(EXIT.failure);
});

const exit: { code: ExitCode } = { code: EXIT.fine };
try {
  if (process.argv.length <= 2) process.stdout.write(SHORT_HELP);
  else {
    const finish = (code: ExitCode) => {
      exit.code = code;
    };
    await createProgram(await readVersion(), finish).parseAsync();
  }
} catch (error) {
  exit.code = explainFailure(error);
}
process.exitCode = exit.code;

async function readVersion(): Promise<string> {
  const facts: unknown = JSON.parse((await readPackageFile('package.json')) ?? '{}');
  return typeof facts === 'object' && facts !== null && 'version' in facts
    ? String(facts.version)
    : 'unknown';
}

function explainFailure(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  if (error instanceof UsageError) {
    process.stderr.write(`lintel: ${error.message}\n`);
    return EXIT.usage;
  }
  if (process.argv.includes('--verbose')) console.error(error);
  else {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    process.stderr.write(`lintel: unexpected failure: ${line} (--verbose shows where)\n`);
  }
  return EXIT.failure;
}
