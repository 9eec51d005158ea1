import type { Answer, Capabilities } from '../capabilities/capability.ts';
import type { RuleLimits } from '../rule-limits.ts';

/** A call of a rule as a worker passes it on: the payload is JSON. */
export interface Call {
  readonly rule: number;
  readonly operation: string;
  readonly payload: string;
}

/** Asks the host for something, within the limits. `count`: which call of its login it is, from 1. Never rejects. */
export async function answerCall(
  call: Call,
  count: number,
  capabilities: Capabilities,
  limits: RuleLimits,
): Promise<Answer> {
  if (count > limits.calls) return refuse('TOO_MANY_CALLS', `one login may ask ${limits.calls} times`);
  if (call.payload.length > limits.callLength) return refuse('TOO_LARGE', tooLarge('what is sent', limits));
  try {
    const payload: unknown = JSON.parse(call.payload);
    const answer = await capabilities.call(call.operation, payload, call.rule);
    const text = JSON.stringify(answer);
    if (text.length > limits.callLength) return refuse('TOO_LARGE', tooLarge('the answer', limits));
    // What was no data would stop the message from being sent.
    return JSON.parse(text);
  } catch {
    // What went wrong is ours, and none of the business of a rule.
    return refuse('FAILED', 'this cannot be done now');
  }
}

const tooLarge = (what: string, { callLength }: RuleLimits) =>
  `${what} is longer than ${callLength} characters of JSON`;

function refuse(code: string, message: string): Answer {
  return { ok: false, error: { name: 'Error', message, code } };
}
