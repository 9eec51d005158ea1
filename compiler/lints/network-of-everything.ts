import type { Span } from '../../grammar/index.ts';
import { expressionsOf } from '../sentences.ts';
import type { Lint } from './lint.ts';
import { networkOfEverything } from './lint-messages.ts';

/** A `/0` network: everybody is in it. */
export const networkOfEverythingLint: Lint = (checked) => {
  const found: { readonly text: string; readonly span: Span }[] = checked.policy.networks.flatMap(
    ({ ranges }) => ranges,
  );
  const written = [...found];
  for (const node of expressionsOf(checked.policy, 'network')) {
    if (node.kind === 'network') written.push({ text: node.value, span: node.span });
  }
  return written
    .filter(({ text }) => /\/0+$/.test(text))
    .map(({ text, span }) => networkOfEverything({ span, network: text }));
};
