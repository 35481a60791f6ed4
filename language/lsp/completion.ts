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
import type { DatasetEntry, ExampleEntry } from '../../engine/plan.js';
import { hereFirst, noted } from '../availability.js';
import type { CatalogSource } from '../catalog-source.js';
import type { Catalog } from '../catalog.js';
import type { NspFile } from '../generated/ast.js';
import { isDesign, isNamedDeclaration } from '../generated/ast.js';
import type { NspServices } from '../module.js';
import { BLOCK_ANALYSES, defaultText, PARAMETERS, parameterAt } from '../parameters.js';
import type { Parameter } from '../parameters/parameter.js';
import { STEPS } from '../parameters/pipeline.js';
import { absolute, folderOf } from '../paths.js';
import { propertyIn } from '../settings.js';
import { spelled } from '../syntax/strings.js';
import { parcellation } from '../values/declared.js';
import type { Offer } from '../values/value-type.js';
import { wordOf } from '../values/words.js';
import { TAILS } from '../vocabulary/choices.js';
import { COMPARISONS } from '../vocabulary/comparisons.js';
import { METHODS } from '../vocabulary/methods.js';
import type { Term } from '../vocabulary/term.js';
import { findTerm } from '../vocabulary/term.js';
import type { Cursor } from './cursor.js';
import { cursorAt } from './cursor.js';
import { contentOffers, levelOffers } from './content-offers.js';
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
    const text = textDocument.getText();
    const cursor = cursorAt(this.lexer.tokenize(text), offset);
    if (isUnasked(text.slice(0, offset), cursor, params)) return NOTHING;
    const range = {
      start: textDocument.positionAt(cursor.start),
      end: textDocument.positionAt(cursor.end),
    };
    const offers = distinct(await offersAt(cursor, document, this.catalogs.current), cursor.listed);
    const shown =
      offers.length > MANY ? containing(text.slice(cursor.start, offset), offers) : offers;
    const items = shown.slice(0, MANY).map((offer, i) => item(offer, i, cursor.quoted, range));
    return { isIncomplete: offers.length > MANY, items };
  }
}

const NOTHING: CompletionList = { isIncomplete: false, items: [] };
/** Offers the editor gets at once; beyond that it asks again with every letter. */
const MANY = 500;

/** A blank after something complete does not ask for what else could follow on the same line. */
function isUnasked(before: string, { slot }: Cursor, { context }: CompletionParams): boolean {
  if (context?.triggerCharacter !== ' ' || (slot !== 'key' && slot !== 'declaration')) return false;
  const line = before.slice(before.lastIndexOf('\n') + 1).trim();
  return line !== '' && !/[{,]$/.test(line);
}

/** Each word once, without those that stand in the list already. */
function distinct(offers: readonly Kinded[], listed: readonly string[]): Kinded[] {
  const seen = new Set(listed);
  return offers.filter(({ word }) => !seen.has(word) && seen.add(word));
}

function containing(typed: string, offers: readonly Kinded[]): Kinded[] {
  const part = typed.replace(/^["']/, '').toLowerCase();
  return offers.filter(({ word }) => word.toLowerCase().includes(part));
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
    ...(/^[^$]*(: | \$0)$/.test(text)
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
    ...(type.terms === COMPARISONS.terms ? callOf(term) : {}),
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

/** The call of a comparison, with places for as many groups as it takes. */
function callOf({ name }: Term): Pick<Offer, 'insert' | 'snippet'> {
  const takesTwo = findTerm(COMPARISONS, name)?.groups.includes(2);
  return { insert: takesTwo ? `${name}(\${1:a}, \${2:b})` : `${name}(\${1:a})`, snippet: true };
}

/** Levels of the groups of the design of the analysis, where it can be read; and the letters that stand for them. */
async function levels(
  { design }: Cursor,
  document: LangiumDocument,
  catalog: Catalog,
): Promise<Kinded[]> {
  const { declarations } = document.parseResult.value as NspFile;
  const found = declarations.filter(isDesign).find(({ name }) => name === design);
  const source = found?.source;
  const column = propertyIn(source?.options, 'groups')?.value;
  const read = source?.path
    ? await levelOffers(
        absolute(source.path, folderOf(document)),
        (column && wordOf(column)) ?? 'groups',
        catalog,
      )
    : [];
  return kinded([...read, ...LEVELS], CompletionItemKind.EnumMember);
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
      return cursor.key === 'p_tails'
        ? tailKeys().filter(({ word }) => !cursor.keys.includes(word))
        : [];
    case 'value':
      return cursor.place === null
        ? kinded(tailWords(), CompletionItemKind.EnumMember)
        : valueOffers(cursor, document, catalog);
    case 'level':
      return levels(cursor, document, catalog);
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

function libraryOffers(entries: readonly (DatasetEntry | ExampleEntry)[]): Kinded[] {
  return hereFirst(entries).map((entry) => ({
    word: entry.name,
    detail: noted(entry.label, entry),
    doc: entry.description,
    insert: spelled(entry.name),
    kind: CompletionItemKind.Value,
  }));
}
