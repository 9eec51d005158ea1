import type { StretchFacts, TenantFacts } from '../worker/protocol.ts';
import { type Attempt, type Ride, startAttempt } from './attempt.ts';
import { failAll } from './endings.ts';
import type { Fleet } from './fleet.ts';
import { type ModuleMessage, messagesFor } from './library-messages.ts';
import type { PoolLimits } from './pool-limits.ts';
import { type Begin, type Refusal, runStretch } from './run-stretch.ts';
import { openStrikes } from './strikes.ts';
import type { Trouble } from './trouble.ts';
import { openTurns } from './turns.ts';
import type { Stretch, Tenant, TenantRules } from './workers.ts';

/** A tenant as the workers see it. */
export interface Guest {
  readonly name: string;
  /** As whoever opened it sees it. */
  readonly tenant: Tenant;
  /** A process was lost because of it, or of one of several. */
  strike(blame: 'sure' | 'suspected'): void;
  /** Nothing of it gets into a process any more. */
  turnOut(): void;
}

/** What the workers are for their guests. */
export interface House {
  readonly fleet: Fleet;
  readonly limits: PoolLimits;
  readonly tell: (trouble: Trouble) => void;
  readonly nextJob: () => number;
  readonly onLeft: (number: number) => void;
}

/** Gives a tenant with this number a place in the house, and a process when its first login comes. */
export function openGuest(number: number, rules: TenantRules, house: House): Guest {
  const { fleet, limits, tell } = house;
  const { name, configuration, secrets } = rules;
  const strikes = openStrikes(limits, () => performance.now());
  const turns = openTurns(rules.limits.sideBySide);
  const facts: TenantFacts = {
    name,
    rules: rules.rules,
    configuration,
    secrets,
    modules: [...rules.modules],
    limits: rules.limits,
  };
  let modules: readonly ModuleMessage[] | undefined;
  /** Logins, and attempts that are not over. */
  let busy = 0;
  let isClosed = false;
  let isTurnedOut = false;

  function finish(): void {
    busy -= 1;
    if (busy === 0 && isClosed) leave();
  }

  function leave(): void {
    fleet.forget(number);
    house.onLeft(number);
  }

  function findRefusal(): Refusal | null {
    if (isTurnedOut) return refuse('the workers have been closed');
    const { standing } = strikes;
    if (standing.kind === 'off') {
      return refuse(
        `the rules have cost ${standing.strikes} processes and are off until they are loaded anew`,
      );
    }
    if (standing.kind !== 'resting') return null;
    const seconds = Math.ceil(standing.rest / 1000);
    return refuse(`the rules have cost ${standing.strikes} processes and rest for another ${seconds} s`);
  }

  function enter(stretch: StretchFacts, ride: Ride, leaveTurn: () => void): Attempt {
    const process = fleet.place(number, strikes.standing.kind === 'good' ? 'shared' : 'apart');
    modules ??= messagesFor(rules);
    process.introduce(number, facts, modules);
    const attempt = startAttempt(process, stretch, ride);
    busy += 1;
    void attempt.over.then(() => {
      leaveTurn();
      fleet.countLogin(process);
      finish();
    });
    return attempt;
  }

  function begin(ride: Ride): Begin {
    return async (stretch, company) => {
      const asked = performance.now();
      const leaveTurn = await turns.take(company, stretch.budget);
      const refusal = findRefusal();
      if (leaveTurn === null) return refusal ?? refuse('too many logins of this tenant were waiting');
      try {
        const budget = Math.max(1, Math.ceil(stretch.budget - (performance.now() - asked)));
        if (refusal === null) return enter({ ...stretch, budget }, ride, leaveTurn);
      } catch (error) {
        leaveTurn();
        throw error;
      }
      leaveTurn();
      return refusal;
    };
  }

  async function run(stretch: Stretch) {
    const { capabilities } = stretch;
    let calls = 0;
    const countCall = () => {
      calls += 1;
      return calls;
    };
    const common = { tenant: number, capabilities, limits: rules.limits, poolLimits: limits };
    const odd = (reason: string) => tell({ kind: 'odd', tenant: name, reason });
    busy += 1;
    try {
      return await runStretch(rules, stretch, begin({ ...common, job: house.nextJob, countCall }), odd);
    } catch (error) {
      odd(String(error));
      return failAll(rules.rules, stretch.rules, 'the rules could not be run');
    } finally {
      finish();
    }
  }

  return {
    name,
    tenant: {
      async run(stretch) {
        if (isClosed) return failAll(rules.rules, stretch.rules, 'the rules have been closed');
        return run(stretch);
      },
      close() {
        if (isClosed) return;
        isClosed = true;
        if (busy === 0) leave();
      },
    },
    strike(blame) {
      strikes.add(blame);
      const { standing } = strikes;
      if (standing.kind === 'off') tell({ kind: 'off', tenant: name, strikes: standing.strikes });
      if (standing.kind === 'resting') {
        tell({ kind: 'resting', tenant: name, strikes: standing.strikes, rest: standing.rest });
      }
    },
    turnOut() {
      isTurnedOut = true;
      turns.close();
    },
  };
}

const refuse = (reason: string): Refusal => ({ kind: 'refusal', reason });
