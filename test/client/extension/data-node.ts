// A node of the data view for tests.
import type { DataNode } from '../../../server/protocol.js';

export function dataNode(changes: Partial<DataNode> = {}): DataNode {
  return {
    id: 'dataset/pet',
    kind: 'dataset',
    label: 'pet',
    about: '',
    presence: 'remote',
    bytes: 0,
    missing: 0,
    removable: { files: 0, bytes: 0 },
    counts: null,
    licence: 'CC BY 4.0',
    citations: [],
    simulated: false,
    path: null,
    hasChildren: false,
    ...changes,
  };
}
