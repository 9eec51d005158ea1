/*
 * What is evaluated in every context before the code of a tenant: one hub an isolate, which is ours alone, and a room for
 * each login, which belongs to the rules as soon as they start. Nothing of the hub but texts, numbers and records
 * without a prototype ever gets into a room: a function or an error of the hub would lead to all that it holds.
 */
export { openHub } from './hub.ts';
export { openRoom } from './room.ts';
