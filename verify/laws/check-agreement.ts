import type { CheckedProject } from '../../project/index.ts';
import { clockOf } from '../generate/clock-of.ts';
import { factsOf, type GeneratorFacts } from '../generate/facts.ts';
import { loginArbitrary } from '../generate/login-arbitrary.ts';
import { sampleLogins } from '../generate/sample-logins.ts';
import { writtenTexts } from '../generate/written-texts.ts';
import type { TimedLogin } from '../login/timed-login.ts';
import { openTrial } from '../trial/open-trial.ts';
import { agreementLaws } from './agreement-laws.ts';
import type { CheckLawsOptions } from './check-laws.ts';
import { tryLaws } from './try-laws.ts';
import type { LawsReport } from './verdict.ts';

/** What is to be compared, with a name for people. */
export interface ComparedProject {
  readonly name: string;
  readonly project: CheckedProject;
}

/**
 * Holds two forms of the same rules against each other, such as a rule in JavaScript and the policy that is to take its
 * place, on logins that matter for either. What they do differently comes with the smallest such login. Rejects when one
 * has errors.
 */
export async function checkAgreement(
  first: ComparedProject,
  second: ComparedProject,
  options: Pick<CheckLawsOptions, 'runs' | 'seed' | 'time' | 'onProgress'> = {},
): Promise<LawsReport> {
  const { runs = 1000, time = 10_000, onProgress = () => {} } = options;
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const facts = joinFacts(factsOf(first.project), factsOf(second.project));
  const answers = [first, second].flatMap(({ project }) => project.tests.flatMap((file) => file.answers));
  const trial = await openTrial(first.project);
  const beside = await openTrial(second.project);
  const unanswered = new Set<string>();
  const seen = new WeakMap<TimedLogin, ReturnType<typeof runSecond>>();
  const runSecond = async (login: TimedLogin) => {
    const found = await beside.run(login, { answers, trace: true });
    for (const request of found.unanswered) unanswered.add(request);
    return found.report;
  };
  const run = (login: TimedLogin) => {
    const known = seen.get(login) ?? runSecond(login);
    seen.set(login, known);
    return known;
  };
  try {
    const arbitrary = loginArbitrary(facts, { wrongShapes: false });
    const report = await tryLaws({
      ...{ trial, seed, runs, time, answers, onProgress },
      laws: agreementLaws({ name: second.name, run }),
      clock: clockOf(facts),
      shrink: { attributes: facts.attributes, written: writtenTexts(facts.cores) },
      known: [],
      draw: (from, count) => sampleLogins(arbitrary, { seed, from, count }).map(comparable),
    });
    return { ...report, unanswered: [...new Set([...report.unanswered, ...unanswered])].toSorted() };
  } finally {
    trial.dispose();
    beside.dispose();
  }
}

/**
 * With an address as identity providers give it: policies take all spellings for the same, and most rules do not. Without
 * answers of look-ups by name, which only one of the two may know: what is asked has an address that both know.
 */
function comparable({ user, context, now }: TimedLogin): TimedLogin {
  const { email } = user;
  const given = typeof email === 'string' ? { ...user, email: email.toLowerCase() } : user;
  return { user: given, context, now };
}

function joinFacts(first: GeneratorFacts, second: GeneratorFacts): GeneratorFacts {
  return {
    cores: [...first.cores, ...second.cores],
    attributes: new Map([...first.attributes, ...second.attributes]),
    rules: [...first.rules, ...second.rules],
  };
}
