/**
 * What coverage is computed from — thôn, cụm loa như đã khai báo.
 *
 * Hamlets with their people, clusters with their reach and what is known of them.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import { Figure, type Known } from '@loaso/shared/wire/http/coverage';
import type { Place } from './share.js';

export type { Figure, Known };

/** A hamlet as the department has registered it. */
export type Hamlet = {
  readonly areaId: AreaId;
  readonly communeId: AreaId;
  readonly urban: boolean;
  readonly people: number;
  /** Where its houses are; null when nobody has said. */
  readonly centre: Place | null;
  /** Of a circle as large as the inhabited part, metres. */
  readonly radiusM: number;
};

export type Cluster = {
  readonly id: DeviceId;
  /** The hamlet or commune it stands in. */
  readonly areaId: AreaId;
  readonly position: Place | null;
  /** Likely reach, metres. */
  readonly radiusM: number;
  readonly today: Known;
  readonly heard7: Known;
  readonly heard30: Known;
};

/** A hamlet is never smaller than this: a few houses. */
export const HAMLET_RADIUS_MIN_M = 50;

/** trên giấy / hôm nay / đã nghe trong 7 ngày / trong 30 ngày. */
export const FIGURES = Figure.options;

/** What is installed is there on paper, whatever it does. */
export const does = (cluster: Cluster, figure: Figure): Known =>
  figure === 'paper' ? 'yes' : cluster[figure];
