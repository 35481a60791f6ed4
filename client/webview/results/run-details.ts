// The tab that tells what the run read and how long it took; parameters and versions stand in the overview.
import { el, plainTable, section } from './dom.js';
import { formatBytes, formatSeconds, plural } from './format.js';
import type { Part } from './view.js';

export function createRunDetails(): Part {
  const element = el('div', { class: 'text-tab' });
  let shown: unknown = null;
  return {
    element,
    show(view) {
      const { result } = view;
      if (shown === result) return;
      shown = result;
      element.replaceChildren(
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
