// What the autocorrelation of maps and nulls means, in words: which nulls are rougher or smoother than their map.
import type { AutocorrelationMap, Cell } from '../result.js';

export type AutocorrelationVerdict = AutocorrelationMap['verdict'];

/**
 * Nulls keep the autocorrelation of a map when its Moran's I lies within their band (5–95 %: by chance one map in ten does not), or when
 * their mean differs from it by less than this share of what the map has above chance, −1/(n − 1): too little to matter.
 */
export const TOLERANCE = 0.2;

/** A share of maps above this with rougher nulls is worth a warning. */
const WORTH_A_WARNING = 0.5;

/**
 * @param moransI of the map, the mean of its nulls and their band; NaN where they do not exist
 * @param parcels that have a value
 */
export function verdictOf(
  { observed, mean, low, high }: Record<'observed' | 'mean' | 'low' | 'high', number>,
  parcels: number,
): AutocorrelationVerdict {
  const off = Math.abs(mean - observed);
  if (Number.isNaN(off)) return 'unknown';
  if (observed >= low && observed <= high) return 'kept';
  const chance = -1 / (parcels - 1);
  if (off <= TOLERANCE * Math.abs(observed - chance)) return 'kept';
  return mean < observed ? 'rougher' : 'smoother';
}

/** Root mean square difference of two variograms over the bins that both have. */
export function variogramDistance(observed: readonly Cell[], nulls: readonly Cell[]): Cell {
  let sum = 0;
  let count = 0;
  observed.forEach((value, bin) => {
    const other = nulls[bin] ?? null;
    if (value === null || other === null) return;
    sum += (value - other) ** 2;
    count++;
  });
  return count ? Math.sqrt(sum / count) : null;
}

type Permuted = 'X' | 'Y' | 'groups';

/** `The nulls of 3 of 29 maps are rougher than the maps.` */
export function overallVerdict(verdicts: readonly AutocorrelationVerdict[]): string {
  const known = verdicts.filter((one) => one !== 'unknown').length;
  if (known === 0) return 'The autocorrelation of these maps could not be judged.';
  const off = (['rougher', 'smoother'] as const)
    .map((verdict) => ({ verdict, count: verdicts.filter((one) => one === verdict).length }))
    .filter(({ count }) => count > 0);
  if (off.length === 0)
    return known === 1
      ? 'The nulls are as smooth as the map.'
      : `The nulls of all ${known} maps are as smooth as the maps.`;
  const [most, ...rest] = off.sort((a, b) => b.count - a.count);
  if (!most) return '';
  const them = known === 1 ? 'The nulls' : `The nulls of ${most.count} of ${known} maps`;
  const than = `${most.verdict} than the ${known === 1 ? 'map' : 'maps'}`;
  const others = rest.map(({ verdict, count }) => `, those of ${count} are ${verdict}`).join('');
  return `${them} are ${than}${others}.`;
}

/**
 * The warning of a run whose null maps are clearly rougher than the maps: p values come out too small. Null when there is nothing to
 * warn of. Permuted groups are not meant to keep the autocorrelation of an effect, so they never warn.
 */
export function roughWarning(
  verdicts: readonly AutocorrelationVerdict[],
  permuted: Permuted,
): string | null {
  if (permuted === 'groups') return null;
  const known = verdicts.filter((one) => one !== 'unknown').length;
  const rougher = verdicts.filter((one) => one === 'rougher').length;
  if (known === 0 || rougher / known <= WORTH_A_WARNING) return null;
  return `${overallVerdict(verdicts)} Null maps without the spatial autocorrelation of the maps make p values too small. Use a null model that keeps it, such as alexander_bloch or moran (maps_method).`;
}
