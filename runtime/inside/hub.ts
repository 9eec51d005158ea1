import { explainMissing, plainName } from './explain-missing.ts';
import type { Entry, InsideFacts, Report } from './facts.ts';
import { formatConsole } from './format-console.ts';
import type { Login, RuleRun } from './login-state.ts';
import { openErrands, refusal } from './open-errands.ts';
import { openRuns } from './open-runs.ts';
import { describeThrown } from './read-error.ts';
import type { Hub, HubPort, Room } from './room-port.ts';

/**
 * The trusted half of the code inside: knows all logins of an isolate, decides how rules end, and speaks with the
 * process outside.
 */
export function openHub(
  [factsText]: readonly [string],
  tell: (report: Report) => void,
  compute: (message: readonly [operation: string, payload: string]) => readonly [string],
): Hub {
  const facts: InsideFacts = JSON.parse(factsText);
  const modules = new Map(facts.library);
  const logins = new Map<number, Login>();
  /** Whose code runs, since the last entry: everything that is asked for goes on its account. */
  let current: RuleRun | null = null;
  const account = () => (current !== null && logins.has(current.login.id) ? current : null);

  const runs = openRuns(facts, tell, (run) => {
    current = run;
  });
  const errands = openErrands(facts, tell, (run, action) => {
    current = run;
    try {
      action();
    } catch (thrown) {
      runs.goWrong(run, `threw: ${describeThrown(thrown)}`);
    }
  });

  const port: HubPort = {
    facts,
    store: Object.create(null),
    currentRule: () => current?.rule ?? null,
    callBack(number, error, user, context) {
      const run = runs.find(number);
      if (run !== undefined) runs.callBack(run, error, user, context);
    },
    returned(number, thrown) {
      const run = runs.find(number);
      if (run !== undefined) runs.returned(run, thrown);
    },
    rejected(number, reason) {
      const run = runs.find(number);
      if (run !== undefined) runs.goWrong(run, `its promise was rejected: ${describeThrown(reason)}`);
    },
    call(operation, payload, settle) {
      const run = account();
      if (!isText(operation)) settle(NO_OPERATION);
      else if (run !== null) errands.call(run, operation, payload, settle);
    },
    compute(operation, payload) {
      const { callLength } = facts.limits;
      if (!isText(operation)) return NO_OPERATION;
      if (payload.length <= callLength) return compute([operation, payload])[0];
      return refusal('TOO_LARGE', `at most ${callLength} characters can be computed with`);
    },
    setTimer(fire, milliseconds, rhythm) {
      const run = account();
      return run === null ? null : errands.setTimer(run, fire, milliseconds, rhythm);
    },
    clearTimer: (timer) => errands.clearTimer(timer),
    log(level, values) {
      const run = account();
      if (run !== null) writeLine(run, level, values);
    },
    moduleNamed: (name) => modules.get(plainName(name)) ?? '',
    explainMissing: (name, rule) => explainMissing(facts, name, rule),
  };

  const writeLine = ({ login, rule }: RuleRun, level: string, values: readonly unknown[]) => {
    const { consoleLines, consoleLength } = facts.limits;
    login.lines += 1;
    if (login.lines <= consoleLines) {
      tell(['line', login.id, rule, level, formatConsole(values, consoleLength)]);
    } else if (login.lines === consoleLines + 1) {
      tell(['remark', login.id, rule, `wrote more than ${consoleLines} lines; the rest was not kept`]);
    }
  };

  const forget = (login: Login) => {
    logins.delete(login.id);
    runs.forget(login);
    errands.forget(login);
    if (current?.login === login) current = null;
  };

  const enter = (entry: Entry) => {
    switch (entry[0]) {
      case 'settle':
        return errands.settle(entry[1], entry[2]);
      case 'tick':
        return errands.tick(entry[1]);
    }
    const login = logins.get(entry[1]);
    if (login === undefined) return;
    switch (entry[0]) {
      case 'begin': {
        const [, id, userText, contextText, now, rule] = entry;
        forget(login);
        const next = { ...newLogin(id, login.room), userText, contextText };
        logins.set(id, next);
        next.room.begin(now);
        return runs.start(next, rule);
      }
      case 'rule':
        return runs.start(login, entry[2]);
      case 'expire':
        if (login.open?.rule === entry[2]) runs.fail(login.open, entry[3]);
        return;
      case 'unhandled':
        if (current?.login === login) runs.goWrong(current, `left a rejected promise: ${entry[2]}`);
        return;
      case 'close':
        return forget(login);
      case 'seal':
        return login.room.seal();
    }
  };
  return {
    port,
    enter,
    adopt(login, room) {
      logins.set(login, newLogin(login, room));
    },
  };
}

function newLogin(id: number, room: Room): Login {
  const texts = { userText: '{}', contextText: '{}' };
  return { id, room, objects: null, ...texts, open: null, calls: 0, timers: 0, lines: 0 };
}

/** Rules can get hold of what modules of the library ask with. */
function isText(operation: unknown): operation is string {
  return typeof operation === 'string' && operation.length <= LONGEST_OPERATION;
}

const LONGEST_OPERATION = 100;
const NO_OPERATION = refusal('UNKNOWN_OPERATION', 'the name of an operation is a short text');
