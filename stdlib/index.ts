export * from './builtin.ts';
export * from './rule.ts';
export * from './type.ts';
