/** For how many milliseconds the id of a commit is remembered, and a message that was given up is kept. */
export const RETENTION = 30 * 24 * 60 * 60 * 1000;

/**
 * Nobody has a message wait for so many milliseconds: what is to wait for longer was said by a clock that has been moved
 * back since, and is due now.
 */
export const LONGEST_WAIT = 2 * 24 * 60 * 60 * 1000;

/** How many messages that were given up are kept: the latest. */
export const MOST_GIVEN_UP = 1000;
