// Rules of declarations and sources: unique, used, and named as the library names them.
import { AstUtils } from 'langium';
import type { AstNode } from 'langium';
import { isDefaults, isNamedDeclaration, isRunnable } from '../generated/ast.js';
import type { ImagesSource, Name, NspFile, ResultSource } from '../generated/ast.js';
import { listed, nearest } from '../nearest.js';
import { spelled } from '../syntax/strings.js';
import { libraryParcellation } from '../values/declared.js';
import { datasetOf, exampleOf } from '../values/library.js';
import type { Reader } from '../values/value-type.js';
import { rule } from './rule.js';

function uniqueNames(file: NspFile, reader: Reader): void {
  const first = new Map<string, AstNode>();
  for (const declaration of file.declarations.filter(isNamedDeclaration)) {
    if (!declaration.name) continue;
    const earlier = first.get(declaration.name);
    if (!earlier) first.set(declaration.name, declaration);
    else
      reader.report({
        node: declaration,
        feature: 'name',
        code: 'duplicate-declaration',
        message: `\`${declaration.name}\` is declared twice. Rename one of them.`,
        related: { node: earlier, message: 'First declared here' },
      });
  }
}

function knownAnalysis(source: ResultSource, reader: Reader): void {
  if (!source.analysis || source.analysis.ref) return;
  const file = AstUtils.getDocument(source).parseResult.value as NspFile;
  const known = file.declarations.filter(isRunnable).map(({ name }) => name);
  const near = nearest(source.analysis.$refText, known);
  reader.report({
    node: source,
    feature: 'analysis',
    code: 'unknown-analysis',
    message: `No analysis named \`${source.analysis.$refText}\` in this file. ${near[0] ? `Did you mean \`${near[0]}\`?` : `It has: ${listed(known) || 'none'}.`}`,
    replacements: near,
  });
}

function entries(source: ImagesSource, reader: Reader): void {
  if (source.pattern !== undefined) return;
  if (source.entries.length === 0)
    reader.report({
      node: source,
      code: 'no-images',
      message:
        'No images are listed. Add `"label": "file.nii.gz"`, or give a pattern: images "*.nii.gz".',
    });
  const seen = new Set<string>();
  for (const entry of source.entries) {
    if (seen.has(entry.label))
      reader.report({
        node: entry,
        feature: 'label',
        code: 'duplicate-label',
        message: `Two images are called \`${entry.label}\`. Give each its own label.`,
      });
    seen.add(entry.label);
  }
}

/** Words that should have been quoted: `5HT1a`, `celltypes-pak2024`. */
function quotes(node: Name, reader: Reader): void {
  const text = node.$cstNode?.text ?? '';
  if (/^["'_a-zA-Z][_a-zA-Z0-9]*$/.test(text) || /^["']/.test(text) || text === '') return;
  reader.report({
    node,
    code: 'missing-quotes',
    message: `Names with other characters than letters, digits and _, or with a digit first, are quoted: ${spelled(text)}.`,
    replacements: [spelled(text)],
  });
}

export const DECLARATION_RULES = [
  rule({ name: 'Names are declared once', on: 'NspFile', category: 'fast', check: uniqueNames }),
  rule({
    name: 'Defaults stand once',
    on: 'NspFile',
    category: 'fast',
    check(file, context) {
      for (const extra of file.declarations.filter(isDefaults).slice(1))
        context.report({
          node: extra,
          code: 'duplicate-defaults',
          message: 'There is a `defaults` block already. Move these properties there.',
        });
    },
  }),
  rule({
    name: 'Declarations are used',
    on: 'NspFile',
    category: 'fast',
    check(file, context) {
      const used = new Set(
        AstUtils.getDocument(file).references.map((reference) =>
          'ref' in reference ? reference.ref : undefined,
        ),
      );
      for (const declaration of file.declarations.filter(isNamedDeclaration)) {
        if (isRunnable(declaration) || used.has(declaration) || !declaration.name) continue;
        context.unnecessary({
          node: declaration,
          feature: 'name',
          code: 'unused-declaration',
          message: `\`${declaration.name}\` is not used by any analysis of this file.`,
        });
      }
    },
  }),
  rule({
    name: 'Datasets are in the library',
    on: 'ReferenceSource',
    category: 'fast',
    check: (source, context) => void datasetOf(source, context),
  }),
  rule({
    name: 'Examples are in the library',
    on: 'ExampleSource',
    category: 'fast',
    check: (source, context) => void exampleOf(source, context),
  }),
  rule({
    name: 'Parcellations are in the library',
    on: 'Parcellation',
    category: 'fast',
    check({ source }, context) {
      if ((source as typeof source | undefined)?.$type === 'Names')
        libraryParcellation(source as Extract<typeof source, { $type: 'Names' }>, context);
    },
  }),
  rule({
    name: 'Results are of analyses of this file',
    on: 'ResultSource',
    category: 'fast',
    check: knownAnalysis,
  }),
  rule({ name: 'Images are listed once', on: 'ImagesSource', category: 'fast', check: entries }),
  rule({
    name: 'Names that are no identifiers are quoted',
    on: 'Name',
    category: 'fast',
    check: quotes,
  }),
];
