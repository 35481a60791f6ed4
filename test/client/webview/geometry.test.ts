/// <reference types="node" />
import { readHeader, readImage } from 'nifti-reader-js';
import { describe, expect, it } from 'vitest';
import { decodeGeometry } from '../../../client/webview/results/geometry.js';
import { niftiBytes } from '../../../client/webview/results/nifti-bytes.js';
import { makeSurface, makeVolume } from './fixtures.js';

describe('geometry of the brain view', () => {
  it('comes back from base64 with left before right and a parcel for each vertex', () => {
    const sent = makeSurface(20);
    if (sent.kind !== 'surface') throw new Error('fixture');
    const geometry = decodeGeometry({ ...sent, hemispheres: [...sent.hemispheres].reverse() });
    if (geometry.kind !== 'surface') throw new Error('kind');
    expect(geometry.meshes.map(({ hemisphere }) => hemisphere)).toEqual(['L', 'R']);
    for (const { vertices, triangles, parcels } of geometry.meshes) {
      expect(vertices.length).toBe(parcels.length * 3);
      expect(Math.max(...triangles)).toBeLessThan(parcels.length);
    }
  });

  it('passes on the reason when there is nothing to draw', () => {
    expect(decodeGeometry({ kind: 'none', reason: 'no surface' })).toEqual({
      kind: 'none',
      reason: 'no surface',
    });
  });

  it('writes a NIfTI file that an independent reader understands', () => {
    const sent = makeVolume();
    if (sent.kind !== 'volume') throw new Error('fixture');
    const geometry = decodeGeometry(sent);
    if (geometry.kind !== 'volume') throw new Error('kind');
    const buffer = niftiBytes(geometry.dims, geometry.affine, geometry.parcels);
    const header = readHeader(buffer);
    if (!header) throw new Error('no NIfTI header');
    expect(header.dims.slice(0, 4)).toEqual([3, ...geometry.dims]);
    expect(header.affine.flat()).toEqual(geometry.affine);
    expect([...new Int16Array(readImage(header, buffer))]).toEqual([...geometry.parcels]);
  });

  it('stores numbers as float32 that are too large for int16', () => {
    const buffer = niftiBytes(
      [2, 1, 1],
      [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
      Int32Array.from([1, 40000]),
    );
    expect([...new Float32Array(buffer, 352)]).toEqual([1, 40000]);
  });
});
