// Values that name something declared in the file or held by the library: maps, designs, parcellations.
import type { Combination, ParcellationEntry } from '../../engine/plan.js';
import type { Catalog } from '../catalog.js';
import type {
  Design,
  ImageSource,
  Maps,
  Names,
  NspFile,
  Parcellation,
  Source,
  SurfaceSource,
  TableSource,
  Value,
} from '../generated/ast.js';
import { isNspFile, isSource } from '../generated/ast.js';
import { AstUtils } from 'langium';
import { commonName, hereFirst, noted } from '../availability.js';
import { listed, nearest } from '../nearest.js';
import { spelled } from '../syntax/strings.js';
import { TISSUES } from '../vocabulary/choices.js';
import type { DeclarationKind, Problem, Reader, ValueType } from './value-type.js';
import { itemsOf, keyOf, partsOf, wordOf, wrongType } from './words.js';

const NOUNS: Record<DeclarationKind, string> = {
  Maps: 'maps',
  Design: 'a design',
  Parcellation: 'a parcellation',
};
const KINDS: Readonly<Record<string, string>> = {
  ...NOUNS,
  Analysis: 'an analysis',
  Pipeline: 'a pipeline',
};

/** Names declared in the file of a node, of one kind or of all. */
function declaredNames(node: Value, kind?: DeclarationKind): string[] {
  return declarationsOf(node)
    .filter((declaration) => !kind || declaration.$type === kind)
    .map((declaration) => declaration.name);
}

function declarationsOf(node: Value) {
  const file: NspFile | undefined = AstUtils.getContainerOfType(node, isNspFile);
  return (file?.declarations ?? []).filter((declaration) => declaration.$type !== 'Defaults');
}

function unresolved(value: Names, kind: DeclarationKind): Problem {
  const word = wordOf(value) ?? '';
  const other = declarationsOf(value).find((declaration) => declaration.name === word);
  const known = declaredNames(value, kind);
  const near = nearest(word, known);
  const way =
    (near[0] && `Did you mean \`${near[0]}\`?`)
    ?? (known.length > 0 ? `Declared: ${listed(known)}.` : `Declare it first.`);
  return {
    node: value,
    code: other ? 'wrong-kind-of-declaration' : 'unknown-name',
    message: other
      ? `\`${word}\` is ${KINDS[other.$type] ?? 'something else'}, and \`${keyOf(value)}\` takes ${NOUNS[kind]}. ${way}`
      : `No ${kind.toLowerCase()} named \`${word}\` in this file. ${way}`,
    replacements: near,
  };
}

/** Maps as a property names them: a declaration, or a source that stands inline. */
export interface MapsValue {
  declaration: Maps | null;
  source: Source;
}

export const maps: ValueType<MapsValue> = {
  text: 'maps',
  refersTo: 'Maps',
  read(value, reader) {
    if (isSource(value)) return { declaration: null, source: value };
    if (value.$type !== 'Names' || value.parts.length !== 1) {
      reader.report(wrongType(value, 'maps declared in this file, or a source'));
      return undefined;
    }
    const target = value.parts[0]?.declaration.ref;
    if (target?.$type === 'Maps')
      // A declaration that is still being typed has no source; its own syntax error says so.
      return (
        (target.source as Source | undefined) && { declaration: target, source: target.source }
      );
    const problem = unresolved(value, 'Maps');
    const item = libraryItem(reader.catalog, wordOf(value) ?? '');
    if (item) {
      problem.message = `\`${wordOf(value) ?? ''}\` is in the library but not declared: write \`${item}\`.`;
      problem.replacements = [item];
    }
    reader.report(problem);
    return undefined;
  },
};

function libraryItem(catalog: Catalog, word: string): string | undefined {
  if (catalog.dataset(word)) return `reference ${spelled(word)}`;
  return catalog.example(word) ? `example ${spelled(word)}` : undefined;
}

/** Maps, or tissue shortcuts, or a list of both; `none` is the empty list. */
export const mapsOrTissues: ValueType<(MapsValue | string)[]> = {
  text: 'maps, or `gm` `wm` `csf` `veins` `arteries`, or a list of them',
  refersTo: 'Maps',
  terms: TISSUES.terms,
  list: true,
  read(value, reader) {
    if (value.$type === 'NoneValue') return [];
    const read = itemsOf(value).map((item) => {
      const word = wordOf(item);
      return TISSUES.terms.some(({ name }) => name === word)
        && word
        && !declaredNames(item, 'Maps').includes(word)
        ? word
        : maps.read(item, reader);
    });
    return read.every((item) => item !== undefined) ? read : undefined;
  },
};

/** The word for the Z maps of the fit. */
const OF_FIT = 'z';

/** Maps or tissues regressed from Y across parcels, or `z` for the Z maps of the fit; maps declared as `z` go before the word. */
export const withinMaps: ValueType<'z' | (MapsValue | string)[]> = {
  ...mapsOrTissues,
  text: '`z` (the maps of `fit`), maps, or `gm` `wm` `csf` `veins` `arteries`, or a list of them',
  terms: [{ name: OF_FIT, doc: 'The Z maps of `fit`.' }, ...TISSUES.terms],
  read: (value, reader) =>
    wordOf(value) === OF_FIT && !declaredNames(value, 'Maps').includes(OF_FIT)
      ? OF_FIT
      : mapsOrTissues.read(value, reader),
};

export interface DesignValue {
  declaration: Design | null;
  source: TableSource;
}

export const design: ValueType<DesignValue> = {
  text: 'a design',
  refersTo: 'Design',
  read(value, reader) {
    if (value.$type === 'TableSource') return { declaration: null, source: value };
    if (value.$type !== 'Names' || value.parts.length !== 1) {
      reader.report(wrongType(value, 'a design declared in this file'));
      return undefined;
    }
    const target = value.parts[0]?.declaration.ref;
    if (target?.$type === 'Design')
      return (
        (target.source as TableSource | undefined) && { declaration: target, source: target.source }
      );
    reader.report(unresolved(value, 'Design'));
    return undefined;
  },
};

export type ParcellationValue =
  | { kind: 'library'; entry: ParcellationEntry }
  | { kind: 'sum'; entries: [cortex: ParcellationEntry, subcortex: ParcellationEntry] }
  | { kind: 'own'; declaration: Parcellation; source: ImageSource | SurfaceSource };

export const parcellation: ValueType<ParcellationValue> = {
  text: 'a parcellation',
  refersTo: 'Parcellation',
  offers: (catalog) => [
    ...hereFirst(catalog.parcellations()).map((entry) => ({
      word: commonName(entry),
      detail: noted(`${entry.label}, ${entry.parcels} parcels`, entry),
      doc: entry.name,
    })),
    ...catalog
      .combinations()
      .map(({ alias, cortex, subcortex }) => ({ word: alias, detail: `${cortex} + ${subcortex}` })),
  ],
  read(value, reader) {
    if (value.$type !== 'Names') {
      const declare = ': declare it with `parcellation NAME = …`';
      reader.report(
        wrongType(value, `the name of a parcellation${isSource(value) ? declare : ''}`),
      );
      return undefined;
    }
    const target = value.parts.length === 1 ? value.parts[0]?.declaration.ref : undefined;
    return target?.$type === 'Parcellation'
      ? declaredParcellation(target, reader)
      : libraryParcellation(value, reader);
  },
};

/** What a parcellation declaration stands for. */
function declaredParcellation(
  declaration: Parcellation,
  reader: Reader,
): ParcellationValue | undefined {
  const source = declaration.source as Parcellation['source'] | undefined;
  if (!source) return undefined;
  return source.$type === 'Names'
    ? libraryParcellation(source, reader)
    : { kind: 'own', declaration, source };
}

/** The pair a name such as `AAL` stands for; undefined for other names. */
export function combinationOf(word: string, catalog: Catalog): Combination | undefined {
  return catalog.combinations().find(({ alias }) => alias === word);
}

/** A library name or alias, or cortex + subcortex. */
export function libraryParcellation(names: Names, reader: Reader): ParcellationValue | undefined {
  const whole = partsOf(names).join('+');
  const single = reader.catalog.parcellation(whole);
  if (single) return { kind: 'library', entry: single };
  const words = partsOf(names).flatMap((word) => {
    const pair = combinationOf(word, reader.catalog);
    return pair ? [pair.cortex, pair.subcortex] : [word];
  });
  const entries = words.map((word) => {
    const entry = reader.catalog.parcellation(word);
    if (!entry) reader.report(unknownParcellation(names, word, reader.catalog));
    return entry;
  });
  if (!entries.every((entry) => entry !== undefined)) return undefined;
  const cortex = entries.find((entry) => entry.level === 'cortex');
  const subcortex = entries.find((entry) => entry.level === 'subcortex');
  if (cortex && subcortex && entries.length === 2)
    return { kind: 'sum', entries: [cortex, subcortex] };
  reader.report({
    node: names,
    code: 'not-cortex-and-subcortex',
    message: `A sum takes one cortical and one subcortical parcellation, such as Schaefer200 + TianS1; here: ${entries.map((entry) => `${entry.name} (${entry.level})`).join(' + ')}.`,
  });
  return undefined;
}

/** `Schaefer200TianS1`, the older spelling of cortex + subcortex, in the present one; undefined when it is none. */
function olderSum(word: string, catalog: Catalog): string | undefined {
  for (let cut = 1; cut < word.length; cut++) {
    const parts = [word.slice(0, cut), word.slice(cut)];
    const levels = parts.map((part) => catalog.parcellation(part)?.level);
    if (levels.includes('cortex') && levels.includes('subcortex'))
      return parts.map(spelled).join(' + ');
  }
  return undefined;
}

function unknownParcellation(node: Names, word: string, catalog: Catalog): Problem {
  const sum = olderSum(word, catalog);
  const entries = catalog.parcellations();
  const pairs = catalog.combinations().map(({ alias }) => alias);
  const names = [...entries.flatMap((entry) => [...entry.aliases, entry.name]), ...pairs];
  const declared =
    node.$container.$type === 'Parcellation' ? [] : declaredNames(node, 'Parcellation');
  const near = nearest(word, [...declared, ...names], 3);
  const known = listed(hereFirst(entries).map(commonName));
  const way = near[0] ? `Did you mean \`${near[0]}\`?` : `The library has: ${known || 'none'}.`;
  const index = node.parts.findIndex((part) => part.declaration.$refText === word);
  return {
    node,
    ...(index >= 0 ? { feature: 'parts', index } : {}),
    code: 'unknown-parcellation',
    message: sum
      ? `\`${word}\` is the older spelling of cortex + subcortex. Write \`${sum}\`.`
      : `No parcellation named \`${word}\` in the data library. ${way}`,
    replacements: sum ? [sum] : near,
  };
}
