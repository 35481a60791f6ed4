// The citation printout: whom to cite, the version, and every map with source, licence and DOIs in aligned columns.
import { describe, expect, it } from 'vitest';
import { methodsFile } from '../../../engine/store/methods-file.js';
import { sourceLines } from '../../../engine/store/sources-text.js';
import { result } from './fixture.js';

const map = 'target-5HT1a_pub-savli2012';
const other = 'target-a4B2_pub-hillmer2016';
const cited = result({
  columns: [
    { set: null, x: other, weight: null },
    { set: null, x: map, weight: null },
  ],
  citations: [
    { ref: 'Markello et al., 2022', doi: '10.1/m', subject: 'pet', license: null, note: null },
    { ref: 'Hillmer 2016', doi: '10.1/h', subject: other, license: null, note: 'SPECT, not PET!' },
    { ref: 'Savli 2012', doi: '10.1/s', subject: map, license: 'CC BY-NC-SA 4.0', note: null },
    {
      ref: 'cited with Savli 2012',
      doi: '10.1/t',
      subject: map,
      license: 'CC BY-NC-SA 4.0',
      note: null,
    },
  ],
});

describe('the printout of sources', () => {
  it('has data sets, version, then maps by name whatever the case, with caveats below', () => {
    expect(sourceLines(cited)).toEqual([
      'We ask to cite:',
      '- pet: Markello et al., 2022  (https://doi.org/10.1/m)',
      'To ensure reproducibility, note the version: NiSpace for VS Code 0.1.0',
      '',
      '- target-5HT1a_pub-savli2012   Source: Savli2012    CC BY-NC-SA 4.0     https://doi.org/10.1/s, https://doi.org/10.1/t',
      '- target-a4B2_pub-hillmer2016  Source: Hillmer2016  licence not stated  https://doi.org/10.1/h',
      '    CAVE: SPECT, not PET!',
    ]);
  });

  it('is empty without data of the library, and part of methods.md otherwise', () => {
    expect(sourceLines(result({ citations: [] }))).toEqual([]);
    expect(methodsFile(result({ citations: [] }), [])).not.toContain('Data sources');
    expect(methodsFile(cited, [])).toContain('## Data sources\n\n```text\nWe ask to cite:');
  });
});
