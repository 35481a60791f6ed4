// Writes a drawing as SVG. Deterministic: equal drawings give equal bytes; numbers have at most two decimals, nothing is dated or random.
import { INK, channels, type Drawing, type Ink, type Shape, type TextShape } from './drawing.js';
import { isMeasured, textWidth } from './font-widths.js';
import { escaped } from './xml-text.js';

/** All but the last have the widths that the layout counts with. */
const FONTS = "Helvetica, Arial, 'Liberation Sans', Arimo, 'Nimbus Sans', sans-serif";
/** Two decimals, without trailing zeros and without `-0`. */
export const rounded = (value: number): string => String(Math.round(value * 100) / 100 + 0);

const hex = (colour: string): string =>
  `#${channels(colour)
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`;

type Attributes = Record<string, string | number | null | undefined>;

/** Null and undefined attributes are left out; numbers are rounded. */
function attributes(values: Attributes): string {
  return Object.entries(values)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(
      ([name, value]) =>
        ` ${name}="${typeof value === 'number' ? rounded(value) : escaped(value ?? '')}"`,
    )
    .join('');
}

const ink = ({ fill, stroke, strokeWidth }: Ink): Attributes => ({
  fill: fill === null ? 'none' : hex(fill),
  stroke: stroke === undefined ? null : hex(stroke),
  'stroke-width': stroke === undefined ? null : (strokeWidth ?? 1),
});

function textElement({ x, y, text, size, fill, anchor, bold, turned }: TextShape): string {
  const width = isMeasured(text, bold) ? textWidth(text, size, bold) : null;
  const values = {
    x,
    y,
    // Where none of the fonts is there, the text is squeezed to its place instead of running over others.
    textLength: width,
    lengthAdjust: width === null ? null : 'spacingAndGlyphs',
    'font-size': size,
    fill: hex(fill),
    'text-anchor': anchor === 'start' ? null : anchor,
    'font-weight': bold ? 'bold' : null,
    transform: turned ? `rotate(${rounded(turned)} ${rounded(x)} ${rounded(y)})` : null,
  };
  return `<text${attributes(values)}>${escaped(text)}</text>`;
}

const loop = (points: readonly number[]): string =>
  `M${points.map((value, i) => `${i === 0 ? '' : i % 2 ? ' ' : 'L'}${rounded(value)}`).join('')}Z`;

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'rect': {
      const { x, y, width, height } = shape;
      return `<rect${attributes({ x, y, width, height, ...ink(shape) })}/>`;
    }
    case 'circle':
      return `<circle${attributes({ cx: shape.x, cy: shape.y, r: shape.radius, ...ink(shape) })}/>`;
    case 'polygon':
      return `<polygon${attributes({ points: shape.points.map(rounded).join(' '), ...ink(shape) })}/>`;
    case 'area': {
      const d = shape.loops.map(loop).join('');
      return `<path${attributes({ d, ...ink(shape) })}><title>${escaped(shape.title)}</title></path>`;
    }
    case 'line': {
      const { x1, y1, x2, y2, stroke, strokeWidth, dash } = shape;
      const drawn = { stroke: hex(stroke), 'stroke-width': strokeWidth };
      return `<line${attributes({ x1, y1, x2, y2, ...drawn, 'stroke-dasharray': dash?.map(rounded).join(' ') })}/>`;
    }
    case 'text':
      return textElement(shape);
    case 'group':
      return [
        '<g>',
        `<title>${escaped(shape.title)}</title>`,
        ...shape.shapes.map(element),
        '</g>',
      ].join('\n');
  }
}

/**
 * The whole text of an SVG file.
 * @param id told apart from other figures on the same page, where there are some
 */
export function svg(drawing: Drawing, id = 'figure'): string {
  const { width, height, title, description, shapes } = drawing;
  const head = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: `${rounded(width)}pt`,
    height: `${rounded(height)}pt`,
    viewBox: `0 0 ${rounded(width)} ${rounded(height)}`,
    role: 'img',
    'aria-labelledby': `${id}-title ${id}-description`,
    'font-family': FONTS,
  };
  return [
    `<svg${attributes(head)}>`,
    `<title id="${escaped(id)}-title">${escaped(title)}</title>`,
    `<desc id="${escaped(id)}-description">${escaped(description)}</desc>`,
    `<rect${attributes({ width, height, fill: INK.paper })}/>`,
    ...shapes.map(element),
    '</svg>',
    '',
  ].join('\n');
}
