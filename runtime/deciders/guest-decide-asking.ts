import type { Ask, Asked, DeciderState, LookUpState } from '../../stdlib/index.ts';
import { type GuestBlock, type GuestDeciders, openFields, relevantBlocks } from './guest-decide.ts';

/* The text of these functions runs inside the isolate; see `policies/guest-run.ts`. */

/** What a login waits for: look-ups by their places, each with what is asked, and the rule at which it waits, of all policies. */
export interface Wanted {
  readonly rule: number;
  readonly wanted: readonly (readonly [place: number, ask: Ask | null])[];
}

/**
 * `decideFields` for deciders that ask, `[now, field, …, look-up, …]`, with null for a look-up that nobody has answered. Where
 * answers are missing it says what is wanted, as a record, and where a rule needs one that is lost, `lost`.
 */
export function decideAsking(deciders: GuestDeciders, text: string): string {
  const fields = openFields(deciders, text);
  const now = Number(fields[0]);
  const told: unknown[] = [];
  const asked: Asked = { wanted: [], isLost: false };
  for (const blocks of relevantBlocks(deciders, fields)) {
    const state: DeciderState = { admitted: false, stopped: 'no' };
    let isOver = false;
    for (let at = 0; at < blocks.length && !isOver; at++) {
      const { decide, waits } = blocks[at] as GuestBlock;
      isOver = decide(fields, now, told, state, asked) === true;
      if (waits === null) continue;
      if (asked.wanted.length > 0) {
        wantAhead(blocks, at, fields, state, asked);
        return JSON.stringify({
          rule: waits.rule,
          wanted: asked.wanted.map((place) => wantedAt(fields, place)),
        });
      }
      if (asked.isLost) return 'lost';
    }
    if (isOver) break;
  }
  return told.length === 0 ? '' : JSON.stringify(told);
}

/**
 * Notes what the rules after a waiting one will ask for, so that all of it goes out at once: those that are surely reached. What
 * else they say is said again once there are answers.
 */
export function wantAhead(
  blocks: readonly GuestBlock[],
  waiting: number,
  fields: unknown[],
  state: DeciderState,
  asked: Asked,
): void {
  const ahead = { ...state };
  const stretch = blocks[waiting]?.waits?.stretch;
  for (const { decide, waits } of blocks.slice(waiting + 1)) {
    if (waits?.stretch === stretch) decide(fields, Number(fields[0]), [], ahead, asked);
  }
}

export function wantedAt(fields: readonly unknown[], place: number): readonly [number, Ask | null] {
  const state = fields[place] as LookUpState;
  return [place, state.state === 'wanted' ? state.ask : null];
}

export const guestDecideAskingFunctions = [decideAsking, wantAhead, wantedAt] as const;
