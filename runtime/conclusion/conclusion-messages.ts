/* What administrators are told of what was to last. No sentence has a query, a header, a body or a secret. */

/** `what` is what happened, as the errors of calls say it. */
export function callFailed(parts: { readonly what: string }): string {
  return `a call failed: ${parts.what}`;
}

export function badStatus(parts: { readonly host: string; readonly status: number }): string {
  return `\`${parts.host}\` answered with the status ${parts.status}`;
}

export function requestMissing(): string {
  return 'a part of its address, its headers or its body is missing';
}

export function notificationDropped(): string {
  return `a notification is not sent: ${requestMissing()}`;
}

export function nobodyToStoreFor(parts: { readonly field: string; readonly name: string }): string {
  return `\`${parts.field}.${parts.name}\` is not stored: the login has no \`user.user_id\``;
}

/** Of a login that went through the rules of before. */
export function counterGone(parts: { readonly counter: string }): string {
  return `\`${parts.counter}\` is not counted: the policy has this counter no more`;
}

/** Of another login, or of the same so long ago that nobody knows any more. */
export function idUsed(): string {
  return 'nothing is stored of this login: its id was used before, and an id is for one login of one person';
}

export function commitFailed(): string {
  return 'what was to last cannot be stored';
}

/** Where everything else is. */
export function metadataFailed(): string {
  return 'the metadata that was to last cannot be stored';
}
