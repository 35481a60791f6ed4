// The hemisphere of a parcel, read from its label: position never decides, because some atlases alternate sides.
import type { Hemisphere } from '../plan.js';

/** Spellings in the order they are tried: the library's own, the older library's, FreeSurfer's, words, single letters. */
const spellings: readonly RegExp[] = [
  /(?:^|_)hemi-([LR])(?:_|$)/,
  /(?:^|[_\-. ])([LR])H(?:[_\-. ]|$)/i,
  /(?:^|[_\-. ])(left|right)(?:[_\-. ]|$)/i,
  /(?:^|[_\-. ])([LR])(?:[_\-. ]|$)/,
];

/** `L` or `R`, or null when the label does not say: `hemi-L_lab-V1`, `1_LH_CX_Vis_1`, `lh.cuneus`, `Amygdala_L`. */
export function hemisphereOf(label: string): Hemisphere | null {
  for (const spelling of spellings) {
    const side = spelling.exec(label)?.[1]?.[0]?.toUpperCase();
    if (side === 'L' || side === 'R') return side;
  }
  return null;
}
