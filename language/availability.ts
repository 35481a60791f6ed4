// Words for what is known of the public library but not in the data folders: the same in completion, hover and diagnostics.
import type { Presence } from '../engine/plan.js';

/** What the texts need of an entry. */
interface Item {
  name: string;
  license: string | null;
  presence: Presence;
}

/** True for what has to be downloaded before it can be used. */
export const isRemote = ({ presence }: Pick<Item, 'presence'>): boolean => presence === 'remote';

/** What is here before what is not; else as given. */
export function hereFirst<T extends Pick<Item, 'presence'>>(items: readonly T[]): T[] {
  return [...items.filter((item) => !isRemote(item)), ...items.filter(isRemote)];
}

/** `to be downloaded, CC BY 4.0`; null for what is here. */
export function downloadNote(item: Pick<Item, 'presence' | 'license'>): string | null {
  if (!isRemote(item)) return null;
  return item.license === null ? 'to be downloaded' : `to be downloaded, ${item.license}`;
}

/** A detail of completion with the note behind it. */
export function noted(detail: string, item: Pick<Item, 'presence' | 'license'>): string {
  const note = downloadNote(item);
  return note === null ? detail : `${detail} (${note})`;
}

/** The information shown at an item, or a part of one, that is not here. */
export function notDownloadedText(
  subject: string,
  { name, license }: Pick<Item, 'name' | 'license'>,
): string {
  const terms = license === null ? '' : ` (licence: ${license})`;
  return `${subject} is not in the data folders; it is downloaded when the analysis runs${terms}. Offline: \`nsp data fetch ${name}\`.`;
}

const PRESENCES: Readonly<Record<Presence, string>> = {
  here: 'In the data folders.',
  partly: 'Partly in the data folders; the rest is downloaded when an analysis needs it.',
  remote: 'Not in the data folders; downloaded when an analysis needs it.',
};

/** How much of an item is here, as a sentence. */
export const presenceText = ({ presence }: Pick<Item, 'presence'>): string => PRESENCES[presence];

/** The name people use: a shorter spelling of the same name (`Schaefer200`) where there is one. */
export function commonName({
  name,
  aliases,
}: {
  name: string;
  aliases: readonly string[];
}): string {
  return aliases.find((alias) => name.startsWith(alias)) ?? name;
}
