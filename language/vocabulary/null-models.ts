// Null models for maps: how a map is permuted without losing its spatial autocorrelation (spec: statistics, section 4).
import type { Term, Vocabulary } from './term.js';

export interface NullModel extends Term {
  /** What it needs: a sphere, distances between parcels, or nothing. */
  readonly needs: 'surface' | 'distances' | 'nothing';
}

export const NULL_MODELS: Vocabulary<NullModel> = {
  noun: 'null model',
  code: 'unknown-null-model',
  terms: [
    {
      name: 'moran',
      aliases: ['msr', 'brainspace'],
      needs: 'distances',
      doc: 'Moran spectral randomisation on distances between parcels.',
      source:
        'Wagner & Dray, 2015, Methods Ecol Evol, doi:10.1111/2041-210X.12407; Vos de Wael et al., 2020, Commun Biol, doi:10.1038/s42003-020-0794-7',
    },
    {
      name: 'variomoran',
      aliases: ['variomsr'],
      needs: 'distances',
      doc: 'Moran spectral randomisation with weights from the variogram of each map.',
    },
    {
      name: 'burt2018',
      needs: 'distances',
      doc: 'Surrogates from a spatial autoregressive model fitted to the map.',
      source: 'Burt et al., 2018, Nat Neurosci, doi:10.1038/s41593-018-0195-0',
    },
    {
      name: 'burt2020',
      aliases: ['brainsmash', 'variogram'],
      needs: 'distances',
      doc: 'Surrogates whose variogram matches that of the map.',
      source: 'Burt et al., 2020, NeuroImage, doi:10.1016/j.neuroimage.2020.117038',
    },
    {
      name: 'random',
      needs: 'nothing',
      doc: 'Free permutation of parcels. It ignores spatial autocorrelation and calls far too many maps significant.',
    },
    {
      name: 'alexander_bloch',
      needs: 'surface',
      doc: 'Spin test: parcels take the value of the nearest parcel after a random rotation of the sphere.',
      source: 'Alexander-Bloch et al., 2018, NeuroImage, doi:10.1016/j.neuroimage.2018.05.070',
    },
    {
      name: 'cornblath',
      needs: 'surface',
      doc: 'Spin test of vertices: parcels take the sum of the parcels that land on them, weighted by overlap.',
      source: 'Cornblath et al., 2020, Commun Biol, doi:10.1038/s42003-020-0961-x',
    },
    {
      name: 'vasa',
      needs: 'surface',
      doc: 'Spin test in which each parcel is used once, assigned greedily.',
      source: 'Váša et al., 2018, Cereb Cortex, doi:10.1093/cercor/bhx249',
    },
    {
      name: 'hungarian',
      needs: 'surface',
      doc: 'Spin test in which each parcel is used once, at the smallest total distance.',
      source: 'Markello & Misic, 2021, NeuroImage, doi:10.1016/j.neuroimage.2021.118052',
    },
    {
      name: 'baum',
      needs: 'surface',
      doc: 'Spin test of vertices: parcels take the value of the most frequent parcel that lands on them.',
      source: 'Baum et al., 2020, PNAS, doi:10.1073/pnas.1912034117',
    },
  ],
};
