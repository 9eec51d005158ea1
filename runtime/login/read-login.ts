import type { Limits } from '../limits.ts';
import * as messages from '../messages.ts';
import { copyData } from './copy-data.ts';

/** A login as it goes into the isolate, or why it cannot. */
export type ReadLogin =
  | {
      readonly kind: 'login';
      readonly login: Login;
      /** `user` and `context` as JSON. */
      readonly userText: string;
      readonly contextText: string;
    }
  | { readonly kind: 'problem'; readonly message: string };

/** `user` and `context` as Auth0 Rules know them: plain data of our own. */
export interface Login {
  readonly user: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * Takes a login from outside. Nothing of it is trusted: it is copied to plain data first, and `context.lintel`, where
 * rules keep what they know, is thrown away. Never throws.
 */
export function readLogin(value: unknown, limits: Pick<Limits, 'loginBytes' | 'loginDepth'>): ReadLogin {
  const copied = copyData(value, limits);
  if (copied.kind === 'problem') return copied;
  if (!isRecord(copied.value)) {
    return { kind: 'problem', message: messages.notALogin({ found: messages.describeShape(value) }) };
  }
  const { user, context } = copied.value;
  if (!isRecord(user)) return partProblem('user', user);
  if (!isRecord(context)) return partProblem('context', context);
  if (Object.hasOwn(context, 'lintel')) delete context.lintel;
  const userText = JSON.stringify(user);
  const contextText = JSON.stringify(context);
  if (Buffer.byteLength(userText) + Buffer.byteLength(contextText) > limits.loginBytes) {
    return { kind: 'problem', message: messages.tooLarge({ bytes: limits.loginBytes }) };
  }
  return { kind: 'login', login: { user, context }, userText, contextText };
}

/** True for what YAML and JSON call a mapping or an object: neither a list nor nothing. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function partProblem(name: 'user' | 'context', found: unknown): ReadLogin {
  if (found === undefined || found === null) {
    return { kind: 'problem', message: messages.missingPart({ name }) };
  }
  return { kind: 'problem', message: messages.wrongPart({ name, found: messages.describeShape(found) }) };
}
