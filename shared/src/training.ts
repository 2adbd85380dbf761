/**
 * Training commune — xã tập huấn.
 *
 * A commune of no map in which people learn: texts, approvals, lines and drills are as everywhere, but
 * no box is ever let in, so that nothing said there can reach a loudspeaker.
 */
import { AreaId } from './ids.js';

/** Beyond the codes that the statistics office gives. */
export const TRAINING_COMMUNE = AreaId.parse('99999');

/** @returns true for the training commune and its hamlets */
export const isTraining = (areaId: AreaId): boolean =>
  areaId === TRAINING_COMMUNE || areaId.startsWith(`${TRAINING_COMMUNE}-`);
