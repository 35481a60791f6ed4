// A closed list of words a property takes: one row a word, with its other spellings and one line of documentation.

export interface Term {
  /** Canonical name, as plans and results have it. */
  readonly name: string;
  /** Other spellings that mean the same. */
  readonly aliases?: readonly string[];
  readonly doc: string;
  /** Paper or program it comes from. */
  readonly source?: string;
}

export interface Vocabulary<T extends Term = Term> {
  /** What one of the words is, for messages: `null model`. */
  readonly noun: string;
  /** Code of the diagnostic for a word that is not in the list. */
  readonly code: string;
  readonly terms: readonly T[];
}

/** The row of a word or of one of its aliases; undefined when it is not in the list. */
export function findTerm<T extends Term>(vocabulary: Vocabulary<T>, word: string): T | undefined {
  return vocabulary.terms.find((term) => term.name === word || term.aliases?.includes(word));
}

/** Every spelling, canonical names first. */
export function spellings(vocabulary: Vocabulary): string[] {
  return [
    ...vocabulary.terms.map((term) => term.name),
    ...vocabulary.terms.flatMap((term) => term.aliases ?? []),
  ];
}
