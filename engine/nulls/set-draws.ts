// Members of random sets: permutation by permutation and set by set, as many rows of the background as the set has maps, without
// replacement, all from one generator `default_rng(seed)` (spec/statistics.md 5.5). A loop that begins later draws what comes before.
import type { MapSet } from '../colocalize/aggregate.js';
import { NspError } from '../error.js';
import { DistinctDraws } from './rng/choice.js';
import { Pcg64 } from './rng/pcg64.js';

/** What decides the draws besides the sets. */
export interface DrawSource {
  seed: number;
  /** Maps to draw from. */
  maps: number;
}

/** @throws NspError `background-too-small` when a set has more maps than there are to draw from */
export function requireDrawable({ maps }: Pick<DrawSource, 'maps'>, sets: readonly MapSet[]): void {
  const large = sets.find(({ members }) => members.length > maps);
  if (!large) return;
  throw new NspError(
    'background-too-small',
    `The set ${large.name} has ${large.members.length} maps, and there are only ${maps} to draw from. Name more maps with x_background, or leave the set out.`,
    { property: 'x_background' },
  );
}

export class DrawnSets {
  /** Weights stay in their places; members are drawn into them. */
  readonly sets: MapSet[];
  private readonly generator: Pcg64;
  private readonly draws: DistinctDraws;

  /** @param from permutation that the first {@link next} draws */
  constructor({ seed, maps }: DrawSource, sets: readonly MapSet[], from: number) {
    this.sets = sets.map((set) => ({ ...set, members: set.members.slice() }));
    this.generator = new Pcg64(seed);
    this.draws = new DistinctDraws(maps);
    for (let k = 0; k < from; k++) this.next();
  }

  /** The members of the next permutation. */
  next(): void {
    for (let s = 0; s < this.sets.length; s++) {
      this.draws.draw(this.generator, (this.sets[s] as MapSet).members);
    }
  }
}
