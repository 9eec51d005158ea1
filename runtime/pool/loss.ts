import type { LostJob } from './read-message.ts';

/** How a login is lost on its way. */
export type Loss =
  /** Its isolate is gone. The notes are those so far, and not looked at yet. */
  | {
      readonly kind: 'isolate';
      readonly notes: unknown;
      readonly isCulprit: boolean;
      readonly reason: string;
    }
  /** Its process is gone. */
  | { readonly kind: 'process'; readonly blame: Blame; readonly reason: string };

/** Suspects are those of whom one did it. */
export type Blame = 'culprit' | 'suspect' | 'innocent';

/** Who is the reason that a process ends; null: nobody knows. */
export type Culprit = { readonly tenant: number; readonly job?: number } | null;

/** What becomes of everybody aboard, job → tenant, when a process is lost. `named`: those of whom the process spoke. */
export function shareLoss(
  aboard: ReadonlyMap<number, number>,
  culprit: Culprit,
  named: readonly LostJob[],
  reason: string,
): ReadonlyMap<number, Loss> {
  const isNamed = named.some(({ isCulprit }) => isCulprit);
  const ofCulprit = [...aboard.values()].filter((tenant) => tenant === culprit?.tenant).length;
  const blame = (job: number, tenant: number): Blame => {
    if (culprit === null) return 'suspect';
    if (culprit.tenant !== tenant || isNamed) return 'innocent';
    if (culprit.job !== undefined) return culprit.job === job ? 'culprit' : 'innocent';
    return ofCulprit === 1 ? 'culprit' : 'suspect';
  };
  const losses = new Map<number, Loss>();
  for (const [job, tenant] of aboard) {
    const one = tenant === culprit?.tenant ? named.find((each) => each.job === job) : undefined;
    if (one === undefined) losses.set(job, { kind: 'process', blame: blame(job, tenant), reason });
    else losses.set(job, { kind: 'isolate', notes: one.notes, isCulprit: one.isCulprit, reason });
  }
  return losses;
}
