export * from './diagnostic.ts';
export * from './expression.ts';
export * from './policy.ts';
export * from './source.ts';
