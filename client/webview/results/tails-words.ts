// How p was counted, in words; by statistic where that differs. Pure.
import type { AnalysisResult } from '../../../engine/result.js';
import { tailName } from './names.js';

export function sayTails({ statistics }: Pick<AnalysisResult, 'statistics'>): string {
  const tested = statistics.flatMap(({ p, tail, label }) =>
    p !== null && tail !== null ? [{ label, name: tailName(tail) }] : [],
  );
  const names = [...new Set(tested.map(({ name }) => name))];
  if (names.length < 2) return names.join('') || 'none';
  return names
    .map((name) => {
      const labels = tested.filter((one) => one.name === name).map(({ label }) => label);
      return `${name}: ${labels.join(', ')}`;
    })
    .join('; ');
}
