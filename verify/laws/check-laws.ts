import type { CheckedProject } from '../../project/index.ts';
import { clockOf } from '../generate/clock-of.ts';
import { factsOf } from '../generate/facts.ts';
import { loginArbitrary } from '../generate/login-arbitrary.ts';
import { sampleLogins } from '../generate/sample-logins.ts';
import { writtenTexts } from '../generate/written-texts.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import { openTrial } from '../trial/open-trial.ts';
import { openBuiltInLaws } from './built-in/index.ts';
import type { Law } from './law.ts';
import { propertyLaws } from './property-laws.ts';
import { type LawsProgress, tryLaws } from './try-laws.ts';
import type { LawsReport } from './verdict.ts';

export interface CheckLawsOptions {
  /** How many logins are tried, beside those that are known. Default: 1000. */
  readonly runs?: number;
  /** From which the logins are drawn, a whole number: the same gives the same. Default: another each time. */
  readonly seed?: number;
  /** Milliseconds after which no further login is tried. Default: 10,000. */
  readonly time?: number;
  /** Which laws: those of the authors, those that are built in, or those that it says yes to. Default: all. */
  readonly laws?: 'all' | 'properties' | 'built-in' | ((law: Law) => boolean);
  /** Logins that broke a law before: all laws are tried with them first. Default: none. */
  readonly counterexamples?: readonly TimedLogin[];
  /** Called after each login, and whenever a law is found broken. */
  readonly onProgress?: (progress: LawsProgress) => void;
}

/**
 * Holds the laws of a project, those that its authors wrote and those that are built in, against logins that matter for
 * it. What breaks a law comes with the smallest such login that was found. Hosts are never asked: they answer what the
 * project's `answers` say. Rejects when the project has errors: look at its findings first.
 */
export async function checkLaws(
  project: CheckedProject,
  options: CheckLawsOptions = {},
): Promise<LawsReport> {
  const { laws: which = 'all', runs = 1000, time = 10_000 } = options;
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const trial = await openTrial(project);
  const builtIn = which === 'properties' ? null : openBuiltInLaws(project);
  try {
    const all = [...(which === 'built-in' ? [] : propertyLaws(project)), ...(builtIn?.laws ?? [])];
    const laws = typeof which === 'function' ? all.filter(which) : all;
    const facts = factsOf(project);
    const arbitrary = loginArbitrary(facts, { wrongShapes: true });
    return await tryLaws({
      ...{ trial, laws, seed, runs, time },
      answers: project.tests.flatMap(({ answers }) => answers),
      clock: clockOf(facts),
      shrink: { attributes: facts.attributes, written: writtenTexts(facts.cores) },
      known: options.counterexamples ?? [],
      draw: (from, count) => sampleLogins(arbitrary, { seed, from, count }),
      onProgress: options.onProgress ?? (() => {}),
    });
  } finally {
    builtIn?.dispose();
    trial.dispose();
  }
}
