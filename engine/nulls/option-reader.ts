// Reads the options of a null model (`maps_…`) from a plan; the editor checks them, a plan from elsewhere is checked here.
import { NspError } from '../error.js';
import type { OptionValue } from '../plan.js';

export type GivenOptions = Readonly<Record<string, OptionValue>>;

export type OptionReader = <T extends OptionValue>(
  name: string,
  initial: T,
  fits: (value: OptionValue) => value is T,
) => T;

/** @returns a reader that gives the default where a plan has no value, and throws `bad-option` for a value the model does not know */
export function optionReader(given: GivenOptions, model: string): OptionReader {
  return (name, initial, fits) => {
    const value = given[name];
    if (value === undefined) return initial;
    if (fits(value)) return value;
    throw new NspError(
      'bad-option',
      `${name} cannot be ${String(value)} with maps_method: ${model}.`,
      { property: name },
    );
  };
}

export const oneOf =
  <T extends string>(...words: readonly T[]) =>
  (value: OptionValue): value is T =>
    (words as readonly OptionValue[]).includes(value);

export const isBoolean = (value: OptionValue): value is boolean => typeof value === 'boolean';

export const isNumber = (value: OptionValue): value is number => typeof value === 'number';

/** A number from `least` on. */
export const atLeast =
  (least: number) =>
  (value: OptionValue): value is number =>
    isNumber(value) && value >= least;

export const orNone =
  <T extends OptionValue>(fits: (value: OptionValue) => value is T) =>
  (value: OptionValue): value is T | null =>
    value === null || fits(value);
