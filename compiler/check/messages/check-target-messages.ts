import type { Diagnostic, Span } from '../../../grammar/index.ts';
import { checkError } from './check-messages.ts';

/** `part`: a key of the language; `target`: `as an Auth0 Action`; `reason`: a part of a sentence. */
export function unsupportedInTarget(place: {
  readonly part: string;
  readonly span: Span;
  readonly target: string;
  readonly reason: string;
}): Diagnostic {
  const { part, span, target, reason } = place;
  return checkError('unsupported-in-target', span, `\`${part}\` cannot run ${target}: ${reason}`, {
    help: 'move it into a policy that only Lintel runs, or leave it out',
  });
}
