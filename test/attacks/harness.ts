import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, type TestContext } from 'node:test';
import type { RuleOptions } from '../../compiler/index.ts';
import type { Pipeline, PipelineOptions, Report, RuleLimits } from '../../runtime/index.ts';
import { launchProcess } from '../../runtime/pool/launch-process.ts';
import { openWorkersIn } from '../../runtime/pool/open-workers.ts';
import type { Trouble } from '../../runtime/pool/trouble.ts';
import type { Workers } from '../../runtime/pool/workers.ts';
import { LOGIN, openSteps, ruleOf } from '../runtime/javascript-rule.ts';

export interface AttackOptions {
  /**
   * What becomes of the login: `refused` (the default) is a failure or a denial; `allowed` is for what turns out to be
   * harmless; `either` for what may end both ways; or what looks at the report. All of them end in time.
   */
  readonly expect?: Ending | ((report: Report) => void);
  /** Milliseconds for which the other tenant goes on after the end: late work can do harm, too. */
  readonly linger?: number;
  readonly limits?: Partial<RuleLimits>;
  readonly rule?: Partial<RuleOptions>;
  readonly pipeline?: PipelineOptions;
}

export type Ending = 'refused' | 'allowed' | 'either';

/**
 * Runs a hostile rule for a login of one tenant, in a process that it shares with another tenant whose logins are in
 * flight. Asserts that it ends in time and as expected, that the next login of the tenant works, that the other tenant
 * notices nothing, that the host lives, and that memory comes back. `text`: the body of a rule, which calls back at its end
 * unless it says `callback` itself.
 */
export async function attack(test: TestContext, text: string, options: AttackOptions = {}): Promise<void> {
  const arena = openArena();
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', onRejection);
  test.after(() => process.off('unhandledRejection', onRejection));

  const hostile = await openHostile(test, text, options);
  const bystander = await openBystander(test);
  // So that both are at home in the process before it happens.
  const first = await hostile.run(HARMLESS);
  assert.equal(first.outcome, 'allow', JSON.stringify(first.log));
  await bystander.login();

  const traffic = bystander.keepGoing();
  const began = performance.now();
  const report = await hostile.run(LOGIN);
  const took = performance.now() - began;
  const next = await hostile.run(HARMLESS);
  await new Promise((resolve) => setTimeout(resolve, options.linger ?? 0));
  const reports = await traffic.stop();

  assertEnding(report, options.expect ?? 'refused');
  assert.ok(took < budgetOf(options) + SLACK, `the login took ${Math.round(took)} ms`);
  assert.deepEqual([next.outcome, next.message], ['allow', null], 'the next login of the tenant works');
  assert.deepEqual(reports, [], 'logins of another tenant that went wrong');
  assert.deepEqual(rejections, [], 'nothing is rejected unnoticed in the host');
  await assertSmall(arena);
}

/** The limits of hostile rules, so that nobody waits long for their end. */
export const SHORT: Partial<RuleLimits> = { slice: 400, chain: 3000, grace: 300 };

/** A login that hostile rules leave alone. */
export const HARMLESS = { ...LOGIN, user: { ...LOGIN.user, isHarmless: true } };

/** The body of a rule that is hostile to all logins but `HARMLESS`. */
export function hostileBody(text: string): string {
  const end = /\bcallback\b/.test(text) ? '' : 'callback(null, user, context);';
  const claim = "context.idToken = { 'https://example.com/hostile': true };";
  return `if (user.isHarmless) return callback(null, user, context);\n${claim}\n${text}\n${end}`;
}

/** The processes of all attacks of a file. */
export interface Arena {
  readonly workers: Workers;
  readonly troubles: Trouble[];
  /** Those that live. */
  readonly processes: ReadonlySet<ChildProcess>;
}

let opened: Arena | undefined;
after(() => opened?.workers.close());

/** Opens one process for tenants to share, once for a file. */
export function openArena(): Arena {
  if (opened !== undefined) return opened;
  const troubles: Trouble[] = [];
  const processes = new Set<ChildProcess>();
  const launch = () => {
    const child = launchProcess();
    processes.add(child);
    child.once('exit', () => processes.delete(child));
    return child;
  };
  const workers = openWorkersIn(launch, {
    processes: 1,
    onTrouble: (trouble) => void troubles.push(trouble),
  });
  opened = { workers, troubles, processes };
  return opened;
}

/** A tenant whose only rule is hostile to all logins but `HARMLESS`. */
export function openHostile(test: TestContext, text: string, options: AttackOptions = {}): Promise<Pipeline> {
  return openSteps(test, [ruleOf(hostileBody(text), { id: 'hostile', ...options.rule })], {
    workers: openArena().workers,
    tenant: 'hostile',
    ...options.pipeline,
    ruleLimits: { ...SHORT, ...options.limits },
  });
}

/** A tenant of the arena that does no harm, and does a little of everything. */
export async function openBystander(test: TestContext) {
  const pipeline = await openSteps(test, [ruleOf(ORDINARY, { id: 'ordinary' })], {
    workers: openArena().workers,
    tenant: 'bystander',
  });
  let count = 0;
  /** What went wrong; null: nothing. */
  const login = async (): Promise<string | null> => {
    count += 1;
    const id = `auth0|${count}`;
    const { outcome, message, idToken, log } = await pipeline.run({
      ...LOGIN,
      user: { ...LOGIN.user, user_id: id },
    });
    const isRight = outcome === 'allow' && idToken['https://example.com/who'] === `${id}:1,2,3`;
    return isRight ? null : JSON.stringify({ outcome, message, idToken, log });
  };
  return {
    login,
    /** Logins one after the other, two side by side, until they are stopped. */
    keepGoing() {
      let isStopped = false;
      const run = async () => {
        const wrong: string[] = [];
        while (!isStopped) {
          const problem = await login();
          if (problem !== null) wrong.push(problem);
        }
        return wrong;
      };
      const runs = [run(), run()];
      return {
        /** Lets the logins in flight end. What went wrong. */
        async stop(): Promise<readonly string[]> {
          isStopped = true;
          return (await Promise.all(runs)).flat();
        },
      };
    },
  };
}

const ORDINARY = `
  setTimeout(async function () {
    const list = await Promise.resolve([3, 1, 2].sort());
    context.idToken = { 'https://example.com/who': user.user_id + ':' + list.map(String).join(',') };
    callback(null, user, context);
  }, 20);`;

/** Resident memory of a process in MiB; 0 where nobody can tell. */
export function memoryOf({ pid }: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function assertEnding(report: Report, expect: Ending | ((report: Report) => void)): void {
  if (typeof expect === 'function') {
    expect(report);
    return;
  }
  const isAllowed = report.outcome === 'allow';
  if (expect !== 'either') assert.equal(isAllowed, expect === 'allowed', JSON.stringify(report));
  if (isAllowed) return;
  assert.ok(report.outcome === 'failure' || report.outcome === 'deny', report.outcome);
  assert.deepEqual([report.idToken, report.accessToken, report.saml], [{}, {}, {}]);
}

/** It may take a moment until memory is given back. */
async function assertSmall({ processes }: Arena): Promise<void> {
  const largest = () => Math.max(0, ...[...processes].map(memoryOf));
  for (let wait = 0; wait < 50 && largest() > MOST_MEMORY; wait += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.ok(largest() < MOST_MEMORY, `a process keeps ${Math.round(largest())} MiB`);
}

function budgetOf({ limits }: AttackOptions): number {
  return { ...SHORT, ...limits }.chain ?? 0;
}

/** Milliseconds for a busy machine. */
const SLACK = 10_000;
/** MiB. A process with two small tenants takes 100 to 150. */
const MOST_MEMORY = 450;
