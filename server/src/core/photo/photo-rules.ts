/**
 * Rules of photos — các phép của xưởng ảnh.
 *
 * What the workshop needs to know of a file and its bytes, as one value to be handed in.
 */
import { bareJpeg } from './bare-jpeg.js';
import { orientationOf } from './orientation.js';
import { pictureKind } from './picture-kind.js';

export const photoRules = { pictureKind, orientationOf, bareJpeg };
export type PhotoRules = typeof photoRules;
