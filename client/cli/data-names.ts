// What one name on the command line stands for: itself, or the two parcellations of cortex + subcortex.
import { combinations } from '../../engine/library/catalogue/catalogue.js';
import type { DataLibrary } from '../../engine/library/library.js';

/** `Schaefer200+TianS1`, written with or without blanks, and pairs with a name of their own (`AAL`): both parts; else the name. */
export function membersOf(name: string, library: DataLibrary): string[] {
  if (library.parcellation(name)) return [name];
  const pair = combinations.find(({ alias }) => alias === name);
  if (pair) return [pair.cortex, pair.subcortex];
  const parts = name.split('+').map((part) => part.trim());
  return parts.length === 2 && parts.every((part) => library.parcellation(part)) ? parts : [name];
}
