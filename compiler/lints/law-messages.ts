import type { Diagnostic, Span } from '../../grammar/index.ts';
import { lint } from './lint-messages.ts';

export function neverGiven(place: { readonly span: Span; readonly law: string }): Diagnostic {
  return lint('never-given', 'error', place.span, {
    message: `the law \`${place.law}\` is about no login: its \`given\` can never hold`,
    help: 'look for two parts that exclude each other; `or` may be meant where `and` stands',
  });
}

export function idleLaw(place: {
  readonly span: Span;
  readonly law: string;
  readonly claim: 'always' | 'never';
}): Diagnostic {
  const { span, law, claim } = place;
  const why =
    claim === 'always'
      ? 'what it asks for holds already because of its shape or its `given`'
      : 'what it forbids can never hold';
  return lint('idle-law', 'warning', span, {
    message: `the law \`${law}\` cannot be broken: ${why}`,
    help: `say in \`${claim}\` something about the result, such as ${claim === 'always' ? '`outcome is "deny"`' : '`outcome is "allow"`'}`,
  });
}

export function lawMissesChallenge(place: {
  readonly span: Span;
  readonly law: string;
  readonly rule: string;
}): Diagnostic {
  const { span, law, rule } = place;
  return lint('law-misses-challenge', 'note', span, {
    message: `\`${law}\` does not forbid that a login is asked for a second factor, as \`${rule}\` does, and let in afterwards`,
    help: 'to forbid that too, write `always: outcome is "deny"`',
  });
}
