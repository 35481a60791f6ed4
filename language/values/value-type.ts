// What a property may hold: how it is read, what it says in documentation, what completion offers. One object a type;
// the parameter table puts them together, so that checks, completion and plans never disagree.
import type { AstNode } from 'langium';
import type { Catalog } from '../catalog.js';
import type { Value } from '../generated/ast.js';
import type { Term } from '../vocabulary/term.js';

/** Something wrong at a node: what it is, what was expected, what to do. */
export interface Problem {
  node: AstNode;
  /** Feature of the node to point at; the whole node otherwise. */
  feature?: string;
  index?: number;
  /** Stable, kebab-case. */
  code: string;
  message: string;
  /** Texts one of which probably mends it, each put in place of what the problem points at. */
  replacements?: string[];
  /** Key of a property that is to be added to the block of the node. */
  missingKey?: string;
  /** An item to be downloaded, as `nsp data fetch` takes it; for the editor's offer to do so. */
  fetch?: string;
  /** Another place that has to do with it, such as the first of two declarations. */
  related?: { node: AstNode; message: string };
}

/** What a reader may ask, and where it says what is wrong. */
export interface Reader {
  readonly catalog: Catalog;
  /** Absolute path of a path as written (relative to the file, `~` for home). */
  resolve(path: string): string;
  report(problem: Problem): void;
}

export type DeclarationKind = 'Maps' | 'Design' | 'Parcellation';

/** A word completion may offer. */
export interface Offer {
  word: string;
  detail: string;
  doc?: string;
  /** Text to insert when it differs from the word; `snippet` when it holds tab stops. */
  insert?: string;
  snippet?: true;
}

export interface ValueType<T> {
  /** For documentation and messages: `integer ≥ 1`. */
  readonly text: string;
  /** Declarations a name in this place refers to. */
  readonly refersTo?: DeclarationKind;
  /** Words with a fixed meaning in this place. */
  readonly terms?: readonly Term[];
  /** True when several items in brackets are taken. */
  readonly list?: true;
  /** Offers from the library, beside terms and declarations. `within` is the dataset of the block, where there is one. */
  offers?(catalog: Catalog, within: string | null): Offer[];
  /** The value, or undefined after at least one report. */
  read(value: Value, reader: Reader): T | undefined;
}
