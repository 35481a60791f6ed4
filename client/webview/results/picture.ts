// A drawing as pixels: the SVG painted by the browser, white ground, 300 per inch.
import type { Drawing } from '../../figures/drawing.js';
import { withResolution } from '../../figures/png-resolution.js';
import { svg } from '../../figures/svg.js';

const PER_INCH = 300;
const POINTS_PER_INCH = 72;
/** Longest side of a canvas in Chromium, in pixels. */
const MOST = 16_384;

async function image(text: string): Promise<{ element: HTMLImageElement; free: () => void }> {
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  const element = new Image();
  element.src = url;
  await element.decode();
  return { element, free: () => URL.revokeObjectURL(url) };
}

/**
 * The bytes of a PNG.
 * @throws Error in words when the figure is too large for a picture
 */
export async function picture(drawing: Drawing): Promise<Uint8Array> {
  const pixels = (points: number): number => Math.round((points / POINTS_PER_INCH) * PER_INCH);
  const [width, height] = [pixels(drawing.width), pixels(drawing.height)];
  if (Math.max(width, height) > MOST)
    throw new Error(
      'The figure is too large for a picture of 300 dpi. Export SVG or PDF, or show fewer rows.',
    );
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This window cannot paint pictures. Export SVG or PDF.');
  const { element, free } = await image(svg(drawing));
  context.drawImage(element, 0, 0, width, height);
  free();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
  if (!blob) throw new Error('The picture could not be made. Export SVG or PDF.');
  return withResolution(new Uint8Array(await blob.arrayBuffer()), PER_INCH);
}
