// Null maps of Y beside null maps of X. Map i of one side is drawn with seed + i, so maps of both sides that have the same number would
// get the same random numbers, and the same spins: turned together they are as alike as before, and no null would tell anything. The maps
// are therefore numbered through, X first, and Y takes the spin of the next permutation (docs/methods/permutations.md).
import type { NullSource } from '../parallel/null-maps.js';
import { sharedInt16 } from '../parallel/shared.js';
import { requireSeed } from './burt2020/source.js';

/**
 * @param source of the null maps of Y as if Y moved alone
 * @param xMaps number of X maps
 * @param yMaps number of Y maps
 * @param parcels that a spin has
 * @throws NspError `seed-too-large`
 */
export function besideX(
  source: NullSource,
  { xMaps, yMaps, parcels }: { xMaps: number; yMaps: number; parcels: number },
): NullSource {
  switch (source.kind) {
    case 'shuffle':
    case 'moran':
    case 'burt2018':
      return { ...source, seed: source.seed + xMaps };
    case 'burt2020':
      requireSeed(source.seed + xMaps + yMaps - 1);
      return { ...source, seed: source.seed + xMaps };
    case 'spin':
      return { ...source, index: nextSpins(source.index, parcels) };
    case 'overlap':
      return { ...source, shift: 1 };
    case 'split':
      return {
        ...source,
        parts: source.parts.map((part) => ({
          ...part,
          source: besideX(part.source, { xMaps, yMaps, parcels: part.parcels.length }),
        })),
      };
    case 'given': // is refused before (given-nulls.ts)
    case 'groups':
      return source;
  }
}

/** The same spins, each one place earlier; the first comes last. */
function nextSpins(index: Int16Array, parcels: number): Int16Array {
  const next = sharedInt16(index.length);
  next.set(index.subarray(parcels));
  next.set(index.subarray(0, parcels), index.length - parcels);
  return next;
}
