// A NiSpace workflow call, with the assignments around it, as declarations of a .nsp file. What is not understood stays as a comment:
// nothing is lost.
import { readPython, type PythonNode, type PythonStatement } from './read.js';
import { freeName } from './nsp-text.js';
import { Sources, type Existing } from './read-sources.js';
import { WORKFLOWS, workflowText, type Workflow } from './read-workflow.js';

export interface Translation {
  /** The declarations. */
  text: string;
  /** Names of the analyses in it, in order. */
  analyses: string[];
}

/**
 * @param source Python
 * @param taken names the file declares already
 * @param existing those of them that are maps and designs
 * @returns null when there is no workflow call in it
 */
export function fromPython(
  source: string,
  taken: Iterable<string>,
  existing?: Existing,
): Translation | null {
  const statements = readPython(source);
  if (!statements.some((statement) => workflowOf(statement.value))) return null;
  const names = new Set(taken);
  const sources = new Sources(names, existing);
  const parts: string[] = [];
  const analyses: string[] = [];
  for (const statement of statements) {
    const workflow = workflowOf(statement.value);
    if (workflow) {
      // `colocs, p, p_corrected, nsp = …`: the object comes last and is what later lines ask for its maps.
      const wanted = statement.targets.at(-1) ?? ANALYSIS_NAMES[workflow.kind];
      const name = freeName(wanted, names);
      statement.targets.forEach((target) => sources.result(target, name));
      const text = workflowText(name, workflow, sources);
      parts.push(...sources.takeDeclarations(), text);
      analyses.push(name);
    } else if (!sources.understands(statement)) {
      const kept = leftOver(statement, source);
      if (kept) parts.push(kept);
    }
  }
  return { text: `${parts.join('\n\n')}\n`, analyses };
}

const ANALYSIS_NAMES = {
  colocalization: 'Colocalization',
  group_colocalization: 'GroupColocalization',
  xsea: 'Xsea',
  group_xsea: 'GroupXsea',
} as const;

function workflowOf(node: PythonNode): Workflow | null {
  if (node.kind !== 'call') return null;
  const name = node.callee.split('.').at(-1);
  const kind = WORKFLOWS.find((each) => each === name);
  return kind ? { kind, call: node } : null;
}

/** Imports need no counterpart; anything else is shown as it was. */
function leftOver({ start, end }: PythonStatement, source: string): string | null {
  const text = source.slice(start, end);
  if (/^(import|from)\b/.test(text)) return null;
  return text
    .split(/\r?\n/)
    .map((line) => `// Python, not translated: ${line}`)
    .join('\n');
}
