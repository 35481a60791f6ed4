// What a person reads in the results tab, held against the files that the run has written.
import assert from 'node:assert/strict';
import { until } from './checks.mjs';

const MAPS = 20;

export async function showTab(bench, name) {
  await bench.panel.getByRole('tab', { name, exact: true }).click();
  await bench.panel.getByRole('tabpanel', { name }).waitFor();
}

/** The table as it stands: keys of the columns, and of every row the text and the hover text of its cells. */
export async function readTable(bench) {
  const keys = await bench.panel
    .locator('thead button[data-key]')
    .evaluateAll((buttons) => buttons.map((button) => button.dataset.key));
  const rows = await bench.panel
    .locator('tbody tr[data-index]')
    .evaluateAll((elements) =>
      elements.map((row) =>
        [...row.cells].map(({ innerText, title }) => ({ text: innerText, title })),
      ),
    );
  return rows.map((row) => Object.fromEntries(keys.map((key, i) => [key, row[i]])));
}

/** @param written what `readResults` gave */
export async function checkTable({ checks, bench }, written) {
  await showTab(bench, 'Table');
  await checks.check(
    `the table holds the ${MAPS} maps and the numbers of results.csv`,
    async () => {
      const table = await until('the rows', async () => {
        const rows = await readTable(bench);
        return rows.length === MAPS && rows;
      });
      sameNumbers(table, written);
      const [{ map, raw, p }] = table;
      return `${map.text}: rho ${raw.text}, p ${p.text}`;
    },
  );
  await checks.check('the stars are those of the first correction', async () => {
    const [correction] = Object.keys(statistic(written).corrected);
    const expected = written.rows
      .filter((row) => row.statistic === 'rho_z')
      .map((row) =>
        Number(row[`p_${correction}`]) < 0.05 ? '★' : Number(row.p) < 0.05 ? '☆' : '',
      );
    assert.deepEqual(
      (await readTable(bench)).map(({ mark }) => mark.text),
      expected,
    );
    assert.ok(expected.includes('★'), 'the example finds no map after correction');
    return expected.filter(Boolean).join(' ');
  });
  await checks.check('a click on p sorts by p', async () => {
    await bench.panel.locator('thead button[data-key=p]').click();
    const sorted = (await readTable(bench)).map(({ p }) => digits(p.title));
    assert.deepEqual(
      sorted,
      sorted.toSorted((a, b) => a - b),
    );
  });
  await checks.step('table');
}

const statistic = ({ result }) =>
  result.statistics.find((each) => each.method === 'spearman' && each.statistic === 'rho_z');

/** The number that a hover text begins with; that of p goes on to say how certain it is. */
const digits = (title) => Number(/^[^\s]+?(?=\.?(\s|$))/.exec(title)?.[0] ?? NaN);

/** Every number of every row; the hover text of a cell holds all its digits. */
function sameNumbers(table, { rows, result }) {
  const of = (name) => rows.filter((row) => row.statistic === name);
  const columns = { raw: of('rho'), value: of('rho_z') };
  assert.equal(columns.value.length, MAPS);
  assert.deepEqual(
    table.map(({ map }) => map.title),
    columns.value.map(({ x }) => x),
  );
  assert.deepEqual(
    table.map(({ set }) => set.text),
    columns.value.map(({ set }) => set),
  );
  const numbers = [
    ['raw', columns.raw, 'observed'],
    ['value', columns.value, 'observed'],
    ['normalized', columns.value, 'normalized'],
    ['p', columns.value, 'p'],
    ...Object.keys(statistic({ result }).corrected).map((name) => [
      `corrected:${name}`,
      columns.value,
      `p_${name}`,
    ]),
  ];
  for (const [key, source, column] of numbers) {
    const shown = table.map((row) => row[key]);
    assert.deepEqual(
      shown.map(({ title }) => digits(title)),
      source.map((row) => Number(row[column])),
      key,
    );
    for (const { text, title } of shown) {
      const off = Math.abs(Number(text.replace('−', '-')) - digits(title));
      assert.ok(off <= 0.0005, `${key}: ${text} is shown for ${title}`);
    }
  }
}

/** Everything the tab shows that a reload of the window has to bring back. */
export async function remember({ bench }) {
  return {
    table: await readTable(bench),
    answer: await bench.panel.locator('.answer').innerText(),
  };
}

export async function checkReload({ checks, bench }, before) {
  await checks.need('a reload of the window restores the tab as it was', async () => {
    await bench.reload();
    await bench.panel.getByRole('tabpanel', { name: 'Table' }).waitFor();
    await until('the rows', async () => (await readTable(bench)).length === MAPS);
    assert.deepEqual(await remember({ bench }), before);
  });
  await checks.step('restored');
}
