// The tab to cite from: the methods paragraph, and every source with its licence.
import type { Citation } from '../../../engine/plan.js';
import { button, el, plainTable } from './dom.js';
import { plural } from './format.js';
import type { Page, Part } from './view.js';

const source = ({ ref, doi, note }: Citation): HTMLElement =>
  el(
    'span',
    {},
    doi ? el('a', { href: `https://doi.org/${encodeURI(doi)}` }, ref) : ref,
    note ? el('span', { class: 'note' }, ` ${note}`) : null,
  );

/** Subjects that share a source and licence stand in one row. */
export function grouped(
  citations: readonly Citation[],
): { citation: Citation; subjects: string[] }[] {
  const groups = new Map<string, { citation: Citation; subjects: string[] }>();
  for (const citation of citations) {
    const key = JSON.stringify([citation.ref, citation.doi, citation.license, citation.note]);
    const group = groups.get(key) ?? { citation, subjects: [] };
    if (!group.subjects.includes(citation.subject)) group.subjects.push(citation.subject);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Which licences the sources have, in a sentence or two; empty without sources. */
export function licences(citations: readonly Citation[]): string {
  const names = [
    ...new Set(
      citations.map(({ license }) => license).filter((name): name is string => name !== null),
    ),
  ];
  const unknown = citations.filter(({ license }) => license === null).length;
  const known = names.length ? `Licences: ${names.join(', ')}.` : '';
  return unknown
    ? `${known} ${plural(unknown, 'source')} without a stated licence: ask the authors before passing data on.`.trim()
    : known;
}

export function createMethods(page: Page): Part {
  const element = el('div', { class: 'text-tab' });
  let shown: unknown = null;
  return {
    element,
    show({ result }) {
      if (shown === result) return;
      shown = result;
      const copy = button('Copy paragraph', () =>
        page.send({ type: 'copy', text: result.methodsText, what: 'the methods paragraph' }),
      );
      element.replaceChildren(
        el(
          'section',
          {},
          el('div', { class: 'title-line' }, el('h2', {}, 'Methods paragraph'), copy),
          ...result.methodsText
            .split(/\n{2,}/)
            .map((paragraph) => el('p', { class: 'methods' }, paragraph)),
        ),
        el(
          'section',
          {},
          el('h2', {}, 'Sources and licences'),
          el(
            'p',
            {},
            result.citations.length ? licences(result.citations) : 'This result names no sources.',
          ),
          plainTable(
            'Sources and licences',
            ['Source', 'Licence', 'For'],
            grouped(result.citations).map(({ citation, subjects }) => [
              source(citation),
              citation.license ?? 'not stated',
              subjects.join(', '),
            ]),
          ),
        ),
      );
    },
  };
}
