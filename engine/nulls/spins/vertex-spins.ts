// Vertex-level spins made here (`baum`, `cornblath`), cut over threads by spin. Nothing is redrawn: no two spins of ten thousand
// vertices are alike. Source: spec/statistics.md 4.10.
import type { BlockPool } from '../../parallel/pool.js';
import { sharedInt32 } from '../../parallel/shared.js';
import type { OverlapOutput, VertexSpinBlock } from '../../parallel/vertex-spin-block.js';
import type { StageContext } from '../../progress.js';
import type { HemisphereVertices } from './landings.js';
import type { OverlapChunk } from './overlap.js';

export interface VertexSpinning {
  pool: BlockPool;
  ctx: Pick<StageContext, 'signal' | 'report'>;
  /** Left rotations `[spin][9]`, shared. */
  rotations: Float64Array;
}

/** Steps of finding the source of one vertex. */
const STEPS = 30;

/** Elementary steps of one block. */
const STEPS_PER_BLOCK = 3e7;

/** Room for this many entries per row at first: with 100 parcels a side there are about 6. */
const ROOM = 16;

interface Range {
  from: number;
  to: number;
}

/** Writes the modal source parcels of the spins `from` … `to` − 1 into `index` `[spin][parcel]`. @throws CancelledError */
export async function modalSpins(
  sides: readonly HemisphereVertices[],
  parcels: number,
  { from, to }: Range,
  index: Int16Array,
  spinning: VertexSpinning,
): Promise<void> {
  const output = { kind: 'modal' as const, parcels, index };
  const blocks = cut(sides, from, to).map((range): VertexSpinBlock => ({
    sides,
    rotations: spinning.rotations,
    output,
    ...range,
  }));
  await run(sides, blocks, spinning);
}

/** The overlaps of the spins `from` … `to` − 1. @throws CancelledError */
export async function overlapSpins(
  sides: readonly HemisphereVertices[],
  parcels: number,
  { from, to }: Range,
  spinning: VertexSpinning,
): Promise<OverlapChunk> {
  const { rotations } = spinning;
  const blocks = cut(sides, from, to).map((range) => {
    const rows = (range.to - range.from) * parcels;
    return { sides, rotations, output: overlapOutput(parcels, rows, ROOM * rows), ...range };
  });
  await run(sides, blocks, spinning);
  const short = blocks.filter(({ output }) => (output.used[0] as number) > output.entries.length);
  for (const block of short) {
    const { lengths, used } = block.output;
    block.output = overlapOutput(parcels, lengths.length, used[0] as number);
  }
  if (short.length) await run(sides, short, spinning);
  return joined(
    blocks.map(({ output }) => output),
    to - from,
  );
}

function overlapOutput(parcels: number, rows: number, room: number): OverlapOutput {
  return {
    kind: 'overlap',
    parcels,
    lengths: sharedInt32(rows),
    entries: sharedInt32(room),
    used: sharedInt32(1),
  };
}

/** The entries of all blocks, one after the other, without the room they did not need. */
function joined(outputs: readonly OverlapOutput[], spins: number): OverlapChunk {
  const rows = outputs.reduce((sum, { lengths }) => sum + lengths.length, 0);
  const starts = sharedInt32(rows + 1);
  const entries = sharedInt32(outputs.reduce((sum, { used }) => sum + (used[0] as number), 0));
  let row = 0;
  let at = 0;
  for (const output of outputs) {
    entries.set(output.entries.subarray(0, output.used[0]), at);
    for (const length of output.lengths) {
      at += length;
      starts[++row] = at;
    }
  }
  return { spins, starts, entries };
}

const stepsOf = (sides: readonly HemisphereVertices[]): number =>
  sides.reduce((sum, { parcelOfVertex }) => sum + STEPS * parcelOfVertex.length, 1);

function cut(sides: readonly HemisphereVertices[], from: number, to: number): Range[] {
  const size = Math.max(1, Math.floor(STEPS_PER_BLOCK / stepsOf(sides)));
  return Array.from({ length: Math.ceil((to - from) / size) }, (_, b) => ({
    from: from + b * size,
    to: Math.min(to, from + (b + 1) * size),
  }));
}

async function run(
  sides: readonly HemisphereVertices[],
  blocks: VertexSpinBlock[],
  { pool, ctx, rotations }: VertexSpinning,
): Promise<void> {
  const before = Math.min(...blocks.map(({ from }) => from));
  const spins = blocks.reduce((sum, { from, to }) => sum + to - from, 0);
  await pool.run('vertexSpin', blocks, {
    signal: ctx.signal,
    steps: stepsOf(sides) * spins,
    onDone: (done) => ctx.report(before + done, rotations.length / 9, 'spins'),
  });
}
