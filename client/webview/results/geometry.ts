// Brings the geometry of the brain view from base64 to typed arrays. Pure.
import type { BrainGeometry } from '../../../server/protocol.js';
import type { SurfaceMesh } from './surface-layout.js';

export interface SurfaceGeometry {
  kind: 'surface';
  space: string;
  meshes: SurfaceMesh[];
}

export interface VolumeGeometry {
  kind: 'volume';
  space: string;
  dims: [number, number, number];
  affine: number[];
  /** Parcel index of each voxel, -1 for none. */
  parcels: Int32Array;
}

export type Geometry = SurfaceGeometry | VolumeGeometry | { kind: 'none'; reason: string };

function bytes(base64: string): ArrayBuffer {
  const text = atob(base64);
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) out[i] = text.charCodeAt(i);
  return out.buffer;
}

/** Left before right, whatever the order sent. */
export function decodeGeometry(sent: BrainGeometry): Geometry {
  switch (sent.kind) {
    case 'none':
      return sent;
    case 'volume':
      return { ...sent, parcels: new Int32Array(bytes(sent.parcels)) };
    case 'surface':
      return {
        kind: 'surface',
        space: sent.space,
        meshes: [...sent.hemispheres]
          .sort((a, b) => a.hemisphere.localeCompare(b.hemisphere))
          .map(({ hemisphere, vertices, triangles, parcels }) => ({
            hemisphere,
            vertices: new Float32Array(bytes(vertices)),
            triangles: new Uint32Array(bytes(triangles)),
            parcels: new Int32Array(bytes(parcels)),
          })),
      };
  }
}
