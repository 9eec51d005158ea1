import type { Deed, Effect } from '../report/effect.ts';
import type { RuleTrace, WithheldDeeds } from '../report/make-trace.ts';
import type { Report } from '../report/report.ts';
import type { Lasting } from './fate.ts';

/** A report that tells of what lasts as it came out: what was done among the effects, the rest as withheld. */
export function settleReport(report: Report, lasting: readonly Lasting[]): Report {
  if (lasting.length === 0) return report;
  const rest = [...lasting];
  const effects = report.effects.flatMap((effect) => {
    const { policy, rule } = effect;
    const deeds = isPlanned(effect) ? takeSettled(rest, { policy, rule }, effect) : [effect];
    return deeds.map((deed) => ({ ...deed, policy, rule }));
  });
  const done = rest.flatMap((one) => doneDeeds(one).map((deed) => ownedBy(one, deed)));
  const withheld = lasting.flatMap((one) =>
    one.fate.kind === 'withheld' && one.deed !== null ? [ownedBy(one, one.deed)] : [],
  );
  const trace = report.trace?.map((rule) => settleRule(rule, lasting)) ?? null;
  return { ...report, effects: [...effects, ...done], withheld, trace };
}

/** True for what a rule of a policy wants to last and of which nobody has said yet what came of it. */
function isPlanned(deed: Deed): boolean {
  if (deed.effect === 'call') return deed.status === undefined && deed.error === undefined;
  return ['set_metadata', 'count', 'notify'].includes(deed.effect);
}

/** The first of its rule and kind is the one that is meant: both are in the order of the rules. */
function takeSettled(
  rest: Lasting[],
  { policy, rule }: { readonly policy: string; readonly rule: string },
  planned: Deed,
): readonly Deed[] {
  const at = rest.findIndex(
    ({ entry, deed }) => entry.policy === policy && entry.rule === rule && deed?.effect === planned.effect,
  );
  const [found] = at < 0 ? [] : rest.splice(at, 1);
  return found === undefined ? [] : doneDeeds(found);
}

function doneDeeds({ fate, deed }: Lasting): readonly Deed[] {
  if (fate.kind !== 'done') return [];
  const told = fate.deed ?? deed;
  return told === null ? [] : [told];
}

function ownedBy({ entry }: Lasting, deed: Deed): Effect {
  return { policy: entry.policy, rule: entry.rule, ...deed };
}

function settleRule(trace: RuleTrace, lasting: readonly Lasting[]): RuleTrace {
  const own = lasting.filter(({ entry }) => entry.policy === trace.policy && entry.rule === trace.rule);
  if (own.length === 0) return trace;
  const rest = [...own];
  const changes = trace.changes.flatMap((deed) =>
    isPlanned(deed) ? takeSettled(rest, trace, deed) : [deed],
  );
  const withheld = withheldOf(own);
  return { ...trace, changes, ...(withheld === null ? {} : { withheld }) };
}

function withheldOf(own: readonly Lasting[]): WithheldDeeds | null {
  const found = own.flatMap(({ fate, deed }) =>
    fate.kind === 'withheld' && deed !== null ? [{ why: fate.why, deed }] : [],
  );
  const [first] = found;
  return first === undefined ? null : { why: first.why, deeds: found.map(({ deed }) => deed) };
}
