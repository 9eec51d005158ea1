import type { ProjectOptions } from '../../project/index.ts';
import { UsageError } from '../exit-codes.ts';

export type TestFormat = 'text' | 'json' | 'junit';

/** What `lintel test` can be asked for. */
export interface TestOptions extends ProjectOptions {
  /** Only tests and laws with this text in their names, whatever its case. */
  readonly filter?: string;
  readonly only?: 'tests' | 'laws';
  /** Logins for the laws of each project. Default: 1000. */
  readonly runs?: number;
  /** Milliseconds for the laws of each project. Default: 10 s. */
  readonly time?: number;
  readonly seed?: number;
  readonly format: TestFormat;
  readonly coverage: boolean;
  /** Files to write the coverage to. */
  readonly coverageHtml?: string;
  readonly coverageLcov?: string;
  readonly watch: boolean;
  readonly update: boolean;
  readonly save: boolean;
  /** Whether logins that break a law are kept in `counterexamples.yaml`. */
  readonly record: boolean;
  /** Whether files of the project may be changed where `CI` is set. */
  readonly force: boolean;
  readonly isVerbose: boolean;
}

/** Whether the coverage is to be measured at all. */
export function isMeasured({ coverage, coverageHtml, coverageLcov }: TestOptions): boolean {
  return coverage || coverageHtml !== undefined || coverageLcov !== undefined;
}

/** Whether a test or a law is one of those that were asked for. */
export function isSought(name: string, { filter = '' }: Pick<TestOptions, 'filter'>): boolean {
  return name.toLowerCase().includes(filter.toLowerCase());
}

/** Whether files of the project are left alone because nobody sits in front of the screen. */
export function isUnattended({ force }: Pick<TestOptions, 'force'>): boolean {
  const { CI = '' } = process.env;
  return !force && CI !== '' && CI !== '0' && CI.toLowerCase() !== 'false';
}

/** Throws a usage error for options that contradict each other. */
export function refuseContradictions(options: TestOptions, paths: readonly string[]): void {
  const { only, watch, update, save, format } = options;
  const ofLaws = (['runs', 'time', 'seed'] as const).find((key) => options[key] !== undefined);
  if (only === 'tests' && ofLaws !== undefined)
    throw new UsageError(`--${ofLaws} is about laws, which --only tests leaves out`);
  if (only === 'tests' && save)
    throw new UsageError('--save keeps logins that break laws, which --only tests leaves out');
  if (only === 'laws' && update)
    throw new UsageError('--update corrects tests, which --only laws leaves out');
  if (only === 'laws' && isMeasured(options))
    throw new UsageError('coverage is that of tests, which --only laws leaves out');
  if (watch && (update || save))
    throw new UsageError(
      '--watch runs at every change, so it cannot change files itself with --update or --save',
    );
  if (watch && format !== 'text') throw new UsageError(`--watch is for people: leave out --format ${format}`);
  if (watch && paths.length > 1) throw new UsageError('--watch follows one project');
  if (update && isUnattended(options))
    throw new UsageError(
      '--update makes tests expect what happened, which is not for CI; --force does it even so',
    );
  if (save && isUnattended(options))
    throw new UsageError('--save changes files of the project, which is not for CI; --force does it even so');
}
