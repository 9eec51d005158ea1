/** The `code` of the error of a change of metadata that would make a person larger than a store keeps. */
export const PERSON_TOO_LARGE = 'PERSON_TOO_LARGE';

export function personTooLarge(): Error {
  const error = new Error('the metadata of a person would become larger than the store keeps of one person');
  return Object.assign(error, { code: PERSON_TOO_LARGE });
}

/** Two messages with the same id are on their way. */
export function messageTwice(): Error {
  return new Error('a message with the same id is on its way already');
}

/** The store did not answer. */
export function storeTimedOut(): Error {
  return Object.assign(new Error('the store does not answer'), { code: 'STORE_TIMED_OUT' });
}

/** Somebody asks a store after its end. */
export function storeClosed(): Error {
  return new Error('the store is closed');
}
