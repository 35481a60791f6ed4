// Reading the small YAML descriptions of the data library (parc.yaml, ref.yaml, example.yaml) field by field, unknown until checked.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Citation } from '../entries.js';

/** A parsed description. `problem` is a sentence when the file is damaged; its fields then read as absent. */
export interface Description {
  fields: Fields;
  problem: string | null;
}

export type Fields = Readonly<Record<string, unknown>>;

/** The section `maps:` of a ref.yaml: download addresses of every map, long and not needed here. */
const downloads = /^maps:.*\r?\n(?:[ \t].*(?:\r?\n|$)|\r?\n)*/m;

/** Reads a description without its download addresses; a missing path reads as an empty one. */
export function readDescription(path: string | undefined): Description {
  if (path === undefined) return { fields: {}, problem: null };
  try {
    const content: unknown = parse(readFileSync(path, 'utf8').replace(downloads, ''));
    const isRecord = typeof content === 'object' && !Array.isArray(content);
    return { fields: fieldsOf(content), problem: isRecord ? null : unreadable(path, 'no fields') };
  } catch (error) {
    return { fields: {}, problem: unreadable(path, (error as Error).message) };
  }
}

function unreadable(path: string, reason: string): string {
  const [line = ''] = reason.split('\n');
  return `The description ${path} cannot be read and is left out (${line.replace(/:$/, '')}). Download or copy it again.`;
}

/** The value as a record; anything else reads as an empty one. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : {};
}

/** A text field; numbers are taken as text, everything else as null. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A list field; a single value reads as a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** True when the description says so (`simulated: true`) or one of its texts speaks of simulation. */
export function isSimulated(fields: Fields): boolean {
  if (typeof fields['simulated'] === 'boolean') return fields['simulated'];
  return ['name', 'label', 'description', 'license'].some((key) =>
    /simulat/i.test(textOf(fields[key]) ?? ''),
  );
}

/** Several references or DOIs in one field, separated by `;`. */
export function separated(text: string | null): string[] {
  return (text ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Citations of a `{ref, doi}` record or a list of them; several DOIs of one record give one citation each. */
export function citationsOf(value: unknown, subject: string, license: string | null): Citation[] {
  return listOf(value).flatMap((entry) => {
    const fields = fieldsOf(entry);
    const dois = separated(textOf(fields['doi']));
    const refs = separated(textOf(fields['ref']));
    const count = Math.max(dois.length, refs.length);
    return Array.from({ length: count }, (_, i) => ({
      ref: refs[i] ?? refs[refs.length - 1] ?? subject,
      doi: dois[i] ?? null,
      subject,
      license,
      note: null,
    }));
  });
}
