// Tables and lists of facts, as every section of the report uses them.
import { html, type Markup } from './markup.js';

export type Content = Markup | string;

/** A table with headings; the first column names the row. */
export const plainTable = (
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly Content[])[],
): Markup =>
  html`<div class="wide">
    <table>
      <caption class="hidden">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headings.map((heading) => html`<th scope="col">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first = '', ...rest]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${rest.map((cell) => html`<td>${cell}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div> `;

export const section = (
  id: string,
  title: string,
  ...content: (Content | null | false)[]
): Markup =>
  html`<section id="${id}">
    <h3>${title}</h3>
    ${content}
  </section> `;

export const paragraph = (text: Content): Markup => html`<p>${text}</p> `;
