// Text for the standard fonts of PDF, which every reader has: Helvetica with the Windows letters, Symbol for Greek and a few signs.

/** A piece of text in one font; `bytes` are character codes. */
export interface Run {
  font: 'letters' | 'symbols';
  bytes: number[];
}

/** Codes of Windows-1252 that are not those of Unicode. */
const WINDOWS: Record<string, number> = {
  '€': 0x80,
  '‚': 0x82,
  ƒ: 0x83,
  '„': 0x84,
  '…': 0x85,
  '†': 0x86,
  '‡': 0x87,
  '‰': 0x89,
  Š: 0x8a,
  '‹': 0x8b,
  Œ: 0x8c,
  Ž: 0x8e,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
  '™': 0x99,
  š: 0x9a,
  '›': 0x9b,
  œ: 0x9c,
  ž: 0x9e,
  Ÿ: 0x9f,
};

/** Codes of the font Symbol, letters by their Latin key. */
const GREEK_UPPER = 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ';
const GREEK_LOWER = 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ';
const SYMBOLS = new Map<string, number>([
  ...[...GREEK_UPPER].map((letter, i) => [letter, 0x41 + i] as const),
  ...[...GREEK_LOWER].map((letter, i) => [letter, 0x61 + i] as const),
  ['−', 0x2d],
  ['≤', 0xa3],
  ['≥', 0xb3],
  ['≈', 0xbb],
  ['∞', 0xa5],
  ['→', 0xae],
]);

function letterCode(letter: string): number | undefined {
  const code = letter.codePointAt(0) ?? 0;
  if ((code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff)) return code;
  return WINDOWS[letter];
}

/** The letter without its accents, where that is a letter we have. */
const plain = (letter: string): number | undefined => letterCode(letter.normalize('NFD').charAt(0));

const UNKNOWN = 0x3f;

/**
 * @param missing gets the letters that no standard font has; they become `?`
 */
export function runs(text: string, missing: Set<string>): Run[] {
  const found: Run[] = [];
  const add = (font: Run['font'], code: number): void => {
    const last = found.at(-1);
    if (last?.font === font) last.bytes.push(code);
    else found.push({ font, bytes: [code] });
  };
  for (const letter of text.normalize('NFC')) {
    const symbol = SYMBOLS.get(letter);
    const code = letterCode(letter) ?? (symbol === undefined ? plain(letter) : undefined);
    if (code !== undefined) add('letters', code);
    else if (symbol !== undefined) add('symbols', symbol);
    else {
      missing.add(letter);
      add('letters', UNKNOWN);
    }
  }
  return found;
}
