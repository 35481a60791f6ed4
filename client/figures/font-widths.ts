// Widths of the letters of Helvetica, as in its published metrics; Arial and Liberation Sans have the same. In 1/1000 of the size.

/** Characters 32 to 126. */
const REGULAR =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 '
  + '1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 '
  + '333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584';
const BOLD =
  '278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 '
  + '975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 '
  + '333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584';

const table = (widths: string): readonly number[] => widths.split(' ').map(Number);
const FACES = { regular: table(REGULAR), bold: table(BOLD) };

/** Characters beyond ASCII that figures of ours use. */
const OTHERS: Record<string, number> = {
  '…': 1000,
  '–': 556,
  '—': 1000,
  '−': 584,
  '·': 278,
  '×': 584,
  '≥': 549,
  '≤': 549,
  '“': 333,
  '”': 333,
  '’': 222,
  '²': 333,
  ρ: 549,
  β: 549,
  α: 631,
};
const UNKNOWN = 600;
/** Ideographs and the like are as wide as high. */
const WIDE = 1000;

/** Null for letters of which we know no width. */
function knownWidth(letter: string, face: readonly number[]): number | null {
  const code = letter.codePointAt(0) ?? 0;
  const base = letter.normalize('NFD').codePointAt(0) ?? code;
  return face[code - 32] ?? OTHERS[letter] ?? face[base - 32] ?? null;
}

const guess = (letter: string): number => ((letter.codePointAt(0) ?? 0) >= 0x1100 ? WIDE : UNKNOWN);

const faceOf = (bold: boolean): readonly number[] => (bold ? FACES.bold : FACES.regular);

/** Width of a text, in the unit of `size`; letters that are not in the tables are estimated. */
export function textWidth(text: string, size: number, bold = false): number {
  let sum = 0;
  for (const letter of text) sum += knownWidth(letter, faceOf(bold)) ?? guess(letter);
  return (sum * size) / 1000;
}

/** Whether `textWidth` estimates nothing. */
export const isMeasured = (text: string, bold = false): boolean =>
  [...text].every((letter) => knownWidth(letter, faceOf(bold)) !== null);
