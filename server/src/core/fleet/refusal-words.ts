/**
 * Words for a refused plan — vì sao cụm không nhận kế hoạch.
 *
 * Every code with which a box may refuse a plan, in one clause for a person. Exhaustive by type.
 */
import type { PlanRefusal } from '@loaso/shared/trust/accept';

export type Words = { readonly vi: string; readonly en: string };

const WORDS: Readonly<Record<PlanRefusal['code'], Words>> = {
  malformed: { vi: 'gói tin hỏng', en: 'the message is damaged' },
  'wrong-type': { vi: 'sai loại gói tin', en: 'it is a message of another type' },
  'unknown-key': { vi: 'khoá ký lạ', en: 'it is signed by an unknown key' },
  'revoked-key': { vi: 'khoá ký đã bị thu hồi', en: 'its key was revoked' },
  'bad-signature': { vi: 'chữ ký sai', en: 'the signature is wrong' },
  'too-few-signatures': { vi: 'thiếu chữ ký', en: 'signatures are missing' },
  'unsupported-version': {
    vi: 'phiên bản kế hoạch mới hơn phần mềm của cụm',
    en: 'its version is newer than the software of the box',
  },
  'wrong-device': { vi: 'kế hoạch của cụm khác', en: 'it is meant for another box' },
  'wrong-area': { vi: 'kế hoạch của địa bàn khác', en: 'it is meant for another area' },
  'key-outside-area': {
    vi: 'khoá ký không có quyền ở địa bàn này',
    en: 'its key has no right in this area',
  },
  'old-number': {
    vi: 'số thứ tự cũ hơn kế hoạch cụm đang giữ',
    en: 'its number is older than the one the box holds',
  },
  equivocation: {
    vi: 'hai kế hoạch khác nhau mang cùng một số: có thể có kẻ giả mạo',
    en: 'two different plans bear one number: somebody may be forging',
  },
  'number-jump': { vi: 'số thứ tự nhảy quá xa', en: 'its number jumps too far' },
  expired: { vi: 'kế hoạch đã hết hạn', en: 'it has expired' },
  'dated-ahead': { vi: 'kế hoạch đề ngày ở tương lai', en: 'it is dated in the future' },
  'validity-too-long': { vi: 'thời hạn quá dài', en: 'it is valid for too long' },
  'emergency-in-plan': {
    vi: 'kế hoạch tự xưng khẩn cấp; tin khẩn cấp phải đi đường riêng',
    en: 'it calls itself an emergency, which only an urgent message may be',
  },
  inconsistent: { vi: 'nội dung mâu thuẫn', en: 'it contradicts itself' },
};

const isKnown = (code: string): code is PlanRefusal['code'] => Object.hasOwn(WORDS, code);

/** The code itself where a newer box says one that this server does not know. */
export const refusalWords = (code: string): Words =>
  isKnown(code) ? WORDS[code] : { vi: code, en: code };
