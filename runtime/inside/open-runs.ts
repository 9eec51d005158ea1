import type { InsideFacts, Report } from './facts.ts';
import type { Decision, Login, Objects, RuleRun } from './login-state.ts';
import { describeThrown, endingOf } from './read-error.ts';
import { takeSnapshot } from './take-snapshot.ts';

/** Starts rules and decides how they end: the first callback counts, and whatever goes wrong is a failure. */
export interface Runs {
  start(login: Login, rule: number): void;
  /** By its number; undefined: its login is over. */
  find(run: number): RuleRun | undefined;
  callBack(run: RuleRun, error: unknown, user: unknown, context: unknown): void;
  returned(run: RuleRun, thrown: readonly unknown[]): void;
  fail(run: RuleRun, reason: string): void;
  /** Something in the code of a rule went wrong outside its synchronous part. */
  goWrong(run: RuleRun, what: string): void;
  forget(login: Login): void;
}

/** `enter`: told which rule's code runs from now on. */
export function openRuns(
  facts: InsideFacts,
  tell: (report: Report) => void,
  enter: (run: RuleRun) => void,
): Runs {
  const runs = new Map<number, RuleRun>();
  let lastNumber = 0;

  const finish = (run: RuleRun, { ending, left }: Decision) => {
    const { login } = run;
    if (login.open !== run) return;
    const user = left === null || left.userText === login.userText ? null : left.userText;
    const context = left === null || left.contextText === login.contextText ? null : left.contextText;
    // First of all: on a full stack this throws, and nothing must have changed by then.
    tell(['ended', login.id, run.rule, JSON.stringify(ending), user, context]);
    login.open = null;
    if (!run.isTrial) {
      login.objects = left?.objects ?? null;
      login.userText = left?.userText ?? login.userText;
      login.contextText = left?.contextText ?? login.contextText;
    }
  };
  const fail = (run: RuleRun, reason: string) =>
    finish(run, { ending: { kind: 'failure', reason }, left: null });
  const remark = (run: RuleRun, text: string) => tell(['remark', run.login.id, run.rule, text]);

  return {
    start(login, rule) {
      const isTrial = facts.rules[rule]?.mode === 'report-only';
      const objects = (isTrial ? null : login.objects) ?? readObjects(login);
      lastNumber += 1;
      const run: RuleRun = {
        number: lastNumber,
        login,
        rule,
        isTrial,
        objects,
        isRunning: true,
        hasCalledBack: false,
        decision: null,
        hasSecondCallback: false,
      };
      runs.set(run.number, run);
      login.open = run;
      enter(run);
      login.room.start(rule, run.number, objects[0], objects[1]);
    },
    find: (number) => runs.get(number),
    callBack(run, error, user, context) {
      if (run.hasCalledBack || run.login.open !== run) {
        if (run.hasSecondCallback) return;
        run.hasSecondCallback = true;
        const words = error ? `: ${describeThrown(error)}` : '';
        remark(run, `called back a second time, which was ignored${words}`);
        return;
      }
      run.hasCalledBack = true;
      try {
        run.decision = decide(run, error, [user, context], facts.limits.resultLength);
      } catch (full) {
        run.hasCalledBack = false;
        throw full;
      }
      if (error === run.objects[0] || error === run.objects[1]) remark(run, ERROR_FIRST);
      if (!run.isRunning) finish(run, run.decision);
    },
    returned(run, thrown) {
      run.isRunning = false;
      const { decision } = run;
      if (thrown.length === 0) {
        if (decision !== null) finish(run, decision);
      } else if (decision === null) fail(run, `threw: ${describeThrown(thrown[0])}`);
      else if (decision.ending.kind === 'next') {
        fail(run, `threw after it had called back: ${describeThrown(thrown[0])}`);
      } else {
        finish(run, decision);
        remark(run, `threw after it had called back: ${describeThrown(thrown[0])}`);
      }
    },
    fail,
    goWrong(run, what) {
      if (run.login.open === run) fail(run, what);
      else remark(run, `after it had ended: ${what}`);
    },
    forget(login) {
      for (const [number, run] of runs) if (run.login === login) runs.delete(number);
    },
  };
}

const ERROR_FIRST =
  'called back with `user` or `context` as the error, so that the login is refused: write `callback(null, user, context)`';

function readObjects({ room, userText, contextText }: Login): Objects {
  return [room.parse(userText), room.parse(contextText)];
}

/** A falsy error means that the login goes on, with the objects that were handed over as far as they are objects. */
function decide(run: RuleRun, error: unknown, given: readonly unknown[], longest: number): Decision {
  if (error) return { ending: endingOf(error, run.login.room.unauthorized), left: null };
  const [user, context] = run.objects;
  const objects: Objects = [objectOr(given[0], user), objectOr(given[1], context)];
  const snapshot = takeSnapshot(objects, longest);
  if (snapshot.kind === 'refused') {
    return { ending: { kind: 'failure', reason: snapshot.reason }, left: null };
  }
  const [userText, contextText] = snapshot.texts;
  return { ending: { kind: 'next' }, left: { objects, userText, contextText } };
}

function objectOr(given: unknown, kept: object): object {
  return typeof given === 'object' && given !== null ? given : kept;
}
