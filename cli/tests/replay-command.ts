import type { TestOptions } from './test-options.ts';

/** The command that tries the same logins of a project again. */
export function replayCommand(
  path: string,
  seed: number,
  { runs, environment, now }: Pick<TestOptions, 'runs' | 'environment' | 'now'>,
): string {
  return [
    'lintel test',
    quoted(path),
    `--seed ${seed}`,
    ...(runs === undefined ? [] : [`--runs ${runs}`]),
    ...(environment === undefined ? [] : [`--environment ${quoted(environment)}`]),
    ...(now === undefined ? [] : [`--now ${now.toISOString()}`]),
  ].join(' ');
}

/** As a shell takes it for one word. */
export function quoted(text: string): string {
  return /^[\w./@:+-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
