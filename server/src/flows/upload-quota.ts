/**
 * Upload quota — hạn mức tải tệp lên.
 *
 * One file at a time for each person, so many bytes in a day, so many files at once for the server.
 * Kept in memory: a restart forgives, a full disk does not.
 */
import type { UserId } from '@loaso/shared/ids';
import { err, ok, type Result } from '@loaso/shared/result';
import { DAY_MS } from '@loaso/shared/time';
import type { Refusal } from './refusals.js';

export type UploadQuota = {
  /** A ticket for one upload; `close` must be called with what really came. */
  open(
    user: UserId,
    sizeBytes: number | null,
    now: number,
  ): Result<{ close(receivedBytes: number): void }, Refusal>;
};

const AT_ONCE_MAX = 8;
const BUSY_RETRY_S = 30;

export type QuotaLimits = {
  readonly fileBytes: number;
  /** Of one person. */
  readonly dayBytes: number;
  /** What a file beyond `fileBytes` is answered. */
  readonly tooLarge: Refusal;
};

type Use = { dayFrom: number; bytes: number; open: boolean };

export function createUploadQuota(limits: QuotaLimits): UploadQuota {
  const { fileBytes, dayBytes, tooLarge } = limits;
  const uses = new Map<UserId, Use>();
  let open = 0;

  const useOf = (user: UserId, now: number): Use => {
    const known = uses.get(user);
    if (known !== undefined && (known.open || now - known.dayFrom < DAY_MS)) return known;
    const fresh = { dayFrom: now, bytes: 0, open: false };
    uses.set(user, fresh);
    return fresh;
  };

  return {
    open(user, sizeBytes, now) {
      if (sizeBytes !== null && sizeBytes > fileBytes) return err(tooLarge);
      const use = useOf(user, now);
      if (use.open) return err({ code: 'upload-running' });
      if (use.bytes + (sizeBytes ?? 1) > dayBytes) {
        const retryAfterS = Math.ceil((use.dayFrom + DAY_MS - now) / 1000);
        return err({ code: 'upload-quota', retryAfterS, limit: dayBytes });
      }
      if (open >= AT_ONCE_MAX) return err({ code: 'busy', retryAfterS: BUSY_RETRY_S });
      use.open = true;
      open += 1;
      return ok({
        close(receivedBytes) {
          if (!use.open) return;
          use.open = false;
          use.bytes += receivedBytes;
          open -= 1;
        },
      });
    },
  };
}
