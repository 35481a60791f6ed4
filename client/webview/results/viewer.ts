// NiiVue with the settings both scenes share: no shortcuts that surprise, no drag and drop, the editor's background.
import { Niivue, type NVConfigOptions } from '@niivue/niivue';
import { el } from './dom.js';
import { parseColour, type Theme } from './theme.js';

export interface Viewer {
  niivue: Niivue;
  canvas: HTMLCanvasElement;
  recolour(theme: Theme): void;
  dispose(): void;
}

/** @throws Error when the page has no WebGL2 */
export async function createViewer(
  place: HTMLElement,
  theme: Theme,
  label: string,
  options: Partial<NVConfigOptions>,
): Promise<Viewer> {
  const canvas = el('canvas', { tabindex: 0, role: 'img', 'aria-label': label });
  const own = el('div', { class: 'viewer' }, canvas);
  place.prepend(own);
  const niivue = new Niivue({
    backColor: parseColour(theme.background),
    fontColor: parseColour(theme.foreground),
    crosshairColor: parseColour(theme.focus),
    dragAndDropEnabled: false,
    show3Dcrosshair: false,
    isOrientCube: false,
    isColorbar: false,
    loadingText: '',
    logLevel: 'error',
    scrollRequiresFocus: true,
    clipPlaneHotKey: '',
    cycleClipPlaneHotKey: '',
    viewModeHotKey: '',
    ...options,
  });
  await niivue.attachToCanvas(canvas);
  own.style.backgroundColor = 'transparent';
  return {
    niivue,
    canvas,
    recolour(next) {
      niivue.opts.backColor = parseColour(next.background);
      niivue.opts.fontColor = parseColour(next.foreground);
      niivue.opts.crosshairColor = parseColour(next.focus);
      niivue.drawScene();
    },
    dispose() {
      niivue.cleanup();
      own.remove();
    },
  };
}

/** A press that does not become a drag counts as a click; the place is in CSS pixels of the canvas. */
export function onClick(canvas: HTMLCanvasElement, clicked: (x: number, y: number) => void): void {
  let pressed: PointerEvent | null = null;
  canvas.addEventListener('pointerdown', (event) => (pressed = event));
  canvas.addEventListener('click', ({ offsetX, offsetY, clientX, clientY }) => {
    const moved = pressed
      ? Math.hypot(clientX - pressed.clientX, clientY - pressed.clientY)
      : Infinity;
    if (moved < 4) clicked(offsetX, offsetY);
  });
}
