// Results and brains made by code, for tests and for looking at the page: any number of maps, missing values, long names.
import { overallVerdict } from '../../../engine/additional/autocorrelation-verdict.js';
import type {
  AnalysisResult,
  AutocorrelationMap,
  Cell,
  ResultDesign,
  ResultDiagnostics,
  StatisticResult,
} from '../../../engine/result.js';
import type { LocalCell, MapPair, NullCell, SetMembers } from '../../../client/webview/messages.js';
import type {
  BrainGeometry,
  Convergence,
  LocalValues,
  PairValues,
  RegionValues,
} from '../../../server/protocol.js';

export interface FixtureOptions {
  maps?: number;
  yMaps?: number;
  parcels?: number;
  pooled?: boolean;
  missing?: boolean;
  longNames?: boolean;
  sets?: number;
  corrections?: string[];
  seedDrawn?: boolean;
  /** Subjects of a comparison of two groups with a covariate, sex and two sites. */
  subjects?: number;
  /** Nothing reaches .05. */
  weak?: boolean;
  /** Columns are sets with that many maps each. */
  members?: number;
}

/** Small reproducible generator (mulberry32); fixtures need no more. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const TARGETS = [
  '5HT1a',
  '5HT1b',
  '5HT2a',
  '5HTT',
  'D1',
  'D23',
  'DAT',
  'GABAa',
  'mGluR5',
  'NMDA',
  'CB1',
  'MOR',
  'M1',
  'NET',
  'SV2A',
  'TSPO',
];
const SETS = [
  'General',
  'Immunity',
  'Glutamate',
  'GABA',
  'Dopamine',
  'Serotonin',
  'Noradrenaline',
  'Acetylcholine',
  'Opioids and endocannabinoids',
  'Histamine',
  'Other',
  'More',
];
const LEVELS = [1, 5, 25, 50, 75, 95, 99];
const SPREAD = [-2.33, -1.64, -0.67, 0, 0.67, 1.64, 2.33];

function mapName(i: number, long: boolean): string {
  if (long)
    return `celltype-superclusters_upper-layer-intratelencephalic-excitatory-neurons-with-a-very-long-name-${i}`;
  return `target-${TARGETS[i % TARGETS.length]}_tracer-tr${i}_n-${5 + ((i * 7) % 90)}_dx-hc_pub-author${1998 + (i % 27)}`;
}

/** A result that obeys the contract: shapes agree, p lies in (0, 1], corrected p is not smaller than p. */
export function makeResult(options: FixtureOptions = {}): AnalysisResult {
  const {
    maps = 29,
    yMaps = 1,
    parcels = 200,
    pooled = false,
    missing = false,
    longNames = false,
    sets = 9,
  } = options;
  const { members = 0, subjects = 0, weak = false } = options;
  const { corrections = ['meff_galwey'], seedDrawn = false } = options;
  const next = random(maps * 31 + yMaps);
  const rows = Array.from({ length: yMaps }, (_, i) =>
    yMaps === 1 ? 'Pain' : `ENIGMA disorder ${i + 1}`,
  );
  if (pooled) rows.push('mean');
  const cells = rows.length * maps;
  const rhoZ: Cell[] = Array.from({ length: cells }, (_, i) =>
    missing && i % 11 === 3 ? null : (next() - 0.5) * (i % 7 === 0 ? 1.4 : 0.5),
  );
  if (pooled)
    for (let x = 0; x < maps; x += 1)
      rhoZ[yMaps * maps + x] =
        rhoZ
          .filter((_, i) => i < yMaps * maps && i % maps === x)
          .reduce<number>((a, b) => a + (b ?? 0), 0) / yMaps;
  const tested = (cell: number): boolean => !pooled || cell >= yMaps * maps;
  const p: Cell[] = rhoZ.map((value, i) =>
    value === null || !tested(i)
      ? null
      : Math.max(weak ? 0.08 : 0.0001, Math.min(0.9999, Math.exp(-Math.abs(value) * 6))),
  );
  const corrected = Object.fromEntries(
    corrections.map((name, c) => [
      name,
      p.map((value) => (value === null ? null : Math.min(1, value * (c + 1) * 6))),
    ]),
  );
  const nullRows = pooled ? ['mean'] : rows;
  const width = Array.from({ length: nullRows.length * maps }, () => 0.1 + next() * 0.08);
  const base = {
    method: 'spearman',
    tail: 'two' as const,
    rows,
    pooledRow: rows.map((_, i) => pooled && i === yMaps),
  };
  const statistics: StatisticResult[] = [
    {
      ...base,
      statistic: 'rho',
      label: "Spearman's rho",
      observed: rhoZ.map((z) => (z === null ? null : Math.tanh(z))),
      normalized: null,
      p: null,
      corrected: {},
      nulls: null,
    },
    {
      ...base,
      statistic: 'rho_z',
      label: "Spearman's rho (Fisher z)",
      observed: rhoZ,
      normalized: rhoZ.map((z) => (z === null ? null : z / 0.14)),
      p,
      corrected,
      nulls: {
        rows: nullRows,
        levels: LEVELS,
        percentiles: width.flatMap((sd) => SPREAD.map((z) => z * sd + 0.01)),
        mean: width.map(() => 0.01),
        sd: width,
        count: width.map(() => 10000),
        file: 'nulls.npy',
      },
    },
  ];
  const names = Array.from(
    { length: parcels },
    (_, i) => `${i < parcels / 2 ? 'LH' : 'RH'}_Vis_${i + 1}`,
  );
  return {
    version: 1,
    key: 'ab'.repeat(32),
    analysis: longNames
      ? 'A_very_long_name_of_an_analysis_that_somebody_wrote_without_thinking'
      : 'PainReceptors',
    kind: 'colocalization',
    file: '/data/study/pain.nsp',
    started: '2026-11-20T10:00:00Z',
    seconds: 1.42,
    seed: 42,
    seedDrawn,
    threads: 2,
    plan: {
      version: 1,
      kind: 'colocalization',
      name: 'PainReceptors',
      parcellation: { kind: 'library', name: 'Schaefer200Parcels7Networks' },
      hemispheres: ['L', 'R'],
      y: {
        declaration: 'pain',
        kind: 'images',
        entries: [{ label: 'Pain', path: '/data/study/neuroquery/pain.nii.gz' }],
        options: {
          space: null,
          background: 'auto',
          minValidCount: null,
          minValidFraction: null,
          resamplingTarget: 'data',
        },
      },
      x: {
        declaration: 'receptors',
        kind: 'reference',
        dataset: 'pet',
        collection: 'UniqueTracers',
        filter: {
          maps: null,
          sets: null,
          setSizeRange: null,
          weightRange: null,
          weightQuantile: null,
        },
      },
      z: [],
      yCovariates: null,
      combat: false,
      standardize: ['x', 'z'],
      methods: ['spearman'],
      methodOptions: {},
      written: ['y', 'x', 'colocalization_method', ...(seedDrawn ? [] : ['seed'])],
      nPerm: 10000,
      mapsMethod: null,
      mapsOptions: {},
      nullSpace: 'auto',
      mapsNulls: null,
      mapsWhich: 'X',
      tails: null,
      pApproximation: 'none',
      pooled: pooled ? 'mean' : false,
      corrections,
      mcDimension: 'array',
      normalize: true,
      rToZ: true,
      seed: 42,
      nProc: -1,
    },
    parameters: [
      ['parcellation', 'Schaefer200Parcels7Networks'],
      ['colocalization_method', 'spearman'],
      ['n_perm', '10,000'],
      ['maps_method', 'alexander_bloch (chosen by the parcellation)'],
      ['seed', '42'],
    ],
    software: [
      { name: 'nispace', version: '0.1.0' },
      { name: 'node', version: '20.20.2' },
    ],
    parcellation: {
      name: 'Schaefer200Parcels7Networks',
      label: 'Schaefer 200 (7 networks)',
      level: 'cortex',
      parcels: names,
      hemispheres: ['L', 'R'],
      parcelHemisphere: names.map((name) => (name.startsWith('L') ? 'L' : 'R')),
    },
    nullModel: {
      method: 'alexander_bloch',
      permuted: 'X',
      space: 'fsLR',
      origin: 'stored spins (Schaefer200.spin.npy)',
      permutations: 10000,
    },
    x: {
      labels: Array.from({ length: maps * Math.max(1, members) }, (_, i) =>
        members ? `GENE${i}` : mapName(i, longNames),
      ),
      file: 'x.npy',
    },
    ...(members && {
      sets: Array.from({ length: maps }, (_, i) => ({
        members: Array.from({ length: members }, (_each, k) => i * members + k),
        weights: Array.from({ length: members }, () => null),
      })),
      members: [
        {
          method: 'spearman',
          shape: [rows.length, maps * members] as [number, number],
          file: 'members-spearman.npy',
        },
      ],
    }),
    columns: Array.from({ length: maps }, (_, i) => ({
      ...(members && { maps: members }),
      set: members ? null : sets ? (SETS[i % sets] ?? `Set ${i % sets}`) : null,
      x: mapName(i, longNames),
      weight: null,
    })),
    y: {
      labels: rows.slice(0, yMaps),
      values: Array.from({ length: yMaps * parcels }, (_, i) =>
        missing && i % 17 === 5 ? null : Math.sin(i * 0.09) * 2 + next() - 0.6,
      ),
    },
    statistics,
    regions: (['influence', 'contribution'] as const).map((quantity) => ({
      ...{ method: 'spearman', quantity, meaning: 'made up' },
      shape: [yMaps, maps, parcels],
      file: `regions-${quantity}-spearman.npy`,
    })),
    ...(subjects ? { design: makeDesign(subjects) } : {}),
    diagnostics: makeDiagnostics(maps, longNames, missing),
    meff: { meff_galwey: { x: 14.213, y: null, used: 14.213 } },
    warnings: missing
      ? [
          {
            code: 'missing-parcels',
            message:
              'pain: 12 of 200 parcels have no data (Pain); they are left out of every comparison with this map.',
            subject: { declaration: 'pain' },
          },
        ]
      : [],
    citations: [
      {
        ref: 'Schaefer et al., 2018, Cereb Cortex',
        doi: '10.1093/cercor/bhx179',
        subject: 'Schaefer200Parcels7Networks',
        license: 'MIT',
        note: null,
      },
      {
        ref: 'Savli et al., 2012, NeuroImage',
        doi: '10.1016/j.neuroimage.2012.07.001',
        subject: mapName(0, false),
        license: 'CC BY-NC-SA 4.0',
        note: null,
      },
      {
        ref: 'Savli et al., 2012, NeuroImage',
        doi: '10.1016/j.neuroimage.2012.07.001',
        subject: mapName(1, false),
        license: 'CC BY-NC-SA 4.0',
        note: null,
      },
      {
        ref: 'Unknown et al., 2020',
        doi: null,
        subject: mapName(2, false),
        license: null,
        note: 'personal communication',
      },
    ],
    inputs: [
      {
        role: 'y (Pain)',
        path: '/data/study/neuroquery/pain.nii.gz',
        bytes: 1234567,
        sha256: '0123456789abcdef'.repeat(4),
      },
    ],
    timings: [
      { stage: 'Reading data', seconds: 0.21 },
      { stage: 'Null colocalizations', seconds: 1.1 },
    ],
    methodsText:
      'The spatial pattern of one map was compared with 29 PET maps across 200 cortical parcels by Spearman correlation. Significance was assessed against 10,000 spin permutations (Alexander-Bloch et al., 2018), corrected by the effective number of tests (Galwey, 2009).',
  };
}

/** Nulls of which some are rougher and some smoother than their map. */
export function makeDiagnostics(
  maps: number,
  longNames = false,
  missing = false,
): ResultDiagnostics {
  const next = random(3);
  const bins = Array.from({ length: 25 }, (_, i) => 8 + i * 5.5);
  const looked = Math.min(50, maps);
  const sample = Array.from({ length: looked }, (_, i) =>
    looked === 1 ? 0 : Math.round((i * (maps - 1)) / (looked - 1)),
  );
  const shape = (reach: number): number[] => bins.map((mm) => 1.1 * (1 - Math.exp(-mm / reach)));
  const judged: AutocorrelationMap[] = sample.map((map, i) => {
    const observed = 0.03 + next() * 0.12;
    const off = i % 10 === 4 ? -0.05 : i % 15 === 7 ? 0.05 : 0;
    const gone = missing && i === 2;
    const own = shape(20 + next() * 30);
    const nulls = shape(25 + next() * 20 - off * 200);
    const moved = (by: number): number[] => nulls.map((value) => value + by);
    return {
      map,
      label: mapName(map, longNames),
      moransI: gone
        ? { observed: null, mean: null, low: null, high: null }
        : {
            observed,
            mean: observed + off,
            low: observed + off - 0.025,
            high: observed + off + 0.03,
          },
      variogram: {
        observed: gone ? bins.map(() => null) : own,
        mean: nulls,
        low: moved(-0.14),
        high: moved(0.17),
      },
      distance: gone ? null : 0.04 + next() * 0.2,
      verdict: gone ? 'unknown' : off < 0 ? 'rougher' : off > 0 ? 'smoother' : 'kept',
    };
  });
  return {
    autocorrelation: {
      permuted: 'X',
      nulls: 100,
      total: maps,
      distances: 'distances stored for Schaefer200Parcels7Networks in fsLR',
      bins,
      verdict: overallVerdict(judged.map(({ verdict }) => verdict)),
      maps: judged,
    },
    eigenvalues: {
      x:
        maps === 1
          ? null
          : Array.from({ length: maps }, (_, i) => (maps / 3) * Math.exp(-i / (maps / 6)) + 0.02),
      y: null,
    },
  };
}

/** Two groups at three sites, older patients, one row without age. */
export function makeDesign(subjects: number): ResultDesign {
  const next = random(subjects);
  const rows = Array.from({ length: subjects }, (_, i) => `sub-${String(i + 1).padStart(3, '0')}`);
  const patient = (i: number): boolean => i % 2 === 0;
  const site = rows.map((_, i) => i % 3);
  const before = rows.map((_, i) => 2.4 + 0.25 * (i % 3) + (next() - 0.5) * 0.3);
  const columns = [
    { name: 'age_at_the_day_of_the_scan', role: 'regressed' },
    { name: 'sex_male', role: 'regressed' },
    { name: 'site_B', role: 'site' },
    { name: 'site_C', role: 'site' },
    { name: 'groups_PAT', role: 'protected' },
    { name: 'intercept', role: 'intercept' },
  ] as const;
  const size = (is: boolean): number => rows.filter((_, i) => patient(i) === is).length;
  return {
    groups: [
      { level: 'HC', rows: size(false) },
      { level: 'PAT', rows: size(true) },
    ],
    groupOf: rows.map((_, i) => (patient(i) ? 1 : 0)),
    pairs: null,
    comparison: { name: 'hedges', sides: ['PAT', 'HC'] },
    regressed: { continuous: ['age_at_the_day_of_the_scan'], categorical: ['sex'] },
    protected: ['groups'],
    combat: {
      column: 'site',
      sites: ['A', 'B', 'C'].map((name, at) => ({
        site: name,
        rows: site.filter((own) => own === at).length,
        rounds: 5,
      })),
      means: { site, before, after: before.map((value, i) => value - 0.25 * (i % 3) + 0.25) },
    },
    matrix: {
      columns: [...columns],
      rows,
      values: rows.flatMap((_, i) => [
        i === 5 ? null : Math.round(30 + 25 * next() + (patient(i) ? 9 : 0)),
        next() < 0.5 ? 1 : 0,
        site[i] === 1 ? 1 : 0,
        site[i] === 2 ? 1 : 0,
        patient(i) ? 1 : 0,
        1,
      ]),
    },
  };
}

/** The way of a p that settles at about .04. */
export function makeConvergence(): Convergence {
  const permutations = Array.from({ length: 80 }, (_, i) => Math.round(10 * 1000 ** (i / 79)));
  const p = permutations.map((m, i) =>
    Math.max(1 / m, 0.041 + (0.12 * Math.sin(i / 4)) / Math.sqrt(m / 10)),
  );
  const error = permutations.map((m, i) => 1.96 * Math.sqrt(((p[i] ?? 0) * (1 - (p[i] ?? 0))) / m));
  return {
    permutations,
    p,
    low: p.map((value, i) => Math.max(0, value - (error[i] ?? 0))),
    high: p.map((value, i) => Math.min(1, value + (error[i] ?? 0))),
  };
}

/** What parcels do to a pair of maps, made up: a few strong parcels, many weak ones of either sign. */
export function makeRegions(parcels = 200, missing = false): RegionValues {
  const next = random(7);
  const made = (size: number): Cell[] =>
    Array.from({ length: parcels }, (_, i) =>
      missing && i % 17 === 5 ? null : (next() - 0.35) ** 3 * size,
    );
  return { influence: made(0.12), contribution: made(8) };
}

/** Two maps that correlate a little, and their ranks; made up from the question, so that each pair has its own. */
export function makePair(result: AnalysisResult, { y, x, member }: MapPair): PairValues {
  const width = result.parcellation.parcels.length;
  const own = result.y.values.slice(y * width, (y + 1) * width);
  const next = random(x * 97 + (member ?? -1) * 13 + 5);
  const other = own.map((value, i) =>
    value === null || (x % 7 === 3 && i % 23 === 4) ? null : value * 0.4 + next() * 3 - 1.5,
  );
  const ranks = (values: Cell[]): Cell[] => {
    const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
    return values.map((value) => (value === null ? null : sorted.indexOf(value) + 1));
  };
  return { x: other, y: own, taken: { as: 'ranks', x: ranks(other), y: ranks(own) } };
}

/** Nulls about the middle that the summary of the result tells. */
export function makeNulls(
  result: AnalysisResult,
  { row, column }: NullCell,
  count = 10000,
): string {
  const summary = result.statistics.find(({ nulls }) => nulls)?.nulls;
  const sd = summary?.sd[row * result.columns.length + column] ?? 0.14;
  const next = random(column * 31 + row + 3);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return base64(Float64Array.from({ length: count }, () => 0.01 + sd * normal()));
}

/** Values about that of the set. */
export function makeMembers(result: AnalysisResult, { row, maps }: SetMembers): Cell[] {
  const column = result.sets?.findIndex(({ members }) => members[0] === maps[0]) ?? 0;
  const tested = result.statistics.find(({ p }) => p)?.observed ?? [];
  const whole = tested[row * result.columns.length + column] ?? 0;
  const next = random(column + 1);
  return maps.map((_, i) => (i % 9 === 7 ? null : whole + (next() - 0.5) * 0.5));
}

const base64 = (array: Float32Array | Uint32Array | Int32Array | Float64Array): string => {
  const bytes = new Uint8Array(array.buffer);
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192)
    text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
};

/** A bumpy ellipsoid cut into triangles of a latitude–longitude grid, with `parcels` bands of it as parcels. */
function hemisphere(side: 'L' | 'R', parcels: number, offset: number) {
  const [across, down] = [96, 64];
  const sign = side === 'L' ? -1 : 1;
  const vertices = new Float32Array(across * down * 3);
  const labels = new Int32Array(across * down);
  const triangles: number[] = [];
  for (let j = 0; j < down; j += 1) {
    for (let i = 0; i < across; i += 1) {
      const [theta, phi] = [
        (Math.PI * (j + 0.001)) / (down - 1.002 + 1),
        (2 * Math.PI * i) / across,
      ];
      const bump = 1 + 0.05 * Math.sin(phi * 9) * Math.sin(theta * 11);
      const v = j * across + i;
      const x = 30 * Math.sin(theta) * Math.cos(phi) * bump;
      vertices.set(
        [
          sign * 33 + x,
          80 * Math.sin(theta) * Math.sin(phi) * bump - 18,
          50 * Math.cos(theta) * bump + 15,
        ],
        v * 3,
      );
      const medial = x * sign < -22;
      labels[v] = medial
        ? -1
        : offset
          + ((Math.floor((i / across) * 10) * Math.ceil(parcels / 10)
            + Math.floor((j / down) * (parcels / 10)))
            % parcels);
      const right = j * across + ((i + 1) % across);
      if (j + 1 < down) triangles.push(v, v + across, right, right, v + across, right + across);
    }
  }
  return {
    hemisphere: side,
    vertices: base64(vertices),
    triangles: base64(Uint32Array.from(triangles)),
    parcels: base64(labels),
  };
}

export const makeSurface = (parcels = 200): BrainGeometry => ({
  kind: 'surface',
  space: 'fsLR',
  hemispheres: [hemisphere('L', parcels / 2, 0), hemisphere('R', parcels / 2, parcels / 2)],
});

/** Two blocks of parcels in a 2 mm box about the origin. */
export function makeVolume(parcels = 16): BrainGeometry {
  const dims: [number, number, number] = [40, 48, 36];
  const labels = new Int32Array(dims[0] * dims[1] * dims[2]).fill(-1);
  for (let p = 0; p < parcels; p += 1) {
    const left = p < parcels / 2;
    const [cx, cy, cz] = [left ? 13 : 27, 10 + (p % 8) * 4, 12 + (p % 3) * 6];
    for (let i = 0; i < labels.length; i += 1) {
      const [x, y, z] = [
        i % dims[0],
        Math.floor(i / dims[0]) % dims[1],
        Math.floor(i / (dims[0] * dims[1])),
      ];
      if (Math.hypot(x - cx, y - cy, z - cz) < 5) labels[i] = p;
    }
  }
  return {
    kind: 'volume',
    space: 'MNI152NLin6Asym',
    dims,
    affine: [2, 0, 0, -40, 0, 2, 0, -48, 0, 0, 2, -36, 0, 0, 0, 1],
    parcels: base64(labels),
  };
}

/** With local values and correlations across subjects. */
export function withCloser(result: AnalysisResult): AnalysisResult {
  const parcels = result.parcellation.parcels.length;
  const next = random(9);
  const rho = Array.from({ length: parcels }, (_, i): Cell =>
    i % 19 === 4 ? null : 0.5 * Math.sin(i * 0.07) + 0.3 * (next() - 0.5),
  );
  const p = rho.map((r): Cell => (r === null ? null : Math.max(0.001, Math.exp(-9 * Math.abs(r)))));
  const columns = result.columns.map(({ x }) => x);
  return {
    ...result,
    local: [
      {
        ...{ method: 'spearman', statistic: 'rho_z', label: "Spearman's rho (Fisher z)" },
        neighbourhood: { kind: 'nearest', k: 20 },
        sizes: [20, 20],
        distances: 'Euclidean distances between the centroids of Schaefer200',
        permutations: 10_000,
        correction: 'step_maxT',
        pooled: null,
        rows: result.y.labels,
        columns,
        shape: [result.y.labels.length, columns.length, parcels],
        files: {
          stat: 'local-stat-spearman.npy',
          p: 'local-p-spearman.npy',
          corrected: 'local-corrected-spearman.npy',
        },
      },
    ],
    withinRegion: {
      ...{ method: 'spearman', covariate: 'age', subjects: 64, joined: null, permutations: 1000 },
      ...{ rToZ: true, correction: 'step_maxT', counts: rho.map((r) => (r === null ? 1 : 64)) },
      omnibus: { statistic: 'absrho', observed: 0.236, p: 0.001 },
      ...{ rho, rhoZ: rho.map((r) => r && Math.atanh(r)), p },
      corrected: p.map((v) => v && Math.min(1, 12 * v)),
    },
  };
}

export function makeLocal(result: AnalysisResult, { row, column }: LocalCell): LocalValues {
  const next = random(row * 31 + column);
  const stat = result.parcellation.parcels.map((_, i): Cell =>
    i % 23 === 7 ? null : 0.9 * Math.sin(i * 0.05 + column) + 0.2 * next(),
  );
  const p = stat.map((v): Cell =>
    v === null ? null : Math.max(0.0001, Math.exp(-5 * Math.abs(v))),
  );
  return { stat, p, corrected: p.map((v) => v && Math.min(1, 15 * v)) };
}
