// Brain geometry for the panel: made in a thread of its own, so that it neither waits for a run nor keeps the editor waiting,
// and encoded for the way. The last geometry is kept, because results of one file usually share their parcellation.
import { pool as createPool } from 'workerpool';
import type { Pool } from 'workerpool';
import type { BrainShape } from '../engine/library/brain.js';
import type { BrainJob } from '../engine/parallel/brain-job.js';
import { base64 } from './geometry-encoding.js';
import type { BrainGeometry } from './protocol.js';

export class BrainThread {
  private pool: Pool | null = null;
  private last: { key: string; geometry: Promise<BrainGeometry> } | null = null;

  /** @param workerPath path of the worker bundle */
  constructor(private readonly workerPath: string) {}

  /** The geometry of a parcellation; a failure is not kept. */
  async geometry(job: BrainJob): Promise<BrainGeometry> {
    const key = JSON.stringify(job);
    if (this.last?.key === key) return this.last.geometry;
    const geometry = this.make(job);
    this.last = { key, geometry };
    try {
      return await geometry;
    } catch (error) {
      this.last = null;
      throw error;
    }
  }

  async end(): Promise<void> {
    await this.pool?.terminate(true);
    this.pool = null;
  }

  private async make(job: BrainJob): Promise<BrainGeometry> {
    this.pool ??= createPool(this.workerPath, { workerType: 'thread', maxWorkers: 1 });
    const shape = (await this.pool.exec('brain', [job])) as BrainShape;
    return encoded(shape);
  }
}

function encoded(shape: BrainShape): BrainGeometry {
  switch (shape.kind) {
    case 'none':
      return shape;
    case 'volume':
      return { ...shape, parcels: base64(shape.parcels) };
    case 'surface':
      return {
        ...shape,
        hemispheres: shape.hemispheres.map(({ hemisphere, vertices, triangles, parcels }) => ({
          hemisphere,
          vertices: base64(vertices),
          triangles: base64(triangles),
          parcels: base64(parcels),
        })),
      };
  }
}
