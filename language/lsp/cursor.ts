// Where the cursor stands, told from the words before it. Completion asks this rather than the tree, because while one types
// the tree is broken exactly there.
import type { LexerResult } from 'langium';
import { PARAMETERS } from '../parameters.js';
import type { Place } from '../parameters/parameter.js';
import { unquote } from '../syntax/strings.js';

type Token = LexerResult['tokens'][number];

export type Slot =
  | 'declaration'
  | 'source'
  | 'own parcellation'
  | 'dataset'
  | 'example'
  | 'analysis'
  | 'step'
  | 'key'
  | 'nested key'
  | 'value'
  | 'level'
  | 'nothing';

export interface Cursor {
  slot: Slot;
  /** Kind of block the cursor is in; null outside of blocks and in nested ones. */
  place: Place | null;
  /** The property whose value is being written. */
  key: string;
  /** Keys that stand in the block already, after the cursor too. */
  keys: string[];
  /** Dataset of a `reference` block. */
  dataset: string | null;
  /** Collection that is named in a `reference` block. */
  collection: string | null;
  /** Path of a `table` block, as written. */
  path: string | null;
  /** Name of the design of the analysis or step. */
  design: string | null;
  /** Items that stand in the brackets of the value already. */
  listed: string[];
  /** Offset at which the word under the cursor begins. */
  start: number;
  /** Offset at which it ends: behind the closing quote of a quoted word, else the cursor. */
  end: number;
  /** True inside of quotes. */
  quoted: boolean;
}

const CLOSERS: Readonly<Record<string, string>> = { '}': '{', ']': '[', ')': '(' };
const DECLARATIONS = /^(parcellation|maps|design|pipeline|(group_)?(colocalization|xsea))$/;
const DESIGN_KEYS = /^(design|y_covariates)$/;

/** Index of the bracket that is open at the end of the tokens, or -1. */
function openBracket(tokens: readonly Token[]): number {
  const closed: string[] = [];
  for (let i = tokens.length - 1; i >= 0; i--) {
    const image = tokens[i]?.image ?? '';
    const opener = CLOSERS[image];
    if (opener) closed.push(opener);
    else if (image === '{' || image === '[' || image === '(') {
      if (closed.length === 0) return i;
      closed.pop();
    }
  }
  return -1;
}

const isPlace = (word: string): word is Place => Object.hasOwn(PARAMETERS, word);
const isString = (token: Token | undefined) => token?.tokenType.name === 'STRING';

const textOf = (token: Token | undefined) =>
  isString(token) ? unquote(token?.image ?? '') : (token?.image ?? '');

interface Owner {
  place: Place | null;
  dataset?: string;
  path?: string;
  slot?: Slot;
}

/** What a block belongs to, from the words before its brace. */
function ownerOf(tokens: readonly Token[], brace: number): Owner {
  const word = (back: number) => tokens[brace - back]?.image ?? '';
  const text = (back: number) => textOf(tokens[brace - back]);
  const inParcellation = (keyword: number) =>
    word(keyword + 3) === 'parcellation' && word(keyword + 1) === '=';
  if (word(1) === 'defaults') return { place: 'defaults' };
  if (word(1) === 'images') return { place: null, slot: 'nothing' };
  if (word(1) === ':') return { place: null, slot: 'nested key' };
  switch (word(2)) {
    case 'colocalization':
    case 'group_colocalization':
    case 'xsea':
    case 'group_xsea':
      return { place: word(2) as Place };
    case 'pipeline':
      return { place: null, slot: 'step' };
    case 'reference':
      return { place: 'reference', dataset: text(1) };
    case 'table': {
      const isDesign = word(5) === 'design' || (word(3) === ':' && DESIGN_KEYS.test(word(4)));
      return { place: isDesign ? 'design' : 'table', path: text(1) };
    }
    case 'image':
      return { place: inParcellation(2) ? 'parcellation image' : 'image' };
    case 'images':
      return { place: 'images' };
  }
  if (word(3) === 'surface')
    return { place: inParcellation(3) ? 'parcellation surface' : 'surface' };
  return { place: isPlace(word(1)) ? (word(1) as Place) : null };
}

/** Keys directly in the block that opens at `brace`. */
function keysIn(tokens: readonly Token[], brace: number): string[] {
  const keys: string[] = [];
  let depth = 0;
  for (let i = brace + 1; i < tokens.length; i++) {
    const image = tokens[i]?.image ?? '';
    if (/^[{[(]$/.test(image)) depth++;
    else if (CLOSERS[image] && --depth < 0) break;
    else if (image === ':' && depth === 0) keys.push(tokens[i - 1]?.image ?? '');
  }
  return keys;
}

/** The word that a key directly in the block at `brace` is set to; null when it is not set. */
function setTo(tokens: readonly Token[], brace: number, wanted: string): string | null {
  let depth = 0;
  for (let i = brace + 1; i < tokens.length; i++) {
    const image = tokens[i]?.image ?? '';
    if (/^[{[(]$/.test(image)) depth++;
    else if (CLOSERS[image] && --depth < 0) return null;
    else if (image === ':' && depth === 0 && tokens[i - 1]?.image === wanted)
      return textOf(tokens[i + 1]);
  }
  return null;
}

/** Items of the list or call that opens at `bracket`, but for the one at the cursor. */
function itemsIn(tokens: readonly Token[], bracket: number, cursor: number): string[] {
  const items: string[] = [];
  for (let i = bracket + 1; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token || /^[{}[\]():]$/.test(token.image)) break;
    if (token.image !== ',' && token.startOffset !== cursor) items.push(textOf(token));
  }
  return items;
}

/** The slot after words that decide it wherever they stand. */
function afterKeyword(last: string, before: string): Slot | null {
  if (last === 'reference') return 'dataset';
  if (last === 'example') return 'example';
  if (last === 'of' && before === 'result') return 'analysis';
  return /^(result|table|image|images|surface)$/.test(last) ? 'nothing' : null;
}

function outside(tokens: readonly Token[]): Slot {
  const word = (back: number) => tokens[tokens.length - back]?.image ?? '';
  const special = afterKeyword(word(1), word(2));
  if (special) return special;
  if (word(1) === '=') {
    if (word(3) === 'maps') return 'source';
    return word(3) === 'parcellation' ? 'own parcellation' : 'nothing';
  }
  if (word(1) === '+') return 'own parcellation';
  return DECLARATIONS.test(word(1)) || DECLARATIONS.test(word(2)) || word(1) === 'defaults'
    ? 'nothing'
    : 'declaration';
}

/** The last offset that is still inside of a comment; the end of the line is, for one that ends there. */
const lastOffset = ({ image, endOffset }: Token) =>
  (endOffset ?? 0) + (image.startsWith('//') ? 1 : 0);

/** Where a cursor at an offset stands. */
export function cursorAt({ tokens, hidden }: LexerResult, offset: number): Cursor {
  const within = tokens.find(
    (token) =>
      token.startOffset < offset
      && (token.endOffset ?? 0) + 1 >= offset
      && /[\w"'-]$/.test(token.image),
  );
  const closed = isString(within) && (within?.endOffset ?? 0) + 1 === offset;
  const start = within && !closed ? within.startOffset : offset;
  const before = tokens.filter((token) => token.startOffset < start);
  const cursor: Cursor = {
    slot: 'nothing',
    place: null,
    key: '',
    keys: [],
    dataset: null,
    collection: null,
    path: null,
    design: null,
    listed: [],
    start,
    end: isString(within) && !closed ? (within?.endOffset ?? 0) + 1 : offset,
    quoted: isString(within) && !closed,
  };
  if (hidden.some((comment) => comment.startOffset < offset && offset <= lastOffset(comment)))
    return cursor;
  const open = openBracket(before);
  if (open < 0) return { ...cursor, slot: outside(before) };
  return inside(before, tokens, open, cursor);
}

function inside(
  before: readonly Token[],
  all: readonly Token[],
  open: number,
  cursor: Cursor,
): Cursor {
  const word = (back: number) => before[before.length - back]?.image ?? '';
  if (before[open]?.image === '(' || before[open]?.image === '[') {
    const outer = inside(before.slice(0, open), all, openBracket(before.slice(0, open)), cursor);
    const special = afterKeyword(word(1), word(2));
    const listed = itemsIn(all, open, cursor.start);
    if (!/^[[(,+]$/.test(word(1))) return { ...outer, listed, slot: special ?? 'nothing' };
    return { ...outer, listed, slot: before[open].image === '(' ? 'level' : outer.slot };
  }
  if (open < 0) return cursor;
  const owner = ownerOf(before, open);
  const at: Cursor = {
    ...cursor,
    place: owner.place,
    keys: keysIn(all, open),
    dataset: owner.dataset ?? null,
    collection: setTo(all, open, 'collection'),
    path: owner.path ?? null,
    design: setTo(all, open, 'design'),
  };
  if (owner.slot === 'step' || owner.slot === 'nothing') return { ...at, slot: owner.slot };
  if (owner.slot === 'nested key') {
    const outer = ownerOf(before, openBracket(before.slice(0, open)));
    const isValue = word(1) === ':';
    return {
      ...at,
      place: outer.place,
      key: before[open - 2]?.image ?? '',
      slot: isValue ? 'value' : 'nested key',
    };
  }
  const special = afterKeyword(word(1), word(2));
  if (special) return { ...at, slot: special };
  if (word(1) === ':') return { ...at, key: word(2), slot: 'value' };
  if (word(1) === '+') return { ...at, key: keyBefore(before, open), slot: 'value' };
  return { ...at, slot: 'key' };
}

/** The key of the value the tokens end with. */
function keyBefore(tokens: readonly Token[], open: number): string {
  for (let i = tokens.length - 1; i > open; i--)
    if (tokens[i]?.image === ':') return tokens[i - 1]?.image ?? '';
  return '';
}
