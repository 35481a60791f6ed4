// From a name a person writes to the files of the public library it stands for.
import { NspError } from '../../error.js';
import {
  catalogueDataset,
  catalogueExample,
  catalogueParcellation,
  catalogueTemplate,
  combinations,
  datasets,
  examples,
  parcellations,
  templates,
} from '../catalogue/catalogue.js';
import { didYouMean } from '../nearest.js';
import {
  datasetFiles,
  exampleFiles,
  parcellationFiles,
  templateFiles,
  type RemoteFile,
} from '../remote-files.js';
import { isMni } from '../spaces.js';

/** What of an item is wanted; null: everything, except map images, which are large and must be asked for. */
export interface Wish {
  name: string;
  parcellation: string | null;
  space: string | null;
  collection: string | null;
  /** Whether map images of a dataset are wanted: exact names, or true for all of them. */
  maps: true | readonly string[] | null;
}

export type WishKind = 'dataset' | 'parcellation' | 'example' | 'template';

/** What a name stands for; undefined when the public library has nothing of that name. */
export function wishKind(name: string): WishKind | undefined {
  if (catalogueDataset(name)) return 'dataset';
  if (catalogueParcellation(name) || name.includes('+')) return 'parcellation';
  if (combinations.some(({ alias }) => alias === name)) return 'parcellation';
  if (catalogueExample(name)) return 'example';
  return catalogueTemplate(name) ? 'template' : undefined;
}

/** @throws NspError `unknown-name` and those of remote-files.ts */
export function wishedFiles(wish: Wish): RemoteFile[] {
  const { name, parcellation, space } = wish;
  switch (wishKind(name)) {
    case 'dataset':
      return wishedDataset(wish);
    case 'parcellation':
      return parcellationFiles(name, space === null ? undefined : [space]);
    case 'example': {
      const all = catalogueExample(name)?.parcellations ?? [];
      const files = (parcellation === null ? all : [parcellation]).flatMap((one) =>
        exampleFiles(name, one),
      );
      return files.filter(({ path }, i) => files.findIndex((one) => one.path === path) === i);
    }
    case 'template':
      return (catalogueTemplate(name)?.descriptions ?? []).flatMap(({ desc }) =>
        templateFiles(name, desc),
      );
    case undefined:
      throw unknownName(name);
  }
}

/** With map images and without a parcellation, no tables. */
function wishedDataset({ name, parcellation, space, collection, maps }: Wish): RemoteFile[] {
  const offered = catalogueDataset(name)?.images?.spaces ?? [];
  const chosen = space ?? offered.find(isMni) ?? offered[0] ?? 'MNI152NLin6Asym';
  const tables =
    parcellation !== null ? { parcellations: [parcellation] } : maps ? { parcellations: [] } : {};
  return datasetFiles(name, {
    ...tables,
    ...(collection !== null ? { collections: [collection] } : {}),
    ...(maps === true || maps?.length ? { spaces: [chosen] } : {}),
    ...(maps && maps !== true ? { maps } : {}),
  });
}

function unknownName(name: string): NspError {
  const known = [
    ...datasets.map((one) => one.name),
    ...parcellations.flatMap((one) => [one.name, ...one.aliases]),
    ...combinations.map(({ alias }) => alias),
    ...examples.map((one) => one.name),
    ...templates.map(({ space }) => space),
  ];
  return new NspError(
    'unknown-name',
    `The public data library has nothing called ${name}.${didYouMean(name, known)} nsp data list names all.`,
  );
}

/** Whether a path belongs to the item behind a name, for `nsp data verify NAME`. @param names the name and what it is an alias of */
export function belongsTo(names: readonly string[]): (path: string) => boolean {
  const starts = names.flatMap((name) => [
    `parcellation/${name}/`,
    `reference/${name}/`,
    `example/${name}/`,
    `example/example-${name}_`,
    `template/${name}/`,
  ]);
  return (path) => starts.some((start) => path.startsWith(start));
}
