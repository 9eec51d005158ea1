/* Why a look-up failed or says nothing, for administrators. No sentence has a query, a header, a body or a secret. */

/** `what` says what happened, as one of the others here or an error of the network does. */
export function lookUpFailed(parts: { readonly name: string; readonly what: string }): string {
  return `the look-up \`${parts.name}\` failed: ${parts.what}`;
}

/** Nothing failed, but whoever wonders at what is missing may have asked at the wrong place. */
export function answeredNothing(parts: { readonly name: string; readonly status: number }): string {
  return `the look-up \`${parts.name}\` was answered with ${parts.status}: there is nothing`;
}

export function badStatus(parts: { readonly status: number }): string {
  return `it answered with the status ${parts.status}`;
}

export function notJson(): string {
  return 'it answered with something that is not JSON';
}

export function answerTooLarge(): string {
  return 'its answer is too large or nested too deeply';
}

export function questionMissing(): string {
  return 'a part of what it asks for is missing';
}

export function noAnswerInTime(): string {
  return 'no answer came in time';
}

/** Where somebody else answers for it, as in tests. */
export function givenFailure(): string {
  return 'nobody answered';
}

export function counterFailed(parts: { readonly name: string }): string {
  return `the counter \`${parts.name}\` cannot be read`;
}
