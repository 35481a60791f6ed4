// Paints the visible part of a heatmap: cells under names that stay in sight, hatched where there is no value, marks where p is small.
import { MARKS } from '../chart-layers.js';
import { css, colourScale, type ColourScale, type Rgb } from '../colours.js';
import { ellipsize } from '../labels.js';
import type { Theme } from '../theme.js';
import { rowAt, SLOPE, type HeatmapLayout, type HeatmapModel } from './heatmap-model.js';

export interface HeatmapPicture {
  model: HeatmapModel;
  layout: HeatmapLayout;
  theme: Theme;
  size: { width: number; height: number };
  scroll: { left: number; top: number };
  selected: { y: number; at: number } | null;
  hovered: { y: number; at: number } | null;
}

/** Symmetric about zero where values have both signs, else from zero up. */
export const heatColours = ({ reach, signed }: HeatmapModel): ColourScale =>
  colourScale(signed ? [-reach, reach] : [0, reach]);

/** Black or white, whichever is easier to read on a colour. */
export const inkOn = ([red, green, blue]: Rgb): string =>
  0.299 * red + 0.587 * green + 0.114 * blue > 140 ? '#000000' : '#ffffff';

const FONT_SIZE = 12;
const BOLD = 'bold ';

export function paintHeatmap(canvas: HTMLCanvasElement, picture: HeatmapPicture): void {
  const { size, theme } = picture;
  const ratio = window.devicePixelRatio || 1;
  Object.assign(canvas.style, { width: `${size.width}px`, height: `${size.height}px` });
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(ratio, ratio);
  context.textBaseline = 'middle';
  context.font = `${FONT_SIZE}px ${theme.font}`;
  paintCells(context, picture);
  paintRowNames(context, picture);
  paintColumnNames(context, picture);
}

/** First and last index of what is in sight. */
const inSight = (scroll: number, room: number, length: number, count: number): [number, number] => [
  Math.max(0, Math.floor(scroll / length)),
  Math.min(count - 1, Math.floor((scroll + room) / length)),
];

function ends({ model, layout, size, scroll }: HeatmapPicture) {
  return {
    across: inSight(scroll.left, size.width - layout.left, layout.width, model.names.length),
    down: inSight(scroll.top, size.height - layout.top, layout.height, model.order.length),
  };
}

function paintCells(context: CanvasRenderingContext2D, picture: HeatmapPicture): void {
  const { model, layout, theme, size, scroll, selected, hovered } = picture;
  const scale = heatColours(model);
  const { across, down } = ends(picture);
  context.save();
  context.beginPath();
  context.rect(layout.left, layout.top, size.width - layout.left, size.height - layout.top);
  context.clip();
  context.textAlign = 'center';
  for (let at = down[0]; at <= down[1]; at += 1) {
    for (let y = across[0]; y <= across[1]; y += 1) {
      const row = rowAt(model, y, at);
      const left = layout.left + y * layout.width - scroll.left;
      const top = layout.top + at * layout.height - scroll.top;
      const [width, height] = [layout.width - 1, layout.height - 1];
      if (!row || row.value === null) {
        hatch(context, left, top, width, height, theme);
        continue;
      }
      const colour = scale.colour(row.value);
      context.fillStyle = css(colour);
      context.fillRect(left, top, width, height);
      if (row.mark === 'none') continue;
      context.fillStyle = inkOn(colour);
      context.fillText(MARKS[row.mark], left + width / 2, top + height / 2 + 0.5);
    }
  }
  if (hovered) outline(context, picture, hovered, theme.foreground, 1);
  if (selected) outline(context, picture, selected, theme.focus, 3);
  context.restore();
}

function outline(
  context: CanvasRenderingContext2D,
  { layout, scroll, theme }: HeatmapPicture,
  { y, at }: { y: number; at: number },
  colour: string,
  width: number,
): void {
  const left = layout.left + y * layout.width - scroll.left - 0.5;
  const top = layout.top + at * layout.height - scroll.top - 0.5;
  if (width > 1) {
    context.lineWidth = width + 2;
    context.strokeStyle = theme.background;
    context.strokeRect(left, top, layout.width, layout.height);
  }
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.strokeRect(left, top, layout.width, layout.height);
}

function hatch(
  context: CanvasRenderingContext2D,
  left: number,
  top: number,
  width: number,
  height: number,
  { muted }: Theme,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.strokeStyle = muted;
  context.globalAlpha = 0.6;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = left - height; x < left + width; x += 5) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.stroke();
  context.restore();
}

function paintRowNames(context: CanvasRenderingContext2D, picture: HeatmapPicture): void {
  const { model, layout, theme, size, scroll, selected, hovered } = picture;
  context.save();
  context.beginPath();
  context.rect(0, layout.top, layout.left, size.height - layout.top);
  context.clip();
  context.textAlign = 'right';
  const [first, last] = ends(picture).down;
  const fits = (text: string): boolean => context.measureText(text).width <= layout.left - 10;
  for (let at = first; at <= last; at += 1) {
    const strong = at === hovered?.at || at === selected?.at;
    context.font = `${strong ? BOLD : ''}${FONT_SIZE}px ${theme.font}`;
    context.fillStyle = theme.foreground;
    const label = ellipsize(rowAt(model, 0, at)?.label ?? '', fits);
    context.fillText(label, layout.left - 6, layout.top + (at + 0.5) * layout.height - scroll.top);
  }
  context.restore();
}

function paintColumnNames(context: CanvasRenderingContext2D, picture: HeatmapPicture): void {
  const { model, layout, theme, size, scroll, selected, hovered } = picture;
  context.save();
  context.beginPath();
  context.rect(layout.left, 0, size.width - layout.left, layout.top);
  context.clip();
  context.textAlign = 'left';
  const [first, last] = ends(picture).across;
  const room = (layout.top - 12) / SLOPE.up;
  const fits = (text: string): boolean => context.measureText(text).width <= room;
  for (let y = first; y <= last; y += 1) {
    const strong = y === hovered?.y || y === selected?.y || model.pooled[y] === true;
    context.font = `${strong ? BOLD : ''}${FONT_SIZE}px ${theme.font}`;
    context.fillStyle = theme.foreground;
    context.save();
    context.translate(layout.left + (y + 0.5) * layout.width - scroll.left, layout.top - 6);
    context.rotate((SLOPE.angle * Math.PI) / 180);
    context.fillText(ellipsize(model.names[y] ?? '', fits), 0, 0);
    context.restore();
  }
  context.restore();
}
