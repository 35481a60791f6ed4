// Which figure the chart tab shows: bars of one y map, or a heatmap of all. Pure.
import { isOfModel } from './model.js';
import type { ViewState } from './state.js';
import type { View } from './view.js';

export type FigureKind = NonNullable<ViewState['figure']>;

/** Several y maps can be seen at once, unless each has but one value. */
export const isMatrix = ({ choice: { statistic } }: Pick<View, 'choice'>): boolean =>
  statistic.rows.length > 1 && !isOfModel(statistic);

/** A pooled result answers one question, so it starts with bars; several y maps side by side with the heatmap. */
export function figureOf(view: Pick<View, 'choice' | 'state'>): FigureKind {
  if (!isMatrix(view)) return 'bars';
  const pooled = view.choice.statistic.pooledRow.includes(true);
  return view.state.figure ?? (pooled ? 'bars' : 'heatmap');
}
