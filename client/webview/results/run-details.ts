// The tab that tells how the numbers came about: parameters, null model, time, versions, inputs with their checksums.
import { el, plainTable } from './dom.js';
import { formatBytes, formatCount, formatSeconds, formatStatistic, plural } from './format.js';
import { correctionName, permutedName, tailName } from './names.js';
import type { Part, View } from './view.js';

const section = (title: string, ...content: (HTMLElement | string)[]): HTMLElement =>
  el('section', {}, el('h2', {}, title), ...content);

/** How p was counted; by statistic where that differs. */
function tails({ statistics }: View['result']): string {
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

function nullModel({ result }: View): HTMLElement {
  const { method, permuted, space, origin, permutations } = result.nullModel;
  const facts: [string, string][] = [
    ['Null model', method],
    ['Permuted', permutedName(permuted)],
    ['Space', space ?? 'none'],
    ['Origin', origin],
    ['Permutations', formatCount(permutations)],
    ['p values', tails(result)],
    ...Object.entries(result.meff).map(([name, { x, y, used }]): [string, string] => [
      `Effective tests, ${correctionName(name)}`,
      `${formatStatistic(used)} (x ${formatStatistic(x)}${y === null ? '' : `, y ${formatStatistic(y)}`})`,
    ]),
  ];
  return plainTable('Null model', ['Fact', 'Value'], facts);
}

function seed({ result }: View): string {
  return result.seedDrawn
    ? `Seed ${result.seed}, drawn for this run because the file gives none. Write “seed: ${result.seed}” into the analysis to get the same numbers again.`
    : `Seed ${result.seed}, given in the file: another run gives the same numbers.`;
}

export function createRunDetails(): Part {
  const element = el('div', { class: 'text-tab' });
  let shown: unknown = null;
  return {
    element,
    show(view) {
      const { result } = view;
      if (shown === result) return;
      shown = result;
      const { parcellation } = result;
      element.replaceChildren(
        section('Null distribution', nullModel(view), el('p', {}, seed(view))),
        section(
          'Parameters',
          el(
            'p',
            {},
            `${parcellation.label || parcellation.name}: ${plural(parcellation.parcels.length, 'parcel')}, ${parcellation.level}, hemispheres ${parcellation.hemispheres.join(' and ')}.`,
          ),
          plainTable('Parameters of the analysis', ['Property', 'Value'], result.parameters),
        ),
        section(
          'Time',
          el(
            'p',
            {},
            `${formatSeconds(result.seconds)} in all, on ${plural(result.threads, 'thread')}. The number of threads never changes a result.`,
          ),
          plainTable(
            'Time of each stage',
            ['Stage', 'Time'],
            result.timings.map(({ stage, seconds }) => [stage, formatSeconds(seconds)]),
          ),
        ),
        section(
          'Versions',
          plainTable(
            'Software',
            ['Software', 'Version'],
            result.software.map(({ name, version }) => [name, version]),
          ),
        ),
        section(
          'Inputs',
          plainTable(
            'Input files',
            ['Used for', 'File', 'Size', 'SHA-256'],
            result.inputs.map(({ role, path, bytes, sha256 }) => [
              role,
              el('code', {}, path),
              formatBytes(bytes),
              el('code', { title: sha256 }, sha256.slice(0, 12), '…'),
            ]),
          ),
        ),
        section(
          'Identity',
          el('p', {}, 'Equal keys mean equal numbers: ', el('code', {}, result.key)),
        ),
      );
    },
  };
}
