// The papers behind null models that make surrogate maps; rows of the table in bibliography.ts.
import type { Paper } from './paper.js';

export const surrogatePapers: readonly Paper[] = [
  {
    key: 'burt2018',
    type: 'article',
    authors: ['Burt, Joshua B.', 'Demirtaş, Murat', 'Eckner, William J.', 'others'],
    year: 2018,
    title:
      'Hierarchy of transcriptomic specialization across human cortex captured by structural neuroimaging topography',
    journal: 'Nature Neuroscience',
    volume: '21',
    pages: '1251-1259',
    doi: '10.1038/s41593-018-0195-0',
    sourceOf: ['burt2018'],
  },
  {
    key: 'burt2020',
    type: 'article',
    authors: [
      'Burt, Joshua B.',
      'Helmer, Markus',
      'Shinn, Maxwell',
      'Anticevic, Alan',
      'Murray, John D.',
    ],
    year: 2020,
    title: 'Generative modeling of brain maps with spatial autocorrelation',
    journal: 'NeuroImage',
    volume: '220',
    pages: '117038',
    doi: '10.1016/j.neuroimage.2020.117038',
    sourceOf: ['burt2020'],
  },
];
