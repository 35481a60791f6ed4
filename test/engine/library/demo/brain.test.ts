// The parcels of the demo brain, on the surface and in the volume.
import { beforeAll, describe, expect, it } from 'vitest';
import { demoBrain, type DemoBrain } from '../../../../engine/library/demo/brain.js';
import { affineOf, centres } from '../../../../engine/library/demo/grid.js';
import { neighbours } from '../../../../engine/library/demo/mesh.js';
import { length, subtract } from '../../../../engine/library/demo/vector.js';

let brain: DemoBrain;
beforeAll(() => {
  brain = demoBrain(2026);
});

const counts = (labels: Int32Array, count: number): number[] => {
  const sizes = new Array<number>(count + 1).fill(0);
  for (const label of labels) sizes[label]! += 1;
  return sizes.slice(1);
};

describe('Demo100', () => {
  it('has a hundred parcels with distinct names, the left fifty first', () => {
    const { labels, hemispheres } = brain.parcels;
    expect(new Set(labels).size).toBe(100);
    expect(labels.map((label) => label.slice(0, 7))).toEqual([
      ...Array<string>(50).fill('hemi-L_'),
      ...Array<string>(50).fill('hemi-R_'),
    ]);
    for (const label of labels) {
      expect(label).toMatch(/^hemi-[LR]_div-(Front|Crown|Side|Temple|Back)_lab-\d+$/);
    }
    expect(hemispheres.map((side) => side.labels).flat()).toEqual(labels);
  });

  it('leaves out the medial wall and nothing else; right numbers continue after the left ones', () => {
    brain.parcels.hemispheres.forEach(({ ofVertex }, index) => {
      const first = index * 50 + 1;
      ofVertex.forEach((number, vertex) => {
        const cortical = brain.cortex[index]!.cortex[vertex] === 1;
        expect(cortical ? number >= first && number < first + 50 : number === 0).toBe(true);
      });
    });
  });

  it('has contiguous parcels of about equal size', () => {
    brain.parcels.hemispheres.forEach(({ ofVertex }, index) => {
      const around = neighbours(brain.cortex[index]!.topology);
      const sizes = counts(ofVertex, 100).slice(index * 50, index * 50 + 50);
      expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(2);
      for (let number = index * 50 + 1; number <= index * 50 + 50; number++) {
        const start = ofVertex.indexOf(number);
        const reached = new Set([start]);
        for (const vertex of reached) {
          for (const other of around[vertex]!) if (ofVertex[other] === number) reached.add(other);
        }
        expect(reached.size).toBe(sizes[(number - 1) % 50]);
      }
    });
  });

  it('has at least a hundred voxels in every parcel, on the side its name says', () => {
    expect(Math.min(...counts(brain.ribbon, 100))).toBeGreaterThanOrEqual(100);
    const where = centres(brain.grid);
    brain.ribbon.forEach((number, voxel) => {
      if (number > 0)
        expect(where[voxel]![0] < 0 === number <= 50 || where[voxel]![0] === 0).toBe(true);
    });
  });

  it('has the same parcel in the volume and on the surface', () => {
    const middle = (points: (readonly number[])[]): [number, number, number] => {
      const mean = (axis: number): number =>
        points.reduce((sum, point) => sum + point[axis]!, 0) / points.length;
      return [mean(0), mean(1), mean(2)];
    };
    const where = centres(brain.grid);
    brain.cortical.points.forEach((points, index) => {
      const voxels = where.filter((_, voxel) => brain.ribbon[voxel] === index + 1);
      // Both are centres of the same folded patch of some 20 mm.
      expect(length(subtract(middle(points), middle(voxels)))).toBeLessThan(8);
    });
  });
});

describe('DemoSub8', () => {
  it('has eight bodies, four on each side, of at least forty voxels', () => {
    expect(brain.subcortical.labels).toHaveLength(8);
    expect(Math.min(...counts(brain.subcortex, 8))).toBeGreaterThanOrEqual(40);
    const where = centres(brain.grid);
    brain.subcortex.forEach((number, voxel) => {
      if (number > 0) expect(where[voxel]![0] < 0).toBe(number <= 4);
    });
  });

  it('shares no voxel with the cortical parcels', () => {
    const shared = brain.subcortex.filter(
      (number, voxel) => number > 0 && brain.ribbon[voxel]! > 0,
    );
    expect(shared).toHaveLength(0);
  });
});

describe('the demo grid', () => {
  it('puts voxels where its affine says', () => {
    const affine = affineOf(brain.grid);
    const [nx, ny] = brain.grid.dims;
    const centre = centres(brain.grid)[3 + nx * (5 + ny * 7)]!;
    for (const row of [0, 1, 2] as const) {
      const [a, b, c, d] = affine.subarray(4 * row, 4 * row + 4) as unknown as number[];
      expect(a! * 3 + b! * 5 + c! * 7 + d!).toBe(centre[row]);
    }
  });

  it('holds the whole cortex', () => {
    const { dims, voxel, origin } = brain.grid;
    const points = brain.cortex.flatMap((side) => side.midthickness);
    for (const axis of [0, 1, 2] as const) {
      const along = points.map((point) => point[axis]);
      expect(Math.min(...along)).toBeGreaterThan(origin[axis] + voxel);
      expect(Math.max(...along)).toBeLessThan(origin[axis] + voxel * (dims[axis] - 2));
    }
  });
});
