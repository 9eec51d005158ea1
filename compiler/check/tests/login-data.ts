import type { Data, DataField } from '../../../grammar/index.ts';

/** `user.groups`, `user.app_metadata["cost centre"]` as its steps. */
export function stepsOf(key: string): readonly string[] {
  return Array.from(key.matchAll(/\[(["'])(.*?)\1\]|[^.[\]]+/gs), ([step, , quoted]) => quoted ?? step);
}

/** The value of a field; null when there is none. */
export function valueIn(data: Data, name: string): Data | null {
  return data.kind === 'record'
    ? (data.fields.find((field) => field.name.text === name)?.value ?? null)
    : null;
}

/** What one says over what the other says: records field by field, anything else as a whole. */
export function overlayData(base: Data | null, over: Data): Data {
  if (base?.kind !== 'record' || over.kind !== 'record') return over;
  const fields = new Map(base.fields.map((field) => [field.name.text, field]));
  for (const { name, value } of over.fields) {
    fields.set(name.text, { name, value: overlayData(fields.get(name.text)?.value ?? null, value) });
  }
  return { ...over, fields: [...fields.values()] };
}

/** No login is deeper than this. */
const DEEPEST = 64;

/** Data with one field below some steps, which have the place of the field's name. */
export function nestData({ name, value }: DataField): Data {
  const { span } = name;
  return stepsOf(name.text)
    .slice(0, DEEPEST)
    .reduceRight<Data>(
      (inner, step) => ({ kind: 'record', fields: [{ name: { text: step, span }, value: inner }], span }),
      value,
    );
}

/** Data without a field; null when there is no such field. */
export function withoutField(data: Data, steps: readonly string[]): Data | null {
  const [step, ...rest] = steps;
  const value = step === undefined ? null : valueIn(data, step);
  if (data.kind !== 'record' || value === null) return null;
  const inner = rest.length === 0 ? null : withoutField(value, rest);
  if (rest.length > 0 && inner === null) return null;
  const fields = data.fields.flatMap((field) =>
    field.name.text !== step ? [field] : inner === null ? [] : [{ ...field, value: inner }],
  );
  return { ...data, fields };
}

/** The keys of data, with their steps: `user`, `user.groups`. */
export function keysOf(data: Data, before = ''): readonly string[] {
  if (data.kind !== 'record') return [];
  return data.fields.flatMap(({ name, value }) => [
    `${before}${name.text}`,
    ...keysOf(value, `${before}${name.text}.`),
  ]);
}
