// Descriptions (parc.yaml, ref.yaml, …) as the bytes of a YAML file.
import { stringify } from 'yaml';

/** The YAML of a description; long texts are folded. */
export function yaml(fields: object): Uint8Array {
  return Buffer.from(stringify(fields, { lineWidth: 120 }), 'utf8');
}
