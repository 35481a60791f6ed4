// The two maps of a value parcel by parcel: the scatter plot, what its numbers are, and the selected parcels.
import type { PairValues } from '../../../../server/protocol.js';
import { choose } from '../controls.js';
import { el } from '../dom.js';
import { formatRank, formatStatistic } from '../format.js';
import type { AnalysisResult } from '../../../../engine/result.js';
import type { Page, View } from '../view.js';
import { ScatterFigure, sayPoint } from './scatter.js';
import { pointsOf } from './scatter-model.js';
import { SelectedParcels } from './selected-parcels.js';
import type { Subject } from './subject.js';

type TakenAs = NonNullable<PairValues['taken']>['as'];

/** What one side of the figure counts; empty for values as they are. */
function axisUnit(as: TakenAs | undefined, side: 'x' | 'y', { z }: AnalysisResult): string {
  if (as === undefined) return '';
  const ranked = as !== 'residuals';
  if (!z?.from.includes(side)) return ranked ? ', rank' : '';
  return ranked ? ', residual of ranks' : ', residual';
}

/** What the numbers are, in a sentence. */
function sayTaken(as: TakenAs | null, raw: boolean, { z }: AnalysisResult): string {
  if (as === null) return 'Values as they were compared.';
  if (raw)
    return 'Values as they were compared, before the method made ranks or residuals of them.';
  const names = z?.matched ? 'its own z map' : (z?.labels.join(', ') ?? 'the z maps');
  const sides = z?.from.length === 1 ? `the ${z.from[0] ?? ''} map` : 'both maps';
  const sentences: Record<TakenAs, string> = {
    ranks: 'Ranks, as the method compares them; equal values share their mean rank.',
    residuals: `What is left of ${sides} when ${names} is regressed out, as the method compares them.`,
    'residuals of ranks': `Ranks, and what is left of those of ${sides} when the ranks of ${names} are regressed out, as the method compares them.`,
  };
  return sentences[as];
}

/** Both maps with the values that are drawn. */
interface Drawn {
  x: { name: string; values: PairValues['x'] };
  y: { name: string; values: PairValues['y'] };
}

export class ParcelsSection {
  private readonly scatter: ScatterFigure;
  private readonly list: SelectedParcels;
  private readonly said = el('p', { class: 'pointed', 'aria-live': 'polite' });
  private readonly note = el('p', { class: 'note' });
  private values: PairValues | null = null;
  private readonly as;
  private readonly yMap;
  readonly element: HTMLElement;
  private drawn: Parameters<ScatterFigure['show']>[0] | null = null;
  private current: number | null = null;

  constructor(page: Page, subject: () => Subject | null) {
    this.scatter = new ScatterFigure({
      select: (brushed) => page.change({ brushed }),
      current: (parcel) => page.change({ parcel }),
      pointed: (parcel) => this.sayParcel(parcel ?? this.current),
    });
    this.list = new SelectedParcels(page);
    this.as = choose(
      'Show',
      () =>
        this.values?.taken
          ? [
              { value: 'taken', label: this.values.taken.as },
              { value: 'raw', label: 'values' },
            ]
          : [],
      ({ state }) => (state.rawValues ? 'raw' : 'taken'),
      (value) => page.change({ rawValues: value === 'raw' }),
    );
    this.yMap = choose(
      'y map',
      ({ result }) =>
        subject()?.pooled === true
          ? result.y.labels.map((label, i) => ({ value: String(i), label }))
          : [],
      () => String(subject()?.y ?? 0),
      (value) => page.change({ detailY: Number(value) }),
    );
    this.element = el(
      'div',
      { class: 'parcels-section' },
      el('div', { class: 'controls' }, this.yMap.element, this.as.element),
      this.scatter.element,
      this.said,
      this.note,
    );
  }

  /** The list of selected parcels, which has its place below the brain. */
  get selected(): HTMLElement {
    return this.list.element;
  }

  /** @param names of the two maps */
  show(view: View, values: PairValues, names: { x: string; y: string }): void {
    this.values = values;
    this.as.update(view);
    this.yMap.update(view);
    const { state, result } = view;
    const taken = state.rawValues ? null : values.taken;
    const { x, y }: Drawn = {
      x: { name: names.x, values: (taken ?? values).x },
      y: { name: names.y, values: (taken ?? values).y },
    };
    this.current = state.parcel;
    this.drawn = {
      points: pointsOf(x.values, y.values),
      names: result.parcellation.parcels,
      x: x.name + axisUnit(taken?.as, 'x', result),
      y: y.name + axisUnit(taken?.as, 'y', result),
      selected: state.brushed,
      current: state.parcel,
      format: taken?.as === 'ranks' ? formatRank : formatStatistic,
    };
    this.scatter.show(this.drawn);
    this.sayParcel(state.parcel);
    this.note.textContent = sayTaken(values.taken?.as ?? null, state.rawValues, result);
    this.list.show({
      parcels: state.brushed,
      names: result.parcellation.parcels,
      format: this.drawn.format,
      maps: [x, y],
    });
  }

  private sayParcel(parcel: number | null): void {
    if (this.drawn) this.said.textContent = sayPoint(this.drawn, parcel);
  }
}
