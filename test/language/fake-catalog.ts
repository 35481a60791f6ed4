// A small catalog held in memory: parcellations, two datasets, an example and a few files, for tests of the language alone.
import { reachFindings } from '../../engine/inference/reach.js';
import { designFindings, designRelabelings } from '../../engine/prepare/design-findings.js';
import { capabilities } from '../../engine/capabilities.js';
import type {
  CollectionContent,
  DatasetEntry,
  EngineCapabilities,
  ExampleEntry,
  ParcellationEntry,
  TableSummary,
} from '../../engine/plan.js';
import type { Catalog } from '../../language/catalog.js';

const CITATION = {
  ref: 'Nobody et al., 2020',
  doi: '10.1000/xyz',
  subject: 'test',
  license: null,
  note: null,
};

function parcellation(name: string, given: Partial<ParcellationEntry>): ParcellationEntry {
  const volumes = given.volumes ?? ['MNI152NLin6Asym'];
  const surfaces = given.surfaces ?? ['fsLR', 'fsaverage'];
  return {
    name,
    label: name,
    aliases: [],
    level: 'cortex',
    symmetric: null,
    parcels: 100,
    hemispheres: ['L', 'R'],
    license: 'MIT',
    citations: [CITATION],
    volumes,
    surfaces,
    presence: 'here',
    here: given.presence === 'remote' ? { volumes: [], surfaces: [] } : { volumes, surfaces },
    spins: ['fsLR'],
    distances: ['MNI152NLin6Asym'],
    simulated: false,
    ...given,
  };
}

const PARCELLATIONS: ParcellationEntry[] = [
  parcellation('Schaefer200Parcels7Networks', { aliases: ['Schaefer200'], parcels: 200 }),
  parcellation('Schaefer100Parcels7Networks', { aliases: ['Schaefer100'] }),
  parcellation('DesikanKilliany', { aliases: ['Desikan'], parcels: 68 }),
  parcellation('TianS1', {
    aliases: ['MelbourneS1'],
    level: 'subcortex',
    parcels: 16,
    surfaces: [],
    spins: [],
    distances: [],
  }),
  parcellation('Tiny', { parcels: 4, surfaces: [], spins: [] }),
  parcellation('Glasser', {
    aliases: ['HCP'],
    parcels: 360,
    license: 'CC BY 4.0',
    spins: [],
    distances: [],
    presence: 'remote',
  }),
];

const ALL_TABLES = [
  'Schaefer200Parcels7Networks',
  'Schaefer100Parcels7Networks',
  'DesikanKilliany',
  'TianS1',
  'Tiny',
];

const DATASETS: DatasetEntry[] = [
  {
    name: 'pet',
    label: 'PET',
    description: 'Receptors and transporters.',
    license: 'CC BY-NC-SA 4.0',
    citations: [CITATION],
    defaultCollection: 'UniqueTracers',
    collections: [
      { name: 'UniqueTracers', description: 'One map for each target.' },
      { name: 'AllTargetSets', description: 'All maps in sets.' },
      { name: 'UniqueTracerSets', description: 'One map for each target, in sets.' },
    ],
    parcellations: [...ALL_TABLES, 'Glasser'],
    presence: 'partly',
    here: { parcellations: ALL_TABLES, collections: ['UniqueTracers', 'AllTargetSets'] },
    mapCount: 3,
    simulated: false,
  },
  {
    name: 'enigmathick',
    label: 'ENIGMA thickness',
    description: 'Case-control differences.',
    license: null,
    citations: [],
    defaultCollection: null,
    collections: [{ name: 'Main', description: '' }],
    parcellations: ['DesikanKilliany'],
    presence: 'here',
    here: { parcellations: ['DesikanKilliany'], collections: ['Main'] },
    mapCount: null,
    simulated: false,
  },
  {
    name: 'bigbrain',
    label: 'BigBrain',
    description: 'Histology.',
    license: 'CC BY-NC-SA 4.0',
    citations: [],
    defaultCollection: null,
    collections: [{ name: 'CorticalLayers', description: 'Layers 1 to 6.' }],
    parcellations: [...ALL_TABLES, 'Glasser'],
    presence: 'remote',
    here: { parcellations: [], collections: [] },
    mapCount: 13,
    simulated: false,
  },
];

const EXAMPLES: ExampleEntry[] = [
  {
    name: 'patients',
    label: 'Patients',
    description: 'Toy data.',
    license: null,
    parcellations: ['Schaefer200Parcels7Networks', 'Glasser'],
    presence: 'partly',
    here: { parcellations: ['Schaefer200Parcels7Networks'] },
    simulated: true,
  },
  {
    name: 'subjects',
    label: 'Subjects',
    description: 'More toy data.',
    license: null,
    parcellations: ['Schaefer200Parcels7Networks'],
    presence: 'remote',
    here: { parcellations: [] },
    simulated: true,
  },
];

const CONTENT: CollectionContent = {
  name: 'UniqueTracers',
  sets: ['Serotonin', 'Dopamine'],
  members: ['target-5HT1a_pub-a', 'target-D1_pub-b', 'target-DAT_pub-c'].map((map, i) => ({
    set: i === 0 ? 'Serotonin' : 'Dopamine',
    map,
    weight: null,
  })),
};

export const TINY_PARCELS = ['hemi-L_lab-a', 'hemi-L_lab-b', 'hemi-R_lab-a', 'hemi-R_lab-b'];

/** A text table: first row the header, first column the labels. */
export type FakeTable = string[][];

export interface FakeFiles {
  /** Tables by absolute path; null is a file that cannot be read. */
  tables?: Record<string, FakeTable | null>;
  /** Other files that exist. */
  files?: string[];
  /** Datasets that have images of their maps. */
  imagesOf?: string[];
}

export interface FakeCatalog extends Catalog {
  /** Number of questions that read files. */
  reads: number;
}

export function fakeCatalog(
  { tables = {}, files = [], imagesOf = [] }: FakeFiles = {},
  able: EngineCapabilities = capabilities,
): FakeCatalog {
  const count = <T>(value: T): Promise<T> => {
    catalog.reads++;
    return Promise.resolve(value);
  };
  const table = (path: string): FakeTable => {
    const found = tables[path];
    if (!found)
      throw new Error(`${path} is not a table: it holds one column. Separate cells with commas.`);
    return found;
  };
  const catalog: FakeCatalog = {
    reads: 0,
    folders: ['/library'],
    capabilities: able,
    parcellations: () => PARCELLATIONS,
    combinations: () => [
      { alias: 'Both', cortex: 'Schaefer100Parcels7Networks', subcortex: 'TianS1' },
    ],
    parcellation: (name) =>
      PARCELLATIONS.find((entry) => entry.name === name || entry.aliases.includes(name)),
    parcelLabels: (name) => count(name === 'Glasser' ? null : TINY_PARCELS),
    datasets: () => DATASETS,
    dataset: (name) => DATASETS.find((entry) => entry.name === name.toLowerCase()),
    collection: (dataset, name) =>
      count(dataset === 'bigbrain' || name === 'UniqueTracerSets' ? undefined : CONTENT),
    mapNames: (dataset) =>
      count(dataset === 'bigbrain' ? [] : CONTENT.members.map(({ map }) => map)),
    hasMapImages: (dataset) => imagesOf.includes(dataset),
    examples: () => EXAMPLES,
    example: (name) => EXAMPLES.find((entry) => entry.name === name),
    referenceTable: (dataset, name) =>
      DATASETS.find((entry) => entry.name === dataset)?.here.parcellations.includes(name)
        ? `/library/${dataset}_${name}.csv`
        : undefined,
    exampleTable: (example, name) =>
      EXAMPLES.find((entry) => entry.name === example)?.here.parcellations.includes(name)
        ? `/library/${example}_${name}.csv`
        : undefined,
    fileExists: (path) => count(path in tables || files.includes(path)),
    glob: (pattern) =>
      count(files.filter((file) => file.endsWith(pattern.slice(pattern.lastIndexOf('*') + 1)))),
    async tableSummary(path): Promise<TableSummary> {
      const [header = [], ...rows] = await count(table(path));
      return {
        index: header[0] ?? '',
        columns: header.slice(1),
        rows: rows.map((row) => row[0] ?? ''),
        missing: rows.map((row) => row.filter((cell) => cell === '').length),
      };
    },
    async columnValues(path, column) {
      const [header = [], ...rows] = await count(table(path));
      const index = header.indexOf(column);
      return index < 0 ? undefined : [...new Set(rows.map((row) => row[index] ?? ''))];
    },
    async designFindings(query) {
      const [columns = [], ...rows] = await count(table(query.design.path));
      return designFindings({ columns, rows, lines: rows.map((_, i) => i + 2) }, query);
    },
    async reach(query) {
      const { groups } = query;
      if (!groups) return reachFindings(query, null);
      const [columns = [], ...rows] = await count(table(groups.design.design.path));
      const design = { columns, rows, lines: rows.map((_, i) => i + 2) };
      return reachFindings(query, designRelabelings(design, groups.design, groups.strategy));
    },
    volumeSummary: (path) =>
      path.includes('broken')
        ? Promise.reject(new Error(`${path} is no NIfTI file.`))
        : count({
            dims: [10, 10, 10, path.includes('series') ? 4 : 1],
            voxelSize: [2, 2, 2],
            datatype: 'float32',
          }),
    // `nulls_2x1000x4.npy` has that shape.
    arrayShape: (path) => {
      const shape = /_([\dx]+)\.npy$/.exec(path)?.[1];
      return shape
        ? count(shape.split('x').map(Number))
        : Promise.reject(new Error(`${path} is no .npy file.`));
    },
  };
  return catalog;
}
