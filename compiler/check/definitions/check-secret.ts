import type { Path, Word } from '../../../grammar/index.ts';
import { unfinishedName } from '../messages/check-name-messages.ts';
import { unknownSecret } from '../messages/check-script-messages.ts';
import type { Scope } from '../scope.ts';

/** Checks `secrets.NAME` where it may stand: one name, of a secret that the project has. */
export function checkSecretPath({ segments, span }: Path, scope: Scope): void {
  const [, name, ...more] = segments;
  if (name !== undefined && more.length === 0) {
    checkSecretName({ text: name.name, span: name.span }, scope);
    return;
  }
  const known = (scope.secrets ?? []).map((one) => `secrets.${one}`);
  scope.report(unfinishedName({ name: 'secrets', span, known }));
}

/** Checks the name of a secret as a plain word. */
export function checkSecretName({ text, span }: Word, { secrets, hosts, report }: Scope): void {
  if (secrets !== null && !secrets.includes(text))
    report(unknownSecret({ name: text, span, known: secrets, hasProject: hosts !== null }));
}
