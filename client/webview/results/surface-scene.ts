// The surface scene: four fixed views under one camera, or both hemispheres to turn; colours by parcel, names on hover.
import { NVMesh, SLICE_TYPE } from '@niivue/niivue';
import type { BrainScene, ParcelColours, SceneOptions } from './brain-scene.js';
import { el } from './dom.js';
import type { SurfaceGeometry } from './geometry.js';
import { pickVertex } from './picking.js';
import { placeTogether, placeViews, type PlacedMesh, type Placement } from './surface-layout.js';
import type { Theme } from './theme.js';
import { createViewer, onClick, type Viewer } from './viewer.js';

/** How far from the pointer a vertex is still meant, in CSS pixels. */
const REACH = 7;
/** Degrees per press of an arrow key. */
const TURN = 10;
/** Light from the reader's side over an even ground, so that colours stay those of the colour bar. */
const SHADER = `#version 300 es
precision highp int;
precision highp float;
uniform float opacity;
in vec4 vClr;
in vec3 vN;
out vec4 color;
void main() {
  float facing = abs(dot(normalize(vN), vec3(0.0, 0.0, -1.0)));
  color = vec4(vClr.rgb * (0.62 + 0.38 * facing), opacity);
}`;
const ROTATE_START = { azimuth: 270, elevation: 10 };

/** Red, green, blue and opacity of each vertex. */
function vertexColours({ mesh }: PlacedMesh, { parcels, none }: ParcelColours): Uint8Array {
  const colours = new Uint8Array(mesh.parcels.length * 4);
  mesh.parcels.forEach((parcel, vertex) => {
    const [red, green, blue] = parcels[parcel] ?? none;
    colours.set([red, green, blue, 255], vertex * 4);
  });
  return colours;
}

class SurfaceScene implements BrainScene {
  private placement: Placement;
  private meshes: NVMesh[] = [];
  private readonly shader: number;
  private readonly arrangements: readonly [Placement, Placement];
  private readonly labels = el('div', { class: 'view-labels', 'aria-hidden': 'true' });
  private readonly resize = new ResizeObserver(() => this.fit());

  constructor(
    readonly viewer: Viewer,
    private readonly geometry: SurfaceGeometry,
    private colours: ParcelColours,
    private view: 'views' | 'rotate',
    private readonly options: SceneOptions,
  ) {
    this.shader = viewer.niivue.setCustomMeshShader(SHADER, 'even');
    this.arrangements = [placeViews(geometry.meshes, true), placeViews(geometry.meshes, false)];
    options.place.append(this.labels);
    this.placement = this.build();
    this.resize.observe(options.place);
    viewer.canvas.addEventListener('pointermove', (event) =>
      options.pointed(this.parcelAt(event.offsetX, event.offsetY)),
    );
    onClick(viewer.canvas, (x, y) => {
      const parcel = this.parcelAt(x, y);
      if (parcel !== null) options.picked(parcel);
    });
    viewer.canvas.addEventListener('pointerleave', () => options.pointed(null));
    viewer.canvas.addEventListener('keydown', (event) => this.turn(event));
  }

  paint(colours: ParcelColours): void {
    this.colours = colours;
    this.meshes.forEach((mesh, i) => {
      const placed = this.placement.meshes[i];
      if (!placed) return;
      mesh.rgba255 = vertexColours(placed, colours);
      mesh.updateMesh(this.viewer.niivue.gl);
    });
    this.viewer.niivue.drawScene();
  }

  setView(view: 'views' | 'rotate'): void {
    if (view === this.view) return;
    this.view = view;
    this.placement = this.build();
  }

  recolour(theme: Theme): void {
    this.viewer.recolour(theme);
  }

  link(other: BrainScene): void {
    if (other instanceof SurfaceScene) this.viewer.niivue.broadcastTo(other.viewer.niivue);
  }

  dispose(): void {
    this.resize.disconnect();
    this.viewer.dispose();
    this.labels.remove();
  }

  /** One line of views where that shows them larger than two. */
  private place(): Placement {
    const { clientWidth, clientHeight } = this.options.place;
    const zoom = ({ width, height }: Placement): number =>
      Math.min(clientWidth / width, clientHeight / height);
    const [one, two] = this.arrangements;
    return zoom(one) > zoom(two) ? one : two;
  }

  /** Puts the meshes of the current view into the scene. */
  private build(): Placement {
    const { niivue } = this.viewer;
    const views = this.view === 'views';
    const placement = views ? this.place() : placeTogether(this.geometry.meshes);
    for (const mesh of this.meshes) niivue.removeMesh(mesh);
    this.meshes = placement.meshes.map(
      (placed) =>
        new NVMesh(
          placed.vertices,
          placed.mesh.triangles,
          placed.label,
          vertexColours(placed, this.colours),
          1,
          true,
          niivue.gl,
        ),
    );
    for (const mesh of this.meshes) {
      mesh.meshShaderIndex = this.shader;
      niivue.addMesh(mesh);
    }
    niivue.opts.interactive = !views;
    niivue.setRenderAzimuthElevation(
      views ? 0 : ROTATE_START.azimuth,
      views ? 0 : ROTATE_START.elevation,
    );
    this.labels.replaceChildren(
      ...(views ? placement.meshes.map(({ label }) => el('span', {}, label)) : []),
    );
    this.scale(placement);
    return placement;
  }

  private fit(): void {
    if (this.view === 'views' && this.placement !== this.place()) this.placement = this.build();
    else this.scale(this.placement);
  }

  /** Zooms so that the arrangement just fits, and lays the labels over it. */
  private scale({ width, height, columns, rows }: Placement): void {
    const { niivue } = this.viewer;
    const { clientWidth, clientHeight } = this.options.place;
    if (!clientWidth || !clientHeight) return;
    const ratio = clientWidth / clientHeight;
    const halfHeight = Math.max(height / 2, width / 2 / ratio);
    const half = ratio < 1 ? halfHeight * ratio : halfHeight;
    niivue.setPivot3D();
    niivue.setScale((0.8 * niivue.furthestFromPivot) / half);
    Object.assign(this.labels.style, {
      width: `${(100 * width) / (2 * halfHeight * ratio)}%`,
      height: `${(100 * height) / (2 * halfHeight)}%`,
      gridTemplateColumns: `repeat(${columns}, 1fr)`,
      gridTemplateRows: `repeat(${rows}, 1fr)`,
    });
  }

  private parcelAt(x: number, y: number): number | null {
    const { clientWidth, clientHeight } = this.viewer.canvas;
    const { niivue } = this.viewer;
    const [matrix] = niivue.calculateMvpMatrix(
      null,
      [0, 0, 0, 0],
      niivue.scene.renderAzimuth,
      niivue.scene.renderElevation,
    );
    const picked = pickVertex(
      this.placement.meshes.map(({ vertices }) => vertices),
      matrix ?? [],
      (2 * x) / clientWidth - 1,
      1 - (2 * y) / clientHeight,
      [(2 * REACH) / clientWidth, (2 * REACH) / clientHeight],
    );
    const parcel = picked
      ? this.placement.meshes[picked.mesh]?.mesh.parcels[picked.vertex]
      : undefined;
    return parcel === undefined || parcel < 0 ? null : parcel;
  }

  private turn(event: KeyboardEvent): void {
    const step = {
      ArrowLeft: [-TURN, 0],
      ArrowRight: [TURN, 0],
      ArrowUp: [0, TURN],
      ArrowDown: [0, -TURN],
    }[event.key];
    if (!step || this.view !== 'rotate') return;
    event.preventDefault();
    const { niivue } = this.viewer;
    const [across = 0, up = 0] = step;
    niivue.setRenderAzimuthElevation(
      niivue.scene.renderAzimuth + across,
      niivue.scene.renderElevation + up,
    );
  }
}

export async function createSurfaceScene(
  geometry: SurfaceGeometry,
  colours: ParcelColours,
  options: SceneOptions,
): Promise<BrainScene> {
  const viewer = await createViewer(
    options.place,
    options.theme,
    'Brain surface coloured by parcel value; the list of parcels below holds the numbers',
    { sliceType: SLICE_TYPE.RENDER },
  );
  return new SurfaceScene(viewer, geometry, colours, options.view, options);
}
