export { isDuring } from './clock.ts';
export type { Decision, Demand } from './decision.ts';
export { fold } from './equality.ts';
export { isInRanges } from './network.ts';
export { type Login, runPolicy } from './run-policy.ts';
export { shapeAs } from './shape.ts';
export type { Truth } from './truth.ts';
