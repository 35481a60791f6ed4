// One paper as the reference list and BibTeX need it.

export interface Paper {
  /** BibTeX key and identity. */
  key: string;
  type: 'article' | 'book' | 'misc';
  authors: string[];
  year: number;
  /** Null where only the identifier is known for certain. */
  title: string | null;
  journal: string | null;
  volume: string | null;
  pages: string | null;
  doi: string | null;
  /** Names (of methods, null models, corrections, approximations, software) in plans and results that rest on it. */
  sourceOf: readonly string[];
}
