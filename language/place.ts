// Where a block stands, and with it which rows of the parameter table its properties follow.
import type { AstNode } from 'langium';
import type { Block, Property, Value } from './generated/ast.js';
import { isAnalysis, isDesign, isParcellation, isProperty } from './generated/ast.js';
import { PARAMETERS, parameterAt } from './parameters.js';
import type { Parameter, Place } from './parameters/parameter.js';
import { propertyOf } from './values/words.js';

const isPlace = (text: string): text is Place => Object.hasOwn(PARAMETERS, text);

/** The kind of block, or undefined for one that is itself a value (`p_tails: { … }`) or an unknown step. */
export function placeOf(block: Block): Place | undefined {
  const owner: AstNode = block.$container;
  if (isAnalysis(owner)) return owner.kind;
  switch (owner.$type) {
    case 'Defaults':
      return 'defaults';
    case 'Step': {
      const name = block.$container.$type === 'Step' ? block.$container.name : '';
      return isPlace(name) ? name : undefined;
    }
    case 'ReferenceSource':
      return 'reference';
    case 'TableSource':
      return isDesignTable(owner) ? 'design' : 'table';
    case 'ImageSource':
      return isParcellation(owner.$container) ? 'parcellation image' : 'image';
    case 'ImagesSource':
      return 'images';
    case 'SurfaceSource':
      return isParcellation(owner.$container) ? 'parcellation surface' : 'surface';
    default:
      return undefined;
  }
}

/** True for a table that is a design, declared or inline. */
function isDesignTable(source: AstNode): boolean {
  const owner = source.$container;
  return isDesign(owner) || (isProperty(owner) && rowOf(owner)?.type.refersTo === 'Design');
}

/** The row of the parameter table a property follows; undefined when it is unknown there. */
export function rowOf(property: Property): Parameter | undefined {
  const place = placeOf(property.$container);
  return place && parameterAt(place, property.key);
}

/** The row of the property a value stands in. */
export function rowOfValue(value: Value): Parameter | undefined {
  const property = propertyOf(value);
  return property && rowOf(property);
}
