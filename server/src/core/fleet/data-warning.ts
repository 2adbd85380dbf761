/**
 * Warning of data — báo trước SIM sắp hết dung lượng.
 *
 * Nothing ails such a box yet, so no diagnosis finds it: it is foretold from what it counts, in good time
 * for somebody to top it up. What has been warned of is taken back only when it is clearly better, and by
 * itself when the month is over.
 */
import type { AreaId, DeviceId } from '@loaso/shared/ids';
import type { Instant } from '@loaso/shared/time';
import type { DataMonth } from '@loaso/shared/wire/http/fleet';
import type { Status } from '@loaso/shared/wire/status';
import { dataOutlookOf } from './data-outlook.js';
import type { Case } from './incidents.js';
import type { Words } from './refusal-words.js';
import { say } from './sentences.js';

/** With less used the pace of a few days says little of the month. */
const USED_PART = 0.25;
/** A forecast goes up and down with every night. */
const CALM_PART = 0.9;

export type CountedBox = {
  readonly deviceId: DeviceId;
  readonly communeId: AreaId;
  readonly operator: string | null;
  readonly status: Status | null;
};

/** @param warned boxes of warnings that are open */
export function dataCases(
  boxes: readonly CountedBox[],
  warned: ReadonlySet<DeviceId>,
  now: Instant,
): Case[] {
  return boxes.flatMap(({ status, deviceId, communeId, operator }) => {
    const outlook = dataOutlookOf(status, now);
    const month = outlook?.month ?? null;
    if (month === null || !isShort(month, warned.has(deviceId))) return [];
    const found = { deviceId, communeId, operator, since: outlook?.saidAt ?? now };
    return [
      {
        ...{ ...found, cause: 'data-short' as const, gone: false, carriesOn: true },
        ...{ sentence: SENTENCE, next: NEXT, evidence: [evidenceOf(month)] },
      },
    ];
  });
}

function isShort({ standing, usedBytes, forecastBytes, budgetBytes }: DataMonth, warned: boolean) {
  if (budgetBytes === null) return false;
  if (warned && (forecastBytes ?? 0) > budgetBytes * CALM_PART) return true;
  if (standing === 'over') return true;
  return standing === 'short' && usedBytes >= budgetBytes * USED_PART;
}

const SENTENCE = say(
  'Cứ dùng như hiện nay, SIM hết dung lượng trước cuối tháng.',
  'At this pace the data of the SIM ends before the month.',
);

const NEXT = say(
  'Nạp thêm hoặc đổi gói trước khi hết; từng cụm ở trang Cụm loa, nhóm SIM sắp hết. Tin khẩn cấp vẫn tải được.',
  'Top up or change the plan before it ends; the boxes are in the list of speakers, SIM ends soon. Warnings are still fetched.',
);

const mega = (bytes: number | null): number => Math.round((bytes ?? 0) / 1e6);

function evidenceOf({ usedBytes, forecastBytes, budgetBytes }: DataMonth): Words {
  const used = mega(usedBytes);
  const budget = mega(budgetBytes);
  if (forecastBytes === null) {
    return say(`đã dùng ${used} MB trong ${budget} MB`, `${used} of ${budget} MB used`);
  }
  const ahead = mega(forecastBytes);
  return say(
    `đã dùng ${used} MB trong ${budget} MB, cả tháng khoảng ${ahead} MB`,
    `${used} of ${budget} MB used, about ${ahead} MB by the end of the month`,
  );
}
