import type { Word } from '../../grammar/index.ts';
import { PROTOCOL_CLAIMS } from '../../stdlib/index.ts';
import { rulesWrittenIn } from '../sentences.ts';
import type { Lint } from './lint.ts';
import { reservedClaim } from './lint-messages.ts';

/** A claim whose name belongs to the protocol. */
export const reservedClaimLint: Lint = (checked) =>
  rulesWrittenIn(checked.policy).flatMap((rule) =>
    rule.then.flatMap((effect) => {
      if (effect.kind !== 'set_claims' && effect.kind !== 'add_to_claims') return [];
      const names: readonly Word[] = effect.claims.map(({ name }) => name);
      return names
        .filter(({ text }) => PROTOCOL_CLAIMS.has(text))
        .map(({ text, span }) => reservedClaim({ span, claim: text }));
    }),
  );
