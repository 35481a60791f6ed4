// Completion: what may stand at the cursor, read off the parameter table, the library and the declarations of the file.
import type { LangiumDocument, Lexer } from 'langium';
import type { CompletionProvider } from 'langium/lsp';
import type {
  CompletionItem,
  CompletionList,
  CompletionOptions,
  CompletionParams,
} from 'vscode-languageserver';
import { CompletionItemKind, InsertTextFormat } from 'vscode-languageserver';
import type { CatalogSource } from '../catalog-source.js';
import type { Catalog } from '../catalog.js';
import type { NspFile } from '../generated/ast.js';
import { isNamedDeclaration } from '../generated/ast.js';
import type { NspServices } from '../module.js';
import { BLOCK_ANALYSES, defaultText, PARAMETERS, parameterAt } from '../parameters.js';
import type { Parameter } from '../parameters/parameter.js';
import { STEPS } from '../parameters/pipeline.js';
import { absolute, folderOf } from '../paths.js';
import { spelled } from '../syntax/strings.js';
import { parcellation } from '../values/declared.js';
import type { Offer } from '../values/value-type.js';
import { TAILS } from '../vocabulary/choices.js';
import { METHODS } from '../vocabulary/methods.js';
import type { Cursor } from './cursor.js';
import { cursorAt } from './cursor.js';
import { contentOffers } from './content-offers.js';
import { DECLARATION_OFFERS, SOURCE_OFFERS } from './snippets.js';

type Kinded = Offer & { kind: CompletionItemKind };

const kinded = (offers: readonly Offer[], kind: CompletionItemKind): Kinded[] =>
  offers.map((offer) => ({ ...offer, kind }));

export class NspCompletion implements CompletionProvider {
  private readonly catalogs: CatalogSource;
  private readonly lexer: Lexer;
  readonly completionOptions: CompletionOptions = {
    triggerCharacters: [':', '[', '(', '+', '{', ' '],
  };

  constructor(services: NspServices) {
    this.catalogs = services.library.CatalogSource;
    this.lexer = services.parser.Lexer;
  }

  async getCompletion(
    document: LangiumDocument,
    params: CompletionParams,
  ): Promise<CompletionList> {
    const { textDocument } = document;
    const offset = textDocument.offsetAt(params.position);
    const cursor = cursorAt(this.lexer.tokenize(textDocument.getText()), offset);
    const range = { start: textDocument.positionAt(cursor.start), end: params.position };
    const offers = await offersAt(cursor, document, this.catalogs.current);
    const items = offers.map((offer, i) => item(offer, i, cursor.quoted, range));
    return { isIncomplete: false, items };
  }
}

function item(
  { word, detail, doc, insert, snippet, kind }: Kinded,
  order: number,
  quoted: boolean,
  range: { start: CompletionParams['position']; end: CompletionParams['position'] },
): CompletionItem {
  const text = insert ?? (quoted ? `"${word}"` : word);
  return {
    label: word,
    kind,
    detail,
    ...(doc ? { documentation: { kind: 'markdown', value: doc } } : {}),
    sortText: String(order).padStart(4, '0'),
    filterText: quoted ? `"${word}` : word,
    insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: text },
    ...(text.endsWith(': ')
      ? { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }
      : {}),
  };
}

function declared(document: LangiumDocument, fits: (type: string) => boolean): Kinded[] {
  const file = document.parseResult.value as NspFile;
  return file.declarations
    .filter(isNamedDeclaration)
    .filter((declaration) => declaration.name && fits(declaration.$type))
    .map((declaration) => ({
      word: declaration.name,
      detail: declaration.$type === 'Analysis' ? declaration.kind : declaration.$type.toLowerCase(),
      kind: CompletionItemKind.Variable,
    }));
}

function keyOffers({ place, keys }: Cursor): Kinded[] {
  if (!place) return [];
  const kind = BLOCK_ANALYSES.find((analysis) => analysis === place);
  return Object.entries(PARAMETERS[place])
    .filter(([key]) => !keys.includes(key))
    .sort(([, a], [, b]) => rank(a) - rank(b))
    .map(([key, row]) => ({
      word: key,
      detail: `${row.required ? 'required' : `default ${defaultText(row, kind)}`}`,
      doc: `${row.doc}\n\nTakes ${row.type.text}.`,
      insert: `${key}: `,
      kind: CompletionItemKind.Property,
    }));
}

/** Required first, then ordinary ones, then options of single methods. */
const rank = (row: Parameter): number => (row.required ? 0 : row.methods || row.nullModels ? 2 : 1);

async function valueOffers(
  cursor: Cursor,
  document: LangiumDocument,
  catalog: Catalog,
): Promise<Kinded[]> {
  const row = cursor.place && parameterAt(cursor.place, cursor.key);
  if (!row) return [];
  const { type } = row;
  const terms = (type.terms ?? []).map((term): Kinded => ({
    word: term.name,
    detail: term.aliases ? `also ${term.aliases.join(', ')}` : '',
    doc: term.source ? `${term.doc}\n\n${term.source}` : term.doc,
    kind: CompletionItemKind.EnumMember,
    ...(cursor.key === 'comparison_method' || cursor.key === 'transform'
      ? { insert: `${term.name}(\${1:a}, \${2:b})`, snippet: true as const }
      : {}),
  }));
  const library = (type.offers?.(catalog, cursor.dataset) ?? []).map((offer) => ({
    ...offer,
    insert: offer.insert ?? spelled(offer.word),
  }));
  const path = cursor.path === null ? null : absolute(cursor.path, folderOf(document));
  const content = await contentOffers(cursor, path, catalog);
  return [
    ...(type.refersTo ? declared(document, (kind) => kind === type.refersTo) : []),
    ...kinded(content, CompletionItemKind.Field),
    ...terms,
    ...kinded(library, CompletionItemKind.Value),
    ...(type.refersTo === 'Maps' ? kinded(SOURCE_OFFERS, CompletionItemKind.Keyword) : []),
  ];
}

async function offersAt(
  cursor: Cursor,
  document: LangiumDocument,
  catalog: Catalog,
): Promise<Kinded[]> {
  switch (cursor.slot) {
    case 'declaration':
      return kinded(DECLARATION_OFFERS, CompletionItemKind.Keyword);
    case 'source':
      return kinded(SOURCE_OFFERS, CompletionItemKind.Keyword);
    case 'own parcellation':
      return [
        ...kinded(parcellation.offers?.(catalog, null) ?? [], CompletionItemKind.Value),
        ...kinded(
          SOURCE_OFFERS.filter(({ word }) => word === 'image' || word === 'surface'),
          CompletionItemKind.Keyword,
        ),
      ];
    case 'dataset':
      return libraryOffers(catalog.datasets());
    case 'example':
      return libraryOffers(catalog.examples());
    case 'analysis':
      return declared(document, (type) => type === 'Analysis' || type === 'Pipeline');
    case 'step':
      return Object.entries(STEPS).map(([word, { doc }]) => ({
        word,
        detail: doc,
        insert: `${word} { $0 }`,
        snippet: true,
        kind: CompletionItemKind.Function,
      }));
    case 'key':
      return keyOffers(cursor);
    case 'nested key':
      return cursor.key === 'p_tails' ? tailKeys() : [];
    case 'value':
      return cursor.place === null
        ? kinded(tailWords(), CompletionItemKind.EnumMember)
        : valueOffers(cursor, document, catalog);
    case 'level':
      return kinded(LEVELS, CompletionItemKind.EnumMember);
    case 'nothing':
      return [];
  }
}

const LEVELS: readonly Offer[] = [
  { word: 'a', detail: 'the first level in sorted order' },
  { word: 'b', detail: 'the second level in sorted order' },
];

const tailWords = (): Offer[] => TAILS.terms.map(({ name, doc }) => ({ word: name, detail: doc }));

const tailKeys = (): Kinded[] =>
  [...new Set(METHODS.terms.flatMap(({ statistics }) => statistics))].map((statistic) => ({
    word: statistic,
    detail: 'statistic',
    insert: `${statistic}: `,
    kind: CompletionItemKind.Property,
  }));

function libraryOffers(
  entries: readonly { name: string; label: string; description: string }[],
): Kinded[] {
  return entries.map(({ name, label, description }) => ({
    word: name,
    detail: label,
    doc: description,
    insert: spelled(name),
    kind: CompletionItemKind.Value,
  }));
}
