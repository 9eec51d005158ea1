export { isDuring } from './clock.ts';
export type { Decision, Demand, Lasting } from './decision.ts';
export { fold } from './equality.ts';
export type { Answer, Answers } from './look-ups.ts';
export { isInRanges } from './network.ts';
export { secretMark } from './request.ts';
export { type Login, runPolicy } from './run-policy.ts';
export { shapeAs } from './shape.ts';
export type { Truth } from './truth.ts';
