// Hover: what a word means here — a property, a term, a declaration, or an item of the library.
import type { AstNode, LangiumDocument } from 'langium';
import { CstUtils, GrammarUtils } from 'langium';
import type { HoverProvider } from 'langium/lsp';
import type { Hover, HoverParams } from 'vscode-languageserver';
import type { CatalogSource } from '../catalog-source.js';
import type { Catalog } from '../catalog.js';
import type { Name, NspAstType, Pipeline, Runnable } from '../generated/ast.js';
import type { NspServices } from '../module.js';
import { PARAMETERS } from '../parameters.js';
import { STEPS } from '../parameters/pipeline.js';
import { placeOf, rowOf, rowOfValue } from '../place.js';
import { combinationOf } from '../values/declared.js';
import { COMPARISONS } from '../vocabulary/comparisons.js';
import { findTerm } from '../vocabulary/term.js';
import { analysisText } from './analysis-text.js';
import {
  collectionText,
  combinationText,
  datasetText,
  exampleText,
  parcellationText,
  propertyText,
  sourceText,
  termText,
} from './texts.js';

export class NspHover implements HoverProvider {
  private readonly catalogs: CatalogSource;

  constructor(services: NspServices) {
    this.catalogs = services.library.CatalogSource;
  }

  getHoverContent(document: LangiumDocument, params: HoverParams): Hover | undefined {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(params.position);
    const leaf = root && CstUtils.findLeafNodeAtOffset(root, offset);
    if (!leaf || leaf.hidden) return undefined;
    const feature = GrammarUtils.findAssignment(leaf)?.feature ?? '';
    const value = textAt(leaf.astNode, feature, this.catalogs.current);
    return value ? { contents: { kind: 'markdown', value }, range: leaf.range } : undefined;
  }
}

/** The text for a feature of a node; undefined where there is nothing to say. */
function textAt(node: AstNode, feature: string, catalog: Catalog): string | undefined {
  const typed = node as NspAstType[keyof NspAstType];
  switch (typed.$type) {
    case 'Property': {
      const row = rowOf(typed);
      return feature === 'key' && row
        ? propertyText(typed.key, row, placeOf(typed.$container))
        : undefined;
    }
    case 'Name':
      return nameText(typed, catalog);
    case 'Call': {
      const term = findTerm(COMPARISONS, typed.function);
      return feature === 'function' && term ? termText(term) : undefined;
    }
    case 'ReferenceSource': {
      const entry = feature === 'dataset' ? catalog.dataset(typed.dataset) : undefined;
      return entry ? datasetText(entry) : undefined;
    }
    case 'ExampleSource': {
      const entry = feature === 'example' ? catalog.example(typed.example) : undefined;
      return entry ? exampleText(entry) : undefined;
    }
    case 'ResultSource':
      return feature === 'analysis' && typed.analysis?.ref
        ? runnableText(typed.analysis.ref, catalog)
        : undefined;
    case 'Analysis':
      return feature === 'name' || feature === 'kind' ? analysisText(typed, catalog) : undefined;
    case 'Pipeline':
      return feature === 'name' ? pipelineText(typed) : undefined;
    case 'Step': {
      const step = Object.entries(STEPS).find(([name]) => name === typed.name);
      return feature === 'name' && step
        ? `**${typed.name}** — ${step[1].doc}\n\nProperties: ${Object.keys(PARAMETERS[step[0] as keyof typeof STEPS]).join(', ')}`
        : undefined;
    }
    case 'Maps':
    case 'Design':
      return feature === 'name' ? sourceText(typed) : undefined;
    default:
      return undefined;
  }
}

const runnableText = (node: Runnable, catalog: Catalog): string =>
  node.$type === 'Pipeline' ? pipelineText(node) : analysisText(node, catalog);

/** The steps as they stand in the file. */
function pipelineText({ name, steps }: Pipeline): string {
  const lines = steps.map(({ $cstNode }) => $cstNode?.text.replace(/\s+/g, ' ') ?? '');
  return `**${name}** — pipeline\n\n\`\`\`nsp\n${lines.join('\n')}\n\`\`\``;
}

function nameText(node: Name, catalog: Catalog): string | undefined {
  const word = node.declaration.$refText;
  const target = node.declaration.ref;
  if (target?.$type === 'Maps' || target?.$type === 'Design') return sourceText(target);
  if (target?.$type === 'Parcellation')
    return `**${target.name}** — \`${target.$cstNode?.text ?? target.name}\``;
  const row = rowOfValue(node.$container);
  const term = row?.type.terms?.find((item) => item.name === word || item.aliases?.includes(word));
  if (term) return termText(term);
  if (
    row?.type.refersTo === 'Parcellation'
    || node.$container.$container.$type === 'Parcellation'
  ) {
    const entry = catalog.parcellation(word);
    if (entry) return parcellationText(entry);
    const pair = combinationOf(word, catalog);
    return pair && combinationText(pair, catalog);
  }
  return collectionText(node, word, catalog);
}
