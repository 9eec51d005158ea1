import { canNeverHold } from './contradictions.ts';
import { neverGiven } from './law-messages.ts';
import type { Lint } from './lint.ts';

/** A law whose `given` can never hold: it would be green whatever the rules do. */
export const neverGivenLint: Lint = ({ policy }, core) =>
  core.properties.flatMap(({ name, given }, index) => {
    const span = policy.properties[index]?.given?.span;
    if (given === null || span === undefined || !canNeverHold(given, core)) return [];
    return [neverGiven({ span, law: name })];
  });
