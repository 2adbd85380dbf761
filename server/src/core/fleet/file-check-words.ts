/**
 * Words for a check of files — kết quả kiểm lại kho âm thanh.
 *
 * What was right, what was damaged, what is missing, and what that asks of a person.
 */
import type { CommandResult } from '@loaso/shared/wire/result';
import type { Words } from './refusal-words.js';
import { join, number, say, some } from './sentences.js';

type Found = Extract<CommandResult, { kind: 'files' }>;

export function fileCheckWords(found: Found): Words {
  const { right, damaged } = found;
  const all = right + damaged;
  return join([
    all === 0 && found.unchecked === 0
      ? say('Kho âm thanh của hộp đang trống.', 'The box holds no file.')
      : say(
          `Đã kiểm ${number(all)} tệp: ${number(right)} đúng, ${number(damaged)} hỏng.`,
          `Checked ${some(all, 'file', 'files')}: ${right} right, ${damaged} damaged.`,
        ),
    damagedWords(damaged),
    missingWords(found),
    uncheckedWords(found.unchecked),
  ]);
}

const damagedWords = (damaged: number): Words | null =>
  damaged === 0
    ? null
    : say(
        'Tệp hỏng đã bỏ, tệp nào còn cần hộp tự tải lại; nếu lần kiểm sau lại có tệp hỏng, hãy thay thẻ nhớ.',
        'Damaged files were dropped and what is needed is fetched again; if the next check finds more, replace the card.',
      );

function missingWords({ missing, planned }: Found): Words | null {
  if (planned === 0) return null;
  if (missing === 0) {
    return say(
      `Đủ ${number(planned)} tệp của kế hoạch.`,
      `All ${some(planned, 'file', 'files')} of the plan are here.`,
    );
  }
  return say(
    `Còn thiếu ${number(missing)} trong ${number(planned)} tệp của kế hoạch: hộp đang tự tải; nếu một giờ nữa vẫn thiếu, hãy bấm Đo mạng.`,
    `${missing} of ${some(planned, 'file', 'files')} of the plan are missing: the box is fetching them; if they are still missing in an hour, test the network.`,
  );
}

const uncheckedWords = (unchecked: number): Words | null =>
  unchecked === 0
    ? null
    : say(
        `Chưa kịp kiểm ${number(unchecked)} tệp vì loa bận phát: hãy kiểm lại vào giờ vắng.`,
        `${some(unchecked, 'file', 'files')} could not be checked since the speaker was busy: check again at a quiet hour.`,
      );
