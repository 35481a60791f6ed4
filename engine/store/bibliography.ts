// The papers behind the methods: one row each, with what it is the source of. Read by the methods paragraph and the reference list.
import { designPapers } from './design-papers.js';
import { methodPapers } from './method-papers.js';
import type { Paper } from './paper.js';
import { spinPapers } from './spin-papers.js';

export type { Paper } from './paper.js';

/** Name under which the toolbox whose measure is computed here stands in `sourceOf`. */
export const TOOLBOX = 'nispace';

export const papers: readonly Paper[] = [
  {
    key: 'lotter2026',
    type: 'misc',
    authors: ['Lotter', 'others'],
    year: 2026,
    title: null,
    journal: null,
    volume: null,
    pages: null,
    doi: '10.64898/2026.04.28.721294',
    sourceOf: [TOOLBOX],
  },
  {
    key: 'alexanderbloch2018',
    type: 'article',
    authors: [
      'Alexander-Bloch, Aaron F.',
      'Shou, Haochang',
      'Liu, Siyuan',
      'Satterthwaite, Theodore D.',
      'Glahn, David C.',
      'Shinohara, Russell T.',
      'Vandekar, Simon N.',
      'Raznahan, Armin',
    ],
    year: 2018,
    title:
      'On testing for spatial correspondence between maps of human brain structure and function',
    journal: 'NeuroImage',
    volume: '178',
    pages: '540-551',
    doi: '10.1016/j.neuroimage.2018.05.070',
    sourceOf: ['alexander_bloch'],
  },
  {
    key: 'wagner2015',
    type: 'article',
    authors: ['Wagner, Helene H.', 'Dray, Stéphane'],
    year: 2015,
    title:
      'Generating spatially constrained null models for irregularly spaced data using Moran spectral randomization methods',
    journal: 'Methods in Ecology and Evolution',
    volume: '6',
    pages: '1169-1178',
    doi: '10.1111/2041-210X.12407',
    sourceOf: ['moran'],
  },
  {
    key: 'vosdewael2020',
    type: 'article',
    authors: ['Vos de Wael, Reinder', 'Benkarim, Oualid', 'others'],
    year: 2020,
    title:
      'BrainSpace: a toolbox for the analysis of macroscale gradients in neuroimaging and connectomics datasets',
    journal: 'Communications Biology',
    volume: '3',
    pages: '103',
    doi: '10.1038/s42003-020-0794-7',
    sourceOf: ['moran'],
  },
  {
    key: 'knijnenburg2009',
    type: 'article',
    authors: [
      'Knijnenburg, Theo A.',
      'Wessels, Lodewyk F. A.',
      'Reinders, Marcel J. T.',
      'Shmulevich, Ilya',
    ],
    year: 2009,
    title: 'Fewer permutations, more accurate P-values',
    journal: 'Bioinformatics',
    volume: '25',
    pages: 'i161-i168',
    doi: '10.1093/bioinformatics/btp211',
    sourceOf: ['gpd'],
  },
  {
    key: 'winkler2016',
    type: 'article',
    authors: [
      'Winkler, Anderson M.',
      'Ridgway, Gerard R.',
      'Douaud, Gwenaëlle',
      'Nichols, Thomas E.',
      'Smith, Stephen M.',
    ],
    year: 2016,
    title: 'Faster permutation inference in brain imaging',
    journal: 'NeuroImage',
    volume: '141',
    pages: '502-516',
    doi: '10.1016/j.neuroimage.2016.05.068',
    sourceOf: ['gpd'],
  },
  {
    key: 'zhang2009',
    type: 'article',
    authors: ['Zhang, Jin', 'Stephens, Michael A.'],
    year: 2009,
    title: 'A new and efficient estimation method for the generalized Pareto distribution',
    journal: 'Technometrics',
    volume: '51',
    pages: '316-325',
    doi: '10.1198/tech.2009.08017',
    sourceOf: ['gpd'],
  },
  {
    key: 'choulakian2001',
    type: 'article',
    authors: ['Choulakian, V.', 'Stephens, M. A.'],
    year: 2001,
    title: 'Goodness-of-fit tests for the generalized Pareto distribution',
    journal: 'Technometrics',
    volume: '43',
    pages: '478-484',
    doi: '10.1198/00401700152672573',
    sourceOf: ['gpd'],
  },
  {
    key: 'galwey2009',
    type: 'article',
    authors: ['Galwey, Nicholas W.'],
    year: 2009,
    title:
      'A new measure of the effective number of tests, a practical tool for comparing families of non-independent significance tests',
    journal: 'Genetic Epidemiology',
    volume: '33',
    pages: '559-568',
    doi: '10.1002/gepi.20408',
    sourceOf: ['meff_galwey'],
  },
  {
    key: 'li2005',
    type: 'article',
    authors: ['Li, J.', 'Ji, L.'],
    year: 2005,
    title:
      'Adjusting multiple testing in multilocus analyses using the eigenvalues of a correlation matrix',
    journal: 'Heredity',
    volume: '95',
    pages: '221-227',
    doi: '10.1038/sj.hdy.6800717',
    sourceOf: ['meff_li_ji'],
  },
  {
    key: 'benjamini1995',
    type: 'article',
    authors: ['Benjamini, Yoav', 'Hochberg, Yosef'],
    year: 1995,
    title:
      'Controlling the false discovery rate: a practical and powerful approach to multiple testing',
    journal: 'Journal of the Royal Statistical Society: Series B',
    volume: '57',
    pages: '289-300',
    doi: '10.1111/j.2517-6161.1995.tb02031.x',
    sourceOf: ['fdr_bh'],
  },
  {
    key: 'benjamini2001',
    type: 'article',
    authors: ['Benjamini, Yoav', 'Yekutieli, Daniel'],
    year: 2001,
    title: 'The control of the false discovery rate in multiple testing under dependency',
    journal: 'The Annals of Statistics',
    volume: '29',
    pages: '1165-1188',
    doi: '10.1214/aos/1013699998',
    sourceOf: ['fdr_by'],
  },
  {
    key: 'dunn1961',
    type: 'article',
    authors: ['Dunn, Olive Jean'],
    year: 1961,
    title: 'Multiple comparisons among means',
    journal: 'Journal of the American Statistical Association',
    volume: '56',
    pages: '52-64',
    doi: '10.1080/01621459.1961.10482090',
    sourceOf: ['bonferroni'],
  },
  {
    key: 'holm1979',
    type: 'article',
    authors: ['Holm, Sture'],
    year: 1979,
    title: 'A simple sequentially rejective multiple test procedure',
    journal: 'Scandinavian Journal of Statistics',
    volume: '6',
    pages: '65-70',
    doi: null,
    sourceOf: ['holm', 'holm_sidak'],
  },
  {
    key: 'sidak1967',
    type: 'article',
    authors: ['Šidák, Zbyněk'],
    year: 1967,
    title: 'Rectangular confidence regions for the means of multivariate normal distributions',
    journal: 'Journal of the American Statistical Association',
    volume: '62',
    pages: '626-633',
    doi: '10.1080/01621459.1967.10482935',
    sourceOf: ['sidak', 'holm_sidak'],
  },
  {
    key: 'hommel1988',
    type: 'article',
    authors: ['Hommel, G.'],
    year: 1988,
    title: 'A stagewise rejective multiple test procedure based on a modified Bonferroni test',
    journal: 'Biometrika',
    volume: '75',
    pages: '383-386',
    doi: '10.1093/biomet/75.2.383',
    sourceOf: ['hommel'],
  },
  {
    key: 'hochberg1988',
    type: 'article',
    authors: ['Hochberg, Yosef'],
    year: 1988,
    title: 'A sharper Bonferroni procedure for multiple tests of significance',
    journal: 'Biometrika',
    volume: '75',
    pages: '800-802',
    doi: '10.1093/biomet/75.4.800',
    sourceOf: ['simes_hochberg'],
  },
  {
    key: 'westfall1993',
    type: 'book',
    authors: ['Westfall, Peter H.', 'Young, S. Stanley'],
    year: 1993,
    title: 'Resampling-based multiple testing: examples and methods for p-value adjustment',
    journal: null,
    volume: null,
    pages: null,
    doi: null,
    sourceOf: ['maxT', 'step_maxT'],
  },
  ...methodPapers,
  ...designPapers,
  ...spinPapers,
];

/** The papers a method, null model or correction rests on; none for textbook methods. `a+b` is the sum of both. */
export function papersOf(name: string): Paper[] {
  const parts = name.split('+').map((part) => part.trim());
  return papers.filter((paper) => paper.sourceOf.some((source) => parts.includes(source)));
}

/** `Li & Ji, 2005`, `Alexander-Bloch et al., 2018`. */
export function shortReference({ authors, year }: Paper): string {
  const names = authors.map((author) => author.split(',')[0] ?? author);
  const [first = '', second] = names;
  const others = names.length > 2 || second === 'others';
  const who = others ? `${first} et al.` : second ? `${first} & ${second}` : first;
  return `${who}, ${String(year)}`;
}
