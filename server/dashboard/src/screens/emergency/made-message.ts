/**
 * Message just made — tin vừa soạn.
 *
 * What the order needs to know of a bulletin, once it can be heard. It is not approved.
 */
import type { AreaId, ClusterGroupId } from '@loaso/shared/ids';
import type { Bulletin } from '@loaso/shared/wire/http/content';
import type { EmergencyMessage } from '@loaso/shared/wire/http/emergency';

export type MakerProps = {
  readonly areaId: AreaId;
  /** Where it is to sound; null: everywhere there. */
  readonly stationIds: readonly ClusterGroupId[] | null;
  readonly onMade: (message: EmergencyMessage) => void;
};

/** Null while there is nothing to hear. */
export function messageOf(bulletin: Bulletin): EmergencyMessage | null {
  const { clip } = bulletin;
  if (clip === null) return null;
  return {
    bulletinId: bulletin.id,
    title: bulletin.title,
    areaId: bulletin.areaId,
    areaName: bulletin.areaName,
    durationMs: clip.durationMs,
    sha256: clip.sha256,
    prepared: false,
    without: 0,
    boxes: 0,
  };
}
