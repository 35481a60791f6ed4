// Text that fits: names shortened in the middle, sentences broken into lines. Widths are estimated (font-widths.ts).
import { ellipsize } from '../webview/results/labels.js';
import { textWidth } from './font-widths.js';

/** The text, or its beginning and end around `…` where it is wider than `width`. */
export const fitted = (text: string, width: number, size: number, bold = false): string =>
  ellipsize(text, (candidate) => textWidth(candidate, size, bold) <= width);

/** Lines of at most `width`; a longer word is shortened. */
export function lines(text: string, width: number, size: number, bold = false): string[] {
  const broken: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && textWidth(longer, size, bold) > width) {
      broken.push(line);
      line = word;
    } else line = longer;
  }
  if (line) broken.push(line);
  return broken.map((each) => fitted(each, width, size, bold));
}
