export { isDuring } from './clock.ts';
export { type Decision, type Demand, strictest } from './decision.ts';
export { fold } from './equality.ts';
export { isInRanges } from './network.ts';
export { type Login, runPolicy } from './run-policy.ts';
export { shapeAs } from './shape.ts';
export { allOf, anyOf, notOf, type Truth } from './truth.ts';
