// FreeSurfer .annot files, made here byte by byte in both versions of the colour table.
import { describe, expect, it } from 'vitest';
import { readNamedLabels } from '../../../engine/formats/vertex-files.js';
import { refusal, scratch } from './files.js';

const { write } = scratch();

const int = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeInt32BE(value, 4 * i));
  return bytes;
};
const text = (value: string): Buffer =>
  Buffer.concat([int(value.length + 1), Buffer.from(`${value}\0`)]);

type Colour = [name: string, red: number, green: number, blue: number];
const COLOURS: Colour[] = [
  ['unknown', 25, 5, 25],
  ['bankssts', 25, 100, 40],
  ['caudal part', 125, 100, 160],
];
const code = ([, red, green, blue]: Colour): number => red + 256 * green + 65536 * blue;
const rgb = ([, red, green, blue]: Colour): Buffer => int(red, green, blue, 0);

const vertices = (codes: number[]): Buffer =>
  Buffer.concat([int(codes.length), ...codes.map((value, vertex) => int(vertex, value))]);
const codes = [code(COLOURS[1]!), code(COLOURS[2]!), 0, code(COLOURS[0]!), code(COLOURS[1]!)];

const oldTable = Buffer.concat([
  int(1, COLOURS.length),
  text('colours.txt'),
  ...COLOURS.map((colour) => Buffer.concat([text(colour[0]), rgb(colour)])),
]);
/** Entries numbered out of order and with gaps, as version 2 allows. */
const newTable = Buffer.concat([
  int(1, -2, 9),
  text('colours.txt'),
  int(COLOURS.length),
  ...[2, 0, 1].map((i) => Buffer.concat([int(i * 3), text(COLOURS[i]![0]), rgb(COLOURS[i]!)])),
]);

describe('FreeSurfer annotations', () => {
  it.each([
    ['old', oldTable],
    ['new', newTable],
  ])('give places in the colour table and its names, %s version', async (version, table) => {
    const path = write(`${version}.annot`, Buffer.concat([vertices(codes), table]));
    const { labels, names } = await readNamedLabels(path, 'L');
    expect([...labels]).toEqual([2, 3, 0, 1, 2]);
    expect([...names]).toEqual([
      [1, 'unknown'],
      [2, 'bankssts'],
      [3, 'caudal part'],
    ]);
  });

  it('give colour codes without a table', async () => {
    for (const [name, end] of [
      ['none', int(0)],
      ['ends', Buffer.alloc(0)],
    ] as const) {
      const path = write(`${name}.annot`, Buffer.concat([vertices([7, 9, 0]), end]));
      const { labels, names } = await readNamedLabels(path, 'R');
      expect([[...labels], names.size]).toEqual([[7, 9, 0], 0]);
    }
  });

  it('are refused when they are cut off or their table makes no sense', async () => {
    const whole = Buffer.concat([vertices(codes), oldTable]);
    const cut = write('cut.annot', whole.subarray(0, whole.length - 3));
    expect(await refusal(readNamedLabels(cut, 'L'), 'damaged-freesurfer')).toContain('cut off');
    const version = write('v7.annot', Buffer.concat([vertices(codes), int(1, -7)]));
    expect(await refusal(readNamedLabels(version, 'L'), 'damaged-freesurfer')).toContain(
      'version 7',
    );
    const huge = write('huge.annot', Buffer.concat([vertices(codes), int(1, 3), int(1 << 30)]));
    expect(await refusal(readNamedLabels(huge, 'L'), 'damaged-freesurfer')).toContain('name of');
  });
});
