import {
  createPipeline,
  type PipelineOptions,
  type Report,
  type RunOptions,
  type Step,
} from '../runtime/index.ts';

/** A way to have Lintel decide logins. */
export interface Way {
  readonly name: string;
  readonly kind: 'isolate' | 'verified' | 'traced';
  readonly note: string;
  open(steps: readonly Step[], options?: PipelineOptions): Promise<OpenWay>;
}

/** What the benchmark asks of a decision. */
export type Told = Pick<Report, 'outcome' | 'by' | 'idToken'>;

export interface OpenWay {
  /** `now` is in milliseconds since 1970 UTC; by default it is now. */
  decide(login: unknown, now?: number): Told | Promise<Told>;
  dispose(): void;
}

/** All ways, each of which becomes a line wherever Lintel decides logins. */
export const WAYS: readonly Way[] = [
  {
    name: 'Lintel, in the isolate',
    kind: 'isolate',
    note: 'whole report',
    open: (steps, options) => openRuns(steps, options, {}),
  },
  {
    name: 'Lintel, in the isolate, decision',
    kind: 'isolate',
    note: 'no account',
    open: (steps, options) => openDecisions(steps, options),
  },
  {
    name: 'Lintel, verified, decision',
    kind: 'verified',
    note: 'no account, no sandbox',
    open: (steps, options) => openDecisions(steps, { ...options, isolation: 'verified' }),
  },
  {
    name: 'Lintel, in the isolate, traced',
    kind: 'traced',
    note: 'whole report, and why',
    open: (steps, options) => openRuns(steps, options, { trace: true }),
  },
];

/** The ways that services take: all but the traced ones. */
export const PLAIN_WAYS: readonly Way[] = WAYS.filter(({ kind }) => kind !== 'traced');

async function openRuns(
  steps: readonly Step[],
  options: PipelineOptions | undefined,
  how: RunOptions,
): Promise<OpenWay> {
  const pipeline = await createPipeline(steps, options);
  return {
    decide: (login, now) => pipeline.run(login, now === undefined ? how : { ...how, now }),
    dispose: () => pipeline.dispose(),
  };
}

async function openDecisions(steps: readonly Step[], options: PipelineOptions | undefined): Promise<OpenWay> {
  const pipeline = await createPipeline(steps, options);
  return {
    decide: (login, now) => pipeline.decide(login, now === undefined ? undefined : { now }),
    dispose: () => pipeline.dispose(),
  };
}
