// The data library as a tree: items of four kinds and their parts. Made branch by branch as they are opened.
import { NspError } from '../engine/error.js';
import type { Citation } from '../engine/library/entries.js';
import {
  itemHoldings,
  type HeldFile,
  type Item,
  type ItemKind,
  type Part,
} from '../engine/library/holdings.js';
import type { DataLibrary } from '../engine/library/library.js';
import { citeMaps } from '../engine/library/load/citations.js';
import { isAll } from '../engine/library/shelves/collections.js';
import {
  imagesBranch,
  leaf,
  partBranch,
  spaceBranches,
  tablesBranch,
  type About,
  type Branch,
} from './data-branch.js';
import { groups, type Entry } from './data-groups.js';

/** Longest list of maps that is shown; gene sets have thousands. */
const LONGEST = 500;
/** Sets of a map that are named. */
const NAMED_SETS = 5;

/** Reads the items of one state of the disk; each once. */
export class DataBranches {
  private readonly items = new Map<string, Promise<Item>>();

  /** @param signal ends reading; not that of one request, since requests share what is read */
  constructor(
    private readonly library: DataLibrary,
    private readonly signal: AbortSignal,
  ) {}

  /** The four groups. */
  async roots(): Promise<Branch[]> {
    return Promise.all(
      groups.map(async ({ key, label, list }) => {
        const found = await Promise.all(
          list(this.library).map((entry) => this.itemBranch(key, entry).catch(unlessEmpty)),
        );
        const branches = found.filter((branch) => branch !== null);
        return {
          ...leaf(key, 'group', label, { licence: null, citations: [], simulated: false }, []),
          files: branches.flatMap(({ files }) => files),
          branches: () => Promise.resolve(branches),
        };
      }),
    );
  }

  private async itemBranch(kind: ItemKind, entry: Entry): Promise<Branch> {
    const item = await this.item(kind, entry.name);
    const files = filesOf(item);
    const about: About = {
      licence: entry.license,
      citations: entry.citations,
      simulated: entry.simulated,
    };
    return {
      ...leaf(entry.name, kind, entry.name, about, files),
      text: [entry.label, entry.description].filter(Boolean).join('. '),
      wanted: wantedOf(item),
      descriptions: item.files,
      branches: () => Promise.resolve(this.partsOf(item, about)),
    };
  }

  private item(kind: ItemKind, name: string): Promise<Item> {
    const key = `${kind}/${name}`;
    const known = this.items.get(key);
    if (known) return known;
    const item = itemHoldings(kind, name, this.library.stack, this.signal);
    this.items.set(key, item);
    item.catch(() => this.items.delete(key));
    return item;
  }

  private partsOf(item: Item, about: About): Branch[] {
    return item.kind === 'dataset'
      ? this.datasetParts(item, about)
      : item.parts.map((part) => partBranch(part, about));
  }

  /** Collections, then tables, then images by space. */
  private datasetParts(item: Item, about: About): Branch[] {
    const collections = this.library.dataset(item.name)?.collections ?? [];
    const tables = partsOf(item, 'table');
    const images = partsOf(item, 'map').flatMap(({ files }) => files);
    return [
      ...collections.map((one) => this.collectionBranch(item, one, about)),
      ...(tables.length > 0 ? [tablesBranch(tables, about)] : []),
      ...(images.length > 0 ? [imagesBranch(images, about)] : []),
    ];
  }

  private collectionBranch(
    item: Item,
    { name, description }: { name: string; description: string },
    about: About,
  ): Branch {
    const whole = isAll(name);
    const part = partsOf(item, 'collection').find((one) => one.name === name);
    // The whole table needs no list of its maps.
    const files = whole ? [] : (part?.files ?? []);
    const members = files.some(({ at }) => at !== null);
    const opens = whole ? partsOf(item, 'map').length > 0 : members;
    return {
      ...leaf(name, 'collection', name, about, files),
      text: opens || whole ? description : `${description} Its maps are listed once it is here.`,
      branches: opens ? () => this.mapBranches(item, name, about) : null,
    };
  }

  private async mapBranches(item: Item, collection: string, about: About): Promise<Branch[]> {
    const setsOf = await this.membersOf(item, collection);
    const shown = [...setsOf.keys()].slice(0, LONGEST);
    const sources = await this.sourcesOf(item.name, collection, shown);
    const branches = shown.map((map) => {
      const files = partsOf(item, 'map').find(({ name }) => name === map)?.files ?? [];
      const sets = setsOf.get(map) ?? [];
      const own = sources.get(map) ?? [];
      const told: About = own.length > 0 ? { ...about, ...ownAbout(own) } : about;
      return {
        ...leaf(map, 'map', map, told, files),
        text: setsText(sets),
        branches: files.length > 0 ? () => Promise.resolve(spaceBranches(files, told)) : null,
      };
    });
    const rest = setsOf.size - shown.length;
    if (rest === 0) return branches;
    return [...branches, leaf('more', 'more', `and ${rest} more`, about, [])];
  }

  /** Maps of a collection with the sets they are in. `All` lists those with images: the others are rows of the tables only. */
  private async membersOf(item: Item, collection: string): Promise<Map<string, string[]>> {
    const setsOf = new Map<string, string[]>();
    if (isAll(collection)) {
      for (const { name } of partsOf(item, 'map')) setsOf.set(name, []);
      return setsOf;
    }
    const content = await this.library.collection(item.name, collection);
    for (const { map, set } of content?.members ?? []) {
      const sets = setsOf.get(map) ?? [];
      setsOf.set(map, set === null ? sets : [...sets, set]);
    }
    return setsOf;
  }

  /** What map_info.csv says of maps. A damaged one leaves the tree as it is; a run says what is wrong with it. */
  private async sourcesOf(
    dataset: string,
    collection: string,
    maps: string[],
  ): Promise<Map<string, Citation[]>> {
    const item = this.library.datasetItem(dataset);
    const all = item ? await citeMaps(item, collection, maps).catch(unlessDamaged) : [];
    const sources = new Map<string, Citation[]>();
    for (const citation of all)
      sources.set(citation.subject, [...(sources.get(citation.subject) ?? []), citation]);
    return sources;
  }
}

const partsOf = (item: Item, kind: Part['kind']): Part[] =>
  item.parts.filter((part) => part.kind === kind);

const filesOf = ({ files, parts }: Item): HeldFile[] => [
  ...files,
  ...parts.flatMap((part) => part.files),
];

/** A dataset is its tables and collections: images are many and large, and asked for by themselves. */
function wantedOf(item: Item): HeldFile[] {
  const tables = partsOf(item, 'table');
  if (tables.length === 0) return filesOf(item);
  const parts = item.kind === 'dataset' ? [...partsOf(item, 'collection'), ...tables] : item.parts;
  return [...item.files, ...parts.flatMap(({ files }) => files)];
}

function ownAbout(own: readonly Citation[]): Partial<About> {
  const licence = own.find(({ license }) => license !== null)?.license;
  return { citations: own, ...(licence === undefined ? {} : { licence }) };
}

function unlessDamaged(error: unknown): Citation[] {
  if (error instanceof NspError) return [];
  throw error;
}

/** A gene may be in hundreds of sets. */
function setsText(sets: readonly string[]): string {
  if (sets.length === 0) return '';
  const more = sets.length - NAMED_SETS;
  return `In ${sets.slice(0, NAMED_SETS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A folder with nothing in it but folders is no item. */
function unlessEmpty(error: unknown): null {
  if (error instanceof NspError && error.code === 'unknown-item') return null;
  throw error;
}
