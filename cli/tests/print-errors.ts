import type { Finding } from '../../grammar/index.ts';
import { formatFrames } from '../format-findings.ts';
import type { Output } from '../output.ts';
import { jsonOfTests } from './json-of-tests.ts';
import { junitOfTests } from './junit-of-tests.ts';
import type { TestOptions } from './test-options.ts';

/** Says why nothing is run: to people, and to the program that waits for a result. */
export async function printErrors(
  errors: readonly Finding[],
  { format }: Pick<TestOptions, 'format'>,
  output: Pick<Output, 'warn' | 'result'>,
): Promise<void> {
  output.warn(formatFrames(errors, (_, text) => text).trimEnd());
  switch (format) {
    case 'text':
      return;
    case 'json':
      return output.result(jsonOfTests([], errors));
    case 'junit':
      return output.result(junitOfTests([], errors));
  }
}
