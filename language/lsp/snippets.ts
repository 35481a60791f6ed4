// Declarations and sources as completion offers them, with places to fill in.
import type { Offer } from '../values/value-type.js';

const offer = (word: string, detail: string, insert: string): Offer => ({
  word,
  detail,
  insert,
  snippet: true,
});

export const DECLARATION_OFFERS: readonly Offer[] = [
  offer('maps', 'maps from the library, a table or images', 'maps ${1:name} = $0'),
  offer(
    'colocalization',
    'compare maps with reference maps',
    'colocalization ${1:Name} {\n    y: ${2}\n    x: ${3}\n    $0\n}',
  ),
  offer(
    'group_colocalization',
    'compare a group difference with reference maps',
    'group_colocalization ${1:Name} {\n    y: ${2}\n    design: ${3}\n    x: ${4}\n    comparison_method: hedges(${5:a}, ${6:b})\n    $0\n}',
  ),
  offer(
    'xsea',
    'compare maps with sets of reference maps',
    'xsea ${1:Name} {\n    y: ${2}\n    x: ${3}\n    $0\n}',
  ),
  offer(
    'group_xsea',
    'compare a group difference with sets',
    'group_xsea ${1:Name} {\n    y: ${2}\n    design: ${3}\n    x: ${4}\n    comparison_method: hedges(${5:a}, ${6:b})\n    $0\n}',
  ),
  offer(
    'design',
    'the table of subjects',
    'design ${1:name} = table "${2:design.csv}" { groups: ${3:group}, covariates: [${4}] }',
  ),
  offer(
    'defaults',
    'properties of all analyses',
    'defaults {\n    parcellation: ${1:Schaefer200}\n    n_perm: ${2:10000}\n    seed: ${3:42}\n}',
  ),
  offer('parcellation', 'a parcellation under a name of yours', 'parcellation ${1:name} = $0'),
  offer(
    'pipeline',
    'the steps one by one',
    'pipeline ${1:Name} {\n    fit        { x: ${2}, y: ${3} }\n    colocalize { method: ${4:spearman} }\n    permute    { what: ${5:maps}, n_perm: ${6:10000} }\n    correct_p  { mc_method: ${7:meff} }\n}',
  ),
];

export const SOURCE_OFFERS: readonly Offer[] = [
  offer('reference', 'a dataset of the library', 'reference $0'),
  offer('example', 'an example dataset', 'example $0'),
  offer('table', 'csv or tsv: rows are maps, columns are parcels', 'table "${1:maps.csv}"'),
  offer('image', 'one NIfTI image', 'image "${1:map.nii.gz}"'),
  offer(
    'images',
    'NIfTI images, listed or by a pattern',
    'images { "${1:Label}": "${2:map.nii.gz}" }',
  ),
  offer('surface', 'GIFTI, left and right', 'surface "${1:lh.func.gii}" "${2:rh.func.gii}"'),
  offer('result of', 'the Y maps another analysis ended with', 'result of $0'),
];
