/**
 * A place that waits, in the fixture — đề nghị đổi nơi đặt mẫu.
 *
 * Of the one cluster near a clinic somebody says that it stands among houses.
 */
import { UserId } from '@loaso/shared/ids';
import type { DeviceDetail } from '@loaso/shared/wire/http/fleet';

/** A technician says that the clinic has moved away. */
export const placeAskedOf = (
  kind: DeviceDetail['placeKind'],
  now: number,
): DeviceDetail['placeAsked'] =>
  kind === 'residential'
    ? null
    : {
        kind: 'residential',
        byId: UserId.parse('usr-tho'),
        by: 'Lê Văn Thợ',
        at: now - 3_600_000,
        changes: [
          {
            vi: 'Được phát thêm 11:30–14:00 mọi ngày.',
            en: 'May sound 11:30–14:00 on all days as well.',
          },
          { vi: 'Âm lượng tối đa từ 60 % lên 80 %.', en: 'Volume up to 80 % instead of 60 %.' },
        ],
      };
