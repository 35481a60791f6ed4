// Corrections for multiple comparisons (spec: statistics, section 6).
import type { Vocabulary } from './term.js';

export const CORRECTIONS: Vocabulary = {
  noun: 'correction',
  code: 'unknown-correction',
  terms: [
    {
      name: 'meff_galwey',
      aliases: ['meff', 'meffgalwey'],
      doc: 'Šidák with the effective number of tests from the correlations of the X maps.',
      source: 'Galwey, 2009, Genet Epidemiol, doi:10.1002/gepi.20408',
    },
    {
      name: 'meff_li_ji',
      aliases: ['meff_liji', 'meffliji'],
      doc: 'Šidák with the effective number of tests after Li & Ji.',
      source: 'Li & Ji, 2005, Heredity, doi:10.1038/sj.hdy.6800717',
    },
    {
      name: 'maxT',
      aliases: ['maxt'],
      doc: 'Westfall–Young: each statistic against the largest one of each permutation.',
      source: 'Westfall & Young, 1993, Resampling-Based Multiple Testing',
    },
    {
      name: 'step_maxT',
      aliases: ['step_maxt', 'stepmaxt'],
      doc: 'Westfall–Young, step-down.',
      source: 'Westfall & Young, 1993, Resampling-Based Multiple Testing',
    },
    {
      name: 'fdr_bh',
      aliases: ['fdr', 'fdrbh'],
      doc: 'False discovery rate after Benjamini & Hochberg.',
      source: 'Benjamini & Hochberg, 1995, J R Stat Soc B, doi:10.1111/j.2517-6161.1995.tb02031.x',
    },
    {
      name: 'fdr_by',
      aliases: ['fdrby'],
      doc: 'False discovery rate after Benjamini & Yekutieli, valid under any dependence.',
      source: 'Benjamini & Yekutieli, 2001, Ann Stat, doi:10.1214/aos/1013699998',
    },
    {
      name: 'bonferroni',
      aliases: ['bonf'],
      doc: 'p times the number of tests.',
      source: 'Dunn, 1961, J Am Stat Assoc, doi:10.1080/01621459.1961.10482090',
    },
    { name: 'holm', doc: 'Bonferroni, step-down.', source: 'Holm, 1979, Scand J Stat 6:65–70' },
    {
      name: 'holm_sidak',
      aliases: ['holm-sidak', 'holmsidak'],
      doc: 'Šidák, step-down.',
      source: 'Holm, 1979, Scand J Stat 6:65–70; Šidák, 1967, J Am Stat Assoc',
    },
    {
      name: 'sidak',
      doc: '1 − (1 − p) to the number of tests.',
      source: 'Šidák, 1967, J Am Stat Assoc, doi:10.1080/01621459.1967.10482935',
    },
    {
      name: 'hommel',
      doc: 'Hommel’s closed test based on Simes.',
      source: 'Hommel, 1988, Biometrika, doi:10.1093/biomet/75.2.383',
    },
    {
      name: 'simes_hochberg',
      aliases: ['simes-hochberg', 'simeshochberg'],
      doc: 'Hochberg’s step-up test based on Simes.',
      source: 'Hochberg, 1988, Biometrika, doi:10.1093/biomet/75.4.800',
    },
  ],
};
