import { type Diagnostic, type Span, suggest } from '../../../grammar/index.ts';
import type { HostProblem } from '../definitions/explain-host.ts';
import { checkError } from './check-messages.ts';

export function badHost(place: { readonly text: string; readonly span: Span } & HostProblem): Diagnostic {
  const { text, span, reason, instead } = place;
  const fixes =
    instead === null
      ? []
      : [{ title: `write \`${instead}\``, safe: false, edits: [{ span, text: `"${instead}"` }] }];
  return checkError('bad-host', span, `\`${text}\` is no host: ${reason}`, {
    help:
      instead === null
        ? 'write a host such as `api.example.com` or `"*.example.com"`'
        : `write \`${instead}\``,
    ...(fixes.length === 0 ? {} : { fixes }),
  });
}

export function unknownSecret(place: {
  readonly name: string;
  readonly span: Span;
  readonly known: readonly string[];
  /** There is a `lintel.yaml`. */
  readonly hasProject: boolean;
}): Diagnostic {
  const { name, span, known, hasProject } = place;
  const near = suggest(name, known);
  if (name.startsWith('secrets.')) {
    const alone = name.slice('secrets.'.length);
    return checkError('unknown-secret', span, `\`${name}\` stands where the name of a secret stands alone`, {
      help: `write \`${alone}\``,
      fixes: [{ title: `write \`${alone}\``, safe: true, edits: [{ span, text: alone }] }],
    });
  }
  if (!hasProject && known.length === 0)
    return checkError('unknown-secret', span, `without a \`lintel.yaml\` there is no secret \`${name}\``, {
      help: `write a \`lintel.yaml\` beside the policy: \`pipeline: [policy.yaml]\`, \`secrets: [${name}]\` and, with the hosts that are called, \`network: { allow: […] }\`, a line each`,
    });
  return checkError('unknown-secret', span, `the project has no secret \`${name}\``, {
    help:
      near === null
        ? `name it in \`lintel.yaml\`: \`secrets: [${[...known, name].join(', ')}]\``
        : `did you mean \`${near}\`?`,
    ...(near === null
      ? {}
      : { fixes: [{ title: `write \`${near}\``, safe: false, edits: [{ span, text: near }] }] }),
  });
}
