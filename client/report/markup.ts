// HTML as text: what is put into a template is escaped, unless it is markup already.
import { escaped } from '../figures/xml-text.js';

export class Markup {
  constructor(readonly text: string) {}
}

type Piece = Markup | string | number | null | undefined | false | readonly Piece[];

function written(piece: Piece): string {
  if (piece instanceof Markup) return piece.text;
  if (piece === null || piece === undefined || piece === false) return '';
  if (typeof piece === 'string') return escaped(piece);
  return typeof piece === 'number' ? String(piece) : piece.map(written).join('');
}

/** html`<p>${name}</p>`; lists are joined, null and false are nothing. */
export const html = (texts: TemplateStringsArray, ...pieces: Piece[]): Markup =>
  new Markup(texts.map((text, i) => text + written(pieces[i])).join(''));

/** Text that is HTML already: figures. */
export const trusted = (text: string): Markup => new Markup(text);
