// How long a file of 500 lines takes. Times are reported, not judged: the machine is shared.
import { expect, test } from 'vitest';
import { loadDocument } from '../../language/load.js';
import { FILE, servicesFor } from './setup.js';

const BLOCK = (i: number) => `maps receptors${i} = reference pet { collection: UniqueTracers }
maps pain${i} = images { "Pain": "pain.nii.gz" }
colocalization Analysis${i} {
    y: pain${i}
    x: receptors${i}
    colocalization_method: [spearman, pearson]
    p_tails: { rho: upper }
    mc_method: [meff, fdr_bh, holm]
}
`;

test('a file of 500 lines is parsed, linked and checked', async () => {
  const { nsp } = servicesFor();
  const text = `defaults { n_perm: 10000, seed: 42 }\n${Array.from({ length: 56 }, (_, i) => BLOCK(i)).join('')}`;
  const times: number[] = [];
  for (let round = 0; round < 8; round++) {
    const begun = performance.now();
    const { diagnostics } = await loadDocument(FILE, nsp, {
      text: `${text}\n// ${round}`,
      slow: false,
    });
    times.push(performance.now() - begun);
    expect(diagnostics).toEqual([]);
  }
  console.info(
    `${text.split('\n').length} lines: first ${times[0]?.toFixed(0)} ms, warm ${Math.min(...times).toFixed(0)} ms`,
  );
});
