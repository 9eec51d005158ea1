import type { ConsoleLine, RuleEnding, RuleNote } from '../rule-note.ts';

/** What became of the rules of one login so far. */
export interface Notes {
  start(rule: number): void;
  addLine(rule: number, level: string, text: string): void;
  addRemark(rule: number, text: string): void;
  end(rule: number, ending: RuleEnding, user: string | null, context: string | null): void;
  /** Null: it has not ended. */
  endingOf(rule: number): RuleEnding | null;
  /** A rule went on in a way that nobody may: it failed, whatever it had called back with but a refusal. */
  blame(rule: number, reason: string): void;
  /** Of the rules that have ended, in their order. */
  list(): readonly RuleNote[];
}

export function openNotes(): Notes {
  const drafts = new Map<number, Draft>();
  const end = (rule: number, ending: RuleEnding, user: string | null, context: string | null) => {
    const draft = drafts.get(rule);
    if (draft === undefined) return;
    const microseconds = Math.round((performance.now() - draft.since) * 1000);
    draft.end = { ending, user, context, microseconds };
  };
  return {
    start(rule) {
      drafts.set(rule, { since: performance.now(), console: [], remarks: [], end: null });
    },
    addLine(rule, level, text) {
      drafts.get(rule)?.console.push({ level: levels.get(level) ?? 'info', text });
    },
    addRemark(rule, text) {
      const remarks = drafts.get(rule)?.remarks;
      if (remarks !== undefined && remarks.length < MOST_REMARKS) remarks.push(text);
    },
    end,
    endingOf: (rule) => drafts.get(rule)?.end?.ending ?? null,
    blame(rule, reason) {
      const kind = drafts.get(rule)?.end?.ending.kind;
      if (kind !== 'deny' && kind !== 'error') end(rule, { kind: 'failure', reason }, null, null);
    },
    list: () =>
      [...drafts].flatMap(([rule, { end, console, remarks }]) =>
        end === null ? [] : [{ rule, ...end, console: [...console], remarks: [...remarks] }],
      ),
  };
}

interface Draft {
  readonly since: number;
  readonly console: ConsoleLine[];
  readonly remarks: string[];
  end: Pick<RuleNote, 'ending' | 'user' | 'context' | 'microseconds'> | null;
}

/** A rule that goes wrong again and again after its end says nothing new. */
const MOST_REMARKS = 20;

const levels: ReadonlyMap<string, ConsoleLine['level']> = new Map(
  (['info', 'warning', 'error', 'debug'] as const).map((level) => [level, level]),
);
