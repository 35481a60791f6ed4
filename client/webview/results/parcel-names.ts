// Parcels as rows with names short enough to read: what every list of parcels begins with. Pure.
import type { Cell, ResultParcellation } from '../../../engine/result.js';

export interface ParcelRow {
  /** Index into the parcels. */
  parcel: number;
  label: string;
  /** Without what every parcel shares, and without the hemisphere. */
  short: string;
  hemisphere: string;
  value: Cell;
}

/** `hemi-L_div-Vis_lab-1` → `Vis 1`; `7Networks_LH_Vis_1` → `Vis 1`. Names of another form only lose their underscores. */
export function shortParcel(label: string): string {
  const parts = label.split('_');
  if (parts.every((part) => /^[a-z]+-./.test(part))) {
    const values = parts.filter((part) => !part.startsWith('hemi-'));
    const short = values.map((part) => part.slice(part.indexOf('-') + 1)).join(' ');
    return short || label;
  }
  return label
    .replace(/^\d+Networks_/, '')
    .replace(/^[LR]H?_(?=.)/, '')
    .replaceAll('_', ' ');
}

const HEMISPHERES = { L: 'left', R: 'right' } as const;

/** All parcels in the order of the data; two that would look alike keep their whole names. */
export function parcelRows(
  { parcels, parcelHemisphere }: Pick<ResultParcellation, 'parcels' | 'parcelHemisphere'>,
  values: readonly Cell[],
): ParcelRow[] {
  const side = (i: number): 'L' | 'R' | null => parcelHemisphere[i] ?? null;
  const seen = new Map<string, number>();
  const shorts = parcels.map((label, i) => {
    const short = shortParcel(label);
    const looks = `${short}/${side(i) ?? ''}`;
    seen.set(looks, (seen.get(looks) ?? 0) + 1);
    return { short, looks };
  });
  return parcels.map((label, i) => {
    const { short = label, looks = '' } = shorts[i] ?? {};
    const hemisphere = side(i);
    return {
      parcel: i,
      label,
      short: seen.get(looks) === 1 ? short : label,
      hemisphere: hemisphere === null ? '' : HEMISPHERES[hemisphere],
      value: values[i] ?? null,
    };
  });
}
