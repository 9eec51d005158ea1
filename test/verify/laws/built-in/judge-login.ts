import assert from 'node:assert/strict';
import type { BuiltInLaw } from '../../../../compiler/index.ts';
import { type CheckedProject, checkProject } from '../../../../project/index.ts';
import { expandLogin, type Report } from '../../../../runtime/index.ts';
import { openBuiltInLaws } from '../../../../verify/laws/built-in/index.ts';
import type { Judgement, Law } from '../../../../verify/laws/law.ts';
import type { TimedLogin } from '../../../../verify/login/timed-login.ts';
import { openTrial } from '../../../../verify/trial/open-trial.ts';
import { inFolder } from '../../../project/project-folder.ts';

/** Clocks of logins that say none: a Monday at noon, UTC. */
const NOON = Date.parse('2026-11-23T12:00:00Z');

/** A project whose pipeline and laws are open. */
export interface Bench {
  readonly project: CheckedProject;
  law(name: BuiltInLaw): Law;
  run(login: TimedLogin): Promise<Report>;
  /** `report`: what the pipeline says of the login whenever it is run untraced. Default: what it really says. */
  judge(name: BuiltInLaw, login: TimedLogin, report?: Report): Promise<Judgement>;
}

/** Opens a project of one policy, whose first line `policy: p` goes without saying, or of one rule in JavaScript. */
export function withLaws<T>(text: string, work: (bench: Bench) => Promise<T>): Promise<T> {
  const file = text.startsWith('function') ? 'rule.js' : 'policy.yaml';
  const isWhole = file === 'rule.js' || text.startsWith('policy:');
  return inFolder({ [file]: isWhole ? text : `policy: p\n${text}` }, async (root) => {
    const project = await checkProject(`${root}/${file}`);
    assert.deepEqual(
      project.findings.flatMap(({ diagnostics }) =>
        diagnostics.filter(({ severity }) => severity === 'error'),
      ),
      [],
    );
    return openBench(project, work);
  });
}

/** Opens the pipeline and the laws of a project, for as long as the work goes on. */
export async function openBench<T>(project: CheckedProject, work: (bench: Bench) => Promise<T>): Promise<T> {
  const trial = await openTrial(project);
  const { laws, dispose } = openBuiltInLaws(project);
  const law = (name: BuiltInLaw): Law => {
    const found = laws.find((one) => one.name === name);
    assert.ok(found !== undefined);
    return found;
  };
  const run = async (login: TimedLogin, options = {}) => (await trial.run(login, options)).report;
  try {
    return await work({
      project,
      law,
      run,
      judge: async (name, login, report) => {
        const told = report ?? (await run(login));
        const runOrTell: typeof run = async (other, options = {}) =>
          other === login && report !== undefined && !('trace' in options) ? report : run(other, options);
        return law(name).judge({ login, report: told, run: runOrTell }, null);
      },
    });
  } finally {
    dispose();
    trial.dispose();
  }
}

/** An abbreviated login, written out. */
export function loginOf(short: Readonly<Record<string, unknown>>): TimedLogin {
  const expanded = expandLogin(short);
  assert.ok(expanded.kind === 'login');
  return { ...expanded.login, now: expanded.now ?? NOON };
}

/** What a law says of one login to a project of one file, in one line: `held`, `beside`, `broken: …`. */
export function judge(
  name: BuiltInLaw,
  text: string,
  short: Readonly<Record<string, unknown>>,
): Promise<string> {
  return withLaws(text, async (bench) => describe(await bench.judge(name, loginOf(short))));
}

export function describe(judgement: Judgement): string {
  if (judgement.kind !== 'broken') return judgement.kind;
  return `${judgement.isFault ? 'fault' : 'broken'}: ${judgement.why}`;
}
