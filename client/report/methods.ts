// The part to cite from: the methods paragraph, references with what they are cited for, licences.
import type { AnalysisResult } from '../../engine/result.js';
import type { ReferenceFacts, ReportFacts } from '../../server/protocol.js';
import { plural } from '../webview/results/format.js';
import { html, type Markup } from './markup.js';
import { paragraph, section } from './parts.js';

const doiLink = (doi: string): Markup =>
  html`<a href="https://doi.org/${encodeURI(doi)}">https://doi.org/${doi}</a>`;

/** Names that are listed in the open; more are folded away. */
const NAMES = 6;

function uses(subjects: readonly string[]): Markup | string {
  if (subjects.length <= NAMES) return subjects.length ? ` For ${subjects.join(', ')}.` : '';
  return html`<details>
    <summary>For ${subjects.length} names</summary>
    ${subjects.join(', ')}
  </details>`;
}

function reference({ text, doi, subjects, licenses, notes }: ReferenceFacts): Markup {
  const licence = licenses.length ? ` Licence: ${licenses.join(', ')}.` : '';
  return html`<li>
    ${text}. ${doi ? doiLink(doi) : ''}<span class="note"
      >${licence}${notes.map((note) => ` Note: ${note}`)}</span
    >${uses(subjects)}
  </li> `;
}

/** Every licence by name, and how many sources state none. */
export function licenceWords({ citations }: Pick<AnalysisResult, 'citations'>): string {
  if (!citations.length) return 'No data of the library were used.';
  const names = [...new Set(citations.flatMap(({ license }) => license ?? []))];
  const silent = new Set(
    citations.filter(({ license }) => license === null).map(({ subject }) => subject),
  ).size;
  return [
    names.length ? `Licences of the data: ${names.join(', ')}.` : '',
    silent
      ? `${plural(silent, 'source')} without a stated licence: ask the authors before passing data on.`
      : '',
  ]
    .filter(Boolean)
    .join(' ');
}

export function methods(
  result: AnalysisResult,
  { references, bibtex }: ReportFacts,
  id: string,
): Markup {
  return section(
    `${id}-methods`,
    'Methods',
    ...result.methodsText.split(/\n{2,}/).map(paragraph),
    html`<h4>References</h4>
      <ol class="references">
        ${references.map(reference)}
      </ol>
      <details>
        <summary>BibTeX</summary>
        <pre>${bibtex}</pre>
      </details> `,
    paragraph(licenceWords(result)),
  );
}
