// Writes a drawing as a PDF of one page, as vectors, with the fonts every reader has. Deterministic like svg.ts.
import {
  INK,
  channels,
  rect,
  type Drawing,
  type Ink,
  type Shape,
  type TextShape,
} from './drawing.js';
import { textWidth } from './font-widths.js';
import { hexText, pdfFile } from './pdf-file.js';
import { runs, type Run } from './pdf-text.js';

export interface Pdf {
  bytes: Uint8Array;
  /** Letters that the fonts of PDF do not have and that stand as `?`; SVG and PNG show them. */
  missing: string[];
}

/** Three decimals: a device of 2400 dpi resolves 0.03 points. */
const number = (value: number): string => String(Math.round(value * 1000) / 1000 + 0);
const numbers = (...values: number[]): string => values.map(number).join(' ');
const colour = (name: string): string => numbers(...channels(name).map((channel) => channel / 255));

/** Handle length of the Bézier curve that comes closest to a quarter of a circle. */
const ARC = 0.5523;

/** Writes shapes as operators; the page is turned so that y grows downwards. */
class Pen {
  readonly missing = new Set<string>();

  content(shapes: readonly Shape[]): string {
    return shapes.map((shape) => this.shape(shape)).join('\n');
  }

  private shape(shape: Shape): string {
    switch (shape.kind) {
      case 'rect':
        return painted(shape, `${numbers(shape.x, shape.y, shape.width, shape.height)} re`);
      case 'circle':
        return painted(shape, circlePath(shape.x, shape.y, shape.radius));
      case 'polygon':
        return painted(shape, polygonPath(shape.points));
      case 'area':
        return painted(shape, shape.loops.map(polygonPath).join(' '));
      case 'line': {
        const { x1, y1, x2, y2, stroke, strokeWidth, dash = [] } = shape;
        return `${colour(stroke)} RG ${number(strokeWidth)} w [${numbers(...dash)}] 0 d ${numbers(x1, y1)} m ${numbers(x2, y2)} l S`;
      }
      case 'text':
        return this.text(shape);
      case 'group':
        return this.content(shape.shapes);
    }
  }

  private text({ x, y, text, size, fill, anchor, bold = false, turned = 0 }: TextShape): string {
    const width = textWidth(text, size, bold);
    const start = anchor === 'end' ? -width : anchor === 'middle' ? -width / 2 : 0;
    const angle = (turned * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    // The page is upside down, so letters are turned once more.
    const matrix = numbers(cos, sin, sin, -cos, x + start * cos, y + start * sin);
    const shown = runs(text, this.missing).map(
      (run) => `/${fontName(run, bold)} ${number(size)} Tf <${hexBytes(run.bytes)}> Tj`,
    );
    return `BT ${colour(fill)} rg ${matrix} Tm ${shown.join(' ')} ET`;
  }
}

const fontName = ({ font }: Run, bold: boolean): string =>
  font === 'symbols' ? 'S' : bold ? 'B' : 'R';

const hexBytes = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');

function painted({ fill, stroke, strokeWidth = 1 }: Ink, path: string): string {
  const filling = fill === null ? '' : `${colour(fill)} rg `;
  const stroking =
    stroke === undefined ? '' : `${colour(stroke)} RG ${number(strokeWidth)} w [] 0 d `;
  const operator = fill === null ? (stroke ? 'S' : 'n') : stroke ? 'B' : 'f';
  return `${filling}${stroking}${path} ${operator}`;
}

function polygonPath(points: readonly number[]): string {
  const steps: string[] = [];
  for (let i = 0; i + 1 < points.length; i += 2)
    steps.push(`${numbers(points[i] ?? 0, points[i + 1] ?? 0)} ${i === 0 ? 'm' : 'l'}`);
  return `${steps.join(' ')} h`;
}

function circlePath(x: number, y: number, radius: number): string {
  const handle = radius * ARC;
  const curve = (...values: number[]): string => `${numbers(...values)} c`;
  return [
    `${numbers(x + radius, y)} m`,
    curve(x + radius, y + handle, x + handle, y + radius, x, y + radius),
    curve(x - handle, y + radius, x - radius, y + handle, x - radius, y),
    curve(x - radius, y - handle, x - handle, y - radius, x, y - radius),
    curve(x + handle, y - radius, x + radius, y - handle, x + radius, y),
    'h',
  ].join(' ');
}

const font = (name: string, encoded: boolean): string =>
  `<< /Type /Font /Subtype /Type1 /BaseFont /${name}${encoded ? ' /Encoding /WinAnsiEncoding' : ''} >>`;

/** The whole file. */
export function pdf(drawing: Drawing): Pdf {
  const { width, height, title, description, shapes } = drawing;
  const pen = new Pen();
  const paper = rect(0, 0, width, height, { fill: INK.paper });
  const content = `1 0 0 -1 0 ${number(height)} cm\n${pen.content([paper, ...shapes])}\n`;
  const bytes = pdfFile(
    [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${numbers(width, height)}] /Contents 4 0 R `
        + '/Resources << /Font << /R 5 0 R /B 6 0 R /S 7 0 R >> >> >>',
      `<< /Length ${content.length} >>\nstream\n${content}endstream`,
      font('Helvetica', true),
      font('Helvetica-Bold', true),
      font('Symbol', false),
      `<< /Title ${hexText(title)} /Subject ${hexText(description)} /Producer ${hexText('NiSpace for VS Code')} >>`,
    ],
    8,
  );
  return { bytes, missing: [...pen.missing] };
}
