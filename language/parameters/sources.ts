// The properties of sources of maps, designs and one's own parcellations.
import { as, oneOf } from '../values/choice.js';
import { collection } from '../values/library.js';
import { boolean, integer, number, optional, path, range, text, texts } from '../values/scalars.js';
import { background, mapFilter } from '../values/special.js';
import { RESAMPLING_TARGETS } from '../vocabulary/choices.js';
import { parameter } from './parameter.js';

const fraction = number('a number between 0 and 1', { min: 0, max: 1 });

const IMAGE = {
  space: parameter({
    type: optional(text),
    initial: null,
    absent: 'found from the file',
    doc: 'Space of the data, such as MNI152NLin6Asym or fsLR.',
  }),
  background_value: parameter({
    type: background,
    initial: 'auto',
    doc: 'Values that are background and left out.',
  }),
  min_num_valid_datapoints: parameter({
    type: optional(integer('an integer ≥ 1', { min: 1 })),
    initial: null,
    doc: 'Parcels with fewer valid voxels or vertices are missing.',
  }),
  min_fraction_valid_datapoints: parameter({
    type: optional(fraction),
    initial: null,
    doc: 'Parcels with a smaller share of valid voxels or vertices are missing.',
  }),
  resampling_target: parameter({
    type: as<'data' | 'parcellation'>(oneOf(RESAMPLING_TARGETS)),
    initial: 'data',
    doc: 'Which of the two grids is kept.',
  }),
};

const PARCELLATION = {
  labels: parameter({
    type: optional(path),
    initial: null,
    doc: 'Text file with one parcel label a line, in the order of the integers of the image.',
  }),
  space: parameter({
    type: optional(text),
    initial: null,
    absent: 'not known',
    doc: 'Space of the parcellation, such as MNI152NLin6Asym or fsLR.',
  }),
};

export const SOURCE_PARAMETERS = {
  reference: {
    collection: parameter({
      type: optional(collection),
      initial: null,
      absent: 'the default collection of the dataset',
      doc: 'Which maps, in which sets; `All` is the whole table.',
    }),
    maps: parameter({
      type: optional(mapFilter),
      initial: null,
      doc: 'Keep maps whose name fits.',
    }),
    sets: parameter({
      type: optional(texts),
      initial: null,
      doc: 'Keep these sets of the collection.',
    }),
    set_size_range: parameter({
      type: optional(range),
      initial: null,
      doc: 'Keep sets with a size in this range.',
    }),
    weight_range: parameter({
      type: optional(range),
      initial: null,
      doc: 'Keep maps with a weight in this range.',
    }),
    weight_quantile: parameter({
      type: optional(fraction),
      initial: null,
      doc: 'Keep maps with a weight above this quantile.',
    }),
  },
  table: {
    index: parameter({
      type: optional(text),
      initial: null,
      absent: 'the first column',
      doc: 'Name of the column that holds the labels of the maps.',
    }),
    rows: parameter({
      type: optional(texts),
      initial: null,
      doc: 'Keep the maps with these labels.',
    }),
    transpose: parameter({
      type: boolean,
      initial: false,
      doc: 'Rows are parcels and columns are maps.',
    }),
  },
  image: IMAGE,
  images: IMAGE,
  surface: IMAGE,
  design: {
    groups: parameter({
      type: text,
      initial: 'groups',
      doc: 'Column with the group of each subject.',
    }),
    covariates: parameter({
      type: optional(texts),
      initial: null,
      absent: 'every other column',
      doc: 'Columns that are regressed from Y.',
    }),
    site: parameter({
      type: optional(text),
      initial: null,
      doc: 'Column with the site or scanner, for ComBat; without ComBat it is regressed as categories.',
    }),
    subjects: parameter({
      type: optional(text),
      initial: null,
      doc: 'Column with the id that the two rows of a pair share.',
    }),
    index: parameter({
      type: optional(text),
      initial: null,
      absent: 'the first column',
      doc: 'Column with the labels by which subjects are joined to Y.',
    }),
  },
  'parcellation image': PARCELLATION,
  'parcellation surface': PARCELLATION,
};
