// What a check is: the rule it states, the kind of node it looks at, and whether it reads files.
import type { NspAstType } from '../generated/ast.js';
import type { Problem, Reader } from '../values/value-type.js';

/** Where a check says what it found. `report` is an error. */
export interface CheckContext extends Reader {
  readonly warn: (problem: Problem) => void;
  readonly inform: (problem: Problem) => void;
  /** Shown greyed out. */
  readonly unnecessary: (problem: Problem) => void;
}

type NodeTypes = keyof NspAstType;

export interface Rule<K extends NodeTypes = NodeTypes> {
  /** The rule as a statement. */
  readonly name: string;
  readonly on: K;
  /** `slow` rules read files and run on save or when the editor is idle. */
  readonly category: 'fast' | 'slow';
  readonly check: (node: NspAstType[K], context: CheckContext) => void | Promise<void>;
}

/** Keeps the node type of a rule while rules of all types stand in one list. */
export function rule<K extends NodeTypes>(given: Rule<K>): Rule {
  return given as unknown as Rule;
}
