/**
 * Words of the problems of recordings — lời từ chối khi thu và tải lên âm thanh.
 *
 * For somebody with a microphone or a file: what is wrong with the sound and what to try. Part of the
 * exhaustive tables of `problem-words.ts`.
 */
import type { Refusal } from '../../flows/refusals.js';

type Code = Extract<Refusal['code'], `recording-${string}` | `upload-${string}`>;
type Words = { readonly vi: string; readonly en: string };
const words = (vi: string, en: string): Words => ({ vi, en });

export const RECORDING_STATUS: { readonly [C in Code]: number } = {
  'upload-running': 409,
  'upload-quota': 429,
  'upload-too-large': 413,
  'upload-broken': 400,
  'recording-empty': 422,
  'recording-not-audio': 422,
  'recording-silent': 422,
  'recording-too-short': 422,
  'recording-too-long': 422,
  'recording-failed': 503,
};

export const RECORDING_TITLE: { readonly [C in Code]: Words } = {
  'upload-running': words('Bạn đang tải lên một tệp khác', 'Another file of yours is coming in'),
  'upload-quota': words('Hôm nay bạn đã tải lên quá nhiều', 'Too much sent in one day'),
  'upload-too-large': words('Tệp thu âm quá lớn', 'The recording is too large'),
  'upload-broken': words('Tệp chưa gửi xong', 'The file did not arrive whole'),
  'recording-empty': words('Tệp thu âm trống', 'The recording is empty'),
  'recording-not-audio': words('Tệp này không phải âm thanh', 'The file holds no sound'),
  'recording-silent': words('Bản thu không có tiếng', 'The recording is silent'),
  'recording-too-short': words('Bản thu quá ngắn', 'The recording is too short'),
  'recording-too-long': words('Bản thu quá dài', 'The recording is too long'),
  'recording-failed': words('Chưa xử lý được bản thu', 'The recording could not be worked on'),
};

export const RECORDING_NEXT: { readonly [C in Code]: Words } = {
  'upload-running': words('Chờ tệp đó gửi xong.', 'Wait until it has arrived.'),
  'upload-quota': words('Chờ đến ngày mai rồi gửi tiếp.', 'Go on tomorrow.'),
  'upload-too-large': words(
    'Lưu dưới dạng MP3 hoặc chia thành nhiều tệp.',
    'Save it as MP3, or split it.',
  ),
  'upload-broken': words('Kiểm tra mạng rồi gửi lại.', 'Check the network and send again.'),
  'recording-empty': words('Chọn tệp khác.', 'Choose another file.'),
  'recording-not-audio': words(
    'Chọn tệp MP3, M4A, WAV hoặc OGG.',
    'Choose an MP3, M4A, WAV or OGG file.',
  ),
  'recording-silent': words(
    'Kiểm tra micrô rồi thu lại.',
    'Check the microphone and record again.',
  ),
  'recording-too-short': words('Thu dài hơn nửa giây.', 'Record more than half a second.'),
  'recording-too-long': words('Chia thành nhiều bản thu.', 'Split it into several.'),
  'recording-failed': words(
    'Thử lại; nếu vẫn lỗi, báo quản trị.',
    'Try again, or tell the administrator.',
  ),
};
