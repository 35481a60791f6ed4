// Sizes of files as a person reads them.

const units = ['bytes', 'kB', 'MB', 'GB'] as const;

/** `812 bytes`, `3.4 kB`, `120 MB`: decimal units, as file managers show them. */
export function bytesText(bytes: number): string {
  if (bytes === 1) return '1 byte';
  let [value, step] = [bytes, 0];
  while (step < units.length - 1 && value >= 999.5) [value, step] = [value / 1000, step + 1];
  return `${value.toFixed(step === 0 || value >= 99.95 ? 0 : 1)} ${units[step] ?? ''}`;
}
