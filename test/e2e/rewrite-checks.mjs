// What a person sees of an analysis written otherwise: as a Python script in an editor of its own, and as the pipeline it stands for.
import assert from 'node:assert/strict';
import { until } from './checks.mjs';
import { LONG_ANALYSIS, LONG_FILE } from './workspace.mjs';

/** Comes after the long run, whose file is in front; leaves it as it was. */
export async function checkRewriting({ checks, bench }) {
  const { page } = bench;
  await bench.focusText();
  await bench.openFile(LONG_FILE);
  await checks.check('an analysis is written as Python', async () => {
    await bench.goTo(`colocalization ${LONG_ANALYSIS}`);
    await bench.command('NiSpace: Export as Python (NiSpace)');
    const call = await until('the call', async () =>
      (await bench.source()).find((line) => line.startsWith(`${LONG_ANALYSIS} = colocalization(`)),
    );
    await checks.step('python');
    await bench.command('View: Revert and Close Editor');
    return call;
  });
  await checks.check('an analysis is expanded to its pipeline, and back by undoing', async () => {
    await bench.focusText();
    await bench.openFile(LONG_FILE);
    await bench.goTo(`colocalization ${LONG_ANALYSIS}`);
    await bench.command('NiSpace: Expand to Pipeline');
    const steps = await until('the steps', async () => {
      const lines = await bench.source();
      const head = lines.findIndex((line) => line.startsWith(`pipeline ${LONG_ANALYSIS} {`));
      return head >= 0 && lines.slice(head + 1).filter((line) => /^ {4}\w+ +\{/.test(line));
    });
    const names = steps.map((line) => line.trim().split(/\s/)[0]);
    assert.deepEqual(names.slice(0, 3), ['fit', 'colocalize', 'permute']);
    await checks.step('pipeline');
    await bench.focusText();
    await page.keyboard.press('Control+Z');
    await until('the analysis again', async () =>
      (await bench.source()).some((line) => line.startsWith(`colocalization ${LONG_ANALYSIS}`)),
    );
    return names.join(', ');
  });
  await page.keyboard.press('Control+S');
}
